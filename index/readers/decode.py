"""Bytes to text: which encoding a file is in. Pure.

Knows nothing of what the text says; what is not text at all is rejected.
"""

from __future__ import annotations

import codecs
import re

from index.errors import Rejected

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_JUNK = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_JUNK_SHARE = 0.05
_WIDE_SHARE = 0.2
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
_FOREIGN_SHARE = 0.25


def wide(start: bytes) -> bool:
    """Whether a file that starts so is in an encoding whose line ends are not single bytes (UTF-16, UTF-32)."""
    return any(start.startswith(mark) for mark, name in _MARKS if name != "utf-8") or _zeros(start) is not None


def decode(data: bytes, what: str, declared: str | None = None) -> str:
    """The text of `data`, without a leading byte-order mark; `declared` is the encoding that the file itself names.

    Byte-order mark, UTF-16 by its zero bytes, strict UTF-8, `declared`, then the likeliest encoding. Raises Rejected,
    naming `what`, where it is not text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    sample = data[:_SAMPLE]
    if (guess := _zeros(sample)) is not None:
        return data.decode(guess, "replace")
    if len(_JUNK.findall(sample)) > _JUNK_SHARE * len(sample):
        raise Rejected(what, "not text", "leave it out, or save it as text")
    for encoding in ("utf-8", declared or "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode(_likeliest(sample), "replace")


def _zeros(sample: bytes) -> str | None:
    """UTF-16 without a mark: Latin letters leave every second byte zero, and hardly any of the others."""
    half = len(sample) // 2
    even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if odd > _WIDE_SHARE * half and even < odd / 10:
        return "utf-16-le"
    if even > _WIDE_SHARE * half and odd < even / 10:
        return "utf-16-be"
    return None


def _likeliest(sample: bytes) -> str:
    """Mostly ASCII with a few high bytes is Western: statistics over a few letters go astray. Else they decide."""
    if len(_HIGH.findall(sample)) < _FOREIGN_SHARE * len(_LETTER.findall(sample)):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "latin-1"
