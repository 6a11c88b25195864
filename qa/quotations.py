"""Quotation marks paired: where an article quotes, over paragraphs that end without a closing mark. Pure.

Knows punctuation; knows nothing of who speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.types import Span

_DOUBLE = r"[\"“”„«»]|''|``"
_SINGLE = r"(?<![\w'’])['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)"
_SMALL = frozenset(("a", "an", "and", "at", "for", "in", "of", "on", "the", "to", "with"))
_END = re.compile(r"[.!?,…;—-]$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks, marks included, inside one paragraph.

    `speech`: long enough, or punctuated, to be somebody's words rather than a word held at a distance.
    `goes_on`: the quotation before it ended its paragraph without a closing mark, and this one opens the next.
    """

    span: Span
    speech: bool
    goes_on: bool


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of `text` in order, none overlapping another; quotations inside one are part of it.

    Single marks count only in a text without double ones. Paragraphs are parted by blank lines, or by line ends in a
    text without blank lines. Linear in the length of the text.
    """
    marks = _DOUBLE if len(re.findall(_DOUBLE, text)) > 1 else _SINGLE
    paragraph_end = r"\n[ \t]*\n" if "\n\n" in text else r"\n"
    found: list[Quotation] = []
    opened, ran_on, inner, paragraph = -1, False, False, 0
    for match in re.finditer(f"{marks}|{paragraph_end}", text):
        mark, at, after = match.group(), match.start(), match.end()
        if "\n" in mark:
            if opened >= 0:
                found += _quotation(text, opened, at, ran_on)
            opened, ran_on, inner, paragraph = -1, opened >= 0, False, after
        elif opened < 0:
            if mark not in "”»’" and not text[after : after + 1].isspace():
                ran_on = ran_on and not text[paragraph:at].strip()
                opened = at
        else:
            reopens = _opens_only(mark, text, at, after)
            if text[opened] in "“„«" and mark in ("''", '"') and (reopens or inner):
                inner = reopens
                continue
            found += _quotation(text, opened, at if reopens else after, ran_on)
            opened, ran_on = at if reopens else -1, False
    if opened >= 0:
        found += _quotation(text, opened, len(text), ran_on)
    return tuple(found)


def _quotation(text: str, start: int, end: int, goes_on: bool) -> list[Quotation]:
    words = text[start:end].rstrip()
    if len(words.strip("\"“”„«»'‘’` \n")) < 2:
        return []
    return [Quotation(Span(start, start + len(words)), goes_on or _is_speech(words), goes_on)]


def _opens_only(mark: str, text: str, start: int, end: int) -> bool:
    """Whether the mark can only open: it is a turned one, or has a space before it and a word after it."""
    if mark in "“‘„«``":
        return True
    return mark in "\"''" and text[start - 1 : start].isspace() and text[end : end + 1].isalnum()


def _is_speech(words: str) -> bool:
    inner = words.strip("\"“”„«»'‘’` \n").split()
    if len(inner) > 5 or inner[-1][-1] in "?!":
        return True
    if not _END.search(inner[-1]):
        return False
    title = inner[-1][-1] == "," and all(w[0].isupper() or w in _SMALL for w in inner)
    return not title and (len(inner) > 1 or inner[0][0].isupper())
