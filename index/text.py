"""Hostile text made safe: normalised once when read, escaped each time it is shown. Pure.

Nothing here knows about sentences or articles.
"""

from __future__ import annotations

import html
import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss",
    "Ł": "L", "Ø": "O", "Đ": "D", "Ð": "D", "Ħ": "H", "Þ": "Th", "Æ": "Ae", "Œ": "Oe", "ẞ": "SS",
}  # fmt: skip
"""Letters with a stroke or of two letters in one, which Unicode does not take apart, as they are written without."""
_LETTERS = str.maketrans(LETTERS)
_INVISIBLE = re.compile(r"[\u200b\u2060-\u2064\u00ad\ue000-\uf8ff\U000e0000-\U000e007f]")


def normalise(text: str) -> str:
    """The text as an archive keeps it.

    Line ends become newlines, a leading byte-order mark goes, every other control character but tab and newline (C0,
    DEL, C1, U+FEFF) becomes one space, lone surrogates become U+FFFD. Idempotent.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def plain(text: str) -> str:
    """Safe for a terminal: no control character but newline and tab, no bidirectional mark, nothing invisible."""
    text = _CONTROL.sub(" ", text.replace("\r", " "))
    text = _SURROGATE.sub("\ufffd", text)
    return _INVISIBLE.sub("", _BIDI.sub("", text)).replace("\u2028", " ").replace("\u2029", " ")


def one_line(text: str, limit: int = 200) -> str:
    """`plain`, on one line, cut to `limit` characters with an ellipsis: for messages and tables."""
    line = " ".join(plain(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def escape(text: str) -> str:
    """Safe inside HTML text and quoted attributes."""
    return html.escape(plain(text), quote=True)


def fold(text: str) -> str:
    """Lower case without accents, typographic apostrophes made plain: the form in which words are compared."""
    text = text.replace("\u2019", "'").replace("\u2018", "'")
    if text.isascii():
        return text.lower()
    return plain_letters(_bare(text.casefold()))


def plain_letters(text: str) -> str:
    """The text with each of LETTERS as it is written without: "Łódź" is "Lódź"."""
    return text if text.isascii() else text.translate(_LETTERS)


def unaccented(text: str) -> str:
    """The text without accents, its case kept: "Orbán" and "Orban" are one question, so are "Łódź" and "Lodz"."""
    if text.isascii():
        return text
    return plain_letters(_bare(text))


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
