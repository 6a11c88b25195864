"""Text to sentences: spans in order, without overlap or surrounding whitespace, over every other code point. Pure.

Knows newlines, full stops, abbreviations and closing quotes. Knows nothing of what a sentence is for: captions,
headings and bylines are told apart in index.prose.furniture.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from index.prose.sentence_words import (
    AFTER,
    AFTER_TIME,
    BEFORE,
    CAMEL_PREFIXES,
    DATED,
    JOINING,
    LINKS,
    NO_NAMES,
    OPENERS,
)
from index.types import Span

_STOP = re.compile("[.!?…。！？]++[\"'”’)\\]»]*+(?: [”»])*+")
_SPACE = re.compile(r"\s*+")
_CJK = "。！？"

_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*+([^\W_]++)(\.)?")
_CAMEL_OPENER = re.compile(r"[a-z]{1,2}[A-Z]\w")
_GLUED = re.compile(r"[\"'“‘«(\[]?(?:[A-Z][^\W\d_]+|[AI])(?=[\s,;:’'\"”)\-–—]|[.!?](?:\s|$)|$)")
_JOINTS = re.compile(r"[:\"'“‘«(\[—–/-]")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_SPOKEN = re.compile(
    r"(?:[A-Z][\w’'.\-]{0,30} ){1,4}"
    r"(?:said|says|asked|asks|wrote|writes|tweeted|added|adds|told|replied|quipped|joked|wondered|shouted|yelled)\b"
)
_LEAD = re.compile(r"(?:SEE ALSO|See also|READ MORE|Read more|READ ALSO|Read also|RELATED|Related)\s*:")
_JUNCTION = re.compile(r"[A-Za-z]*[a-z\d)”’](?=[A-Z][a-z])")
_DATE_HEAD = re.compile(r"\s*date \d{4}-\d{2}-\d{2}(?=\s)")

_BULLET = re.compile(r"[•◾▪·>]|[-–—*](?!\s?[a-z])|\d{1,3}[.)]\s")
_FINAL = '.!?…:;"”'
_NARROWEST, _WIDEST = 40, 110


class _Line(NamedTuple):
    """A line that is not blank: where it begins, where its first word begins, where its last one ends."""

    margin: int
    start: int
    end: int
    opens: bool
    """Whether a blank line, or nothing, stands before it."""


def split(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, in order; together they cover every code point that is not whitespace.

    A blank line always ends one; a single newline does unless the lines are hard-wrapped prose. Closing quotes and
    brackets belong to the sentence before them. Takes time linear in the length of any text.
    """
    spans: list[Span] = []
    start = 0
    head = _DATE_HEAD.match(text)
    if head:
        spans.append(Span(head.end() - len(head.group().lstrip()), head.end()))
        start = head.end()
    for first, last in _paragraphs(text, _lines(text, start)):
        spans.extend(_sentences(text, first, last))
    return tuple(spans)


def _lines(text: str, at: int) -> list[_Line]:
    lines = []
    opens = True
    for line in text[at:].split("\n"):
        if body := line.strip():
            start = at + len(line) - len(line.lstrip())
            lines.append(_Line(at, start, start + len(body), opens))
        opens = not body
        at += len(line) + 1
    return lines


def _paragraphs(text: str, lines: list[_Line]) -> Iterator[tuple[int, int]]:
    """The runs of text between newlines that break, without surrounding whitespace."""
    if not lines:
        return
    width = _wrap_width(text, lines)
    first = lines[0].start
    for line, after in itertools.pairwise(lines):
        if after.opens or not _runs_on(text, line, after, width):
            yield first, line.end
            first = after.start
    yield first, lines[-1].end


def _runs_on(text: str, line: _Line, after: _Line, width: int) -> bool:
    """Whether a newline with text on both sides is no more than a space."""
    if _BULLET.match(text, after.start):
        return False
    if not width:
        return _goes_on(text, line.start, line.end, after.start)
    return after.start - after.margin <= line.start - line.margin + 1 and _was_full(text, line, after, width)


def _was_full(text: str, line: _Line, after: _Line, width: int) -> bool:
    """Whether the first word after the line would not have fitted on it."""
    room = width - (line.end - line.margin)
    return room <= 1 or len(text[after.start : after.start + room].split(None, 1)[0]) >= room


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """The column at which the text was wrapped, 0 where it was not.

    It was where few lines are longer than a page is wide and where, after lines without a stop, most next words would
    not have fitted and many are in lower case.
    """
    lengths = [line.end - line.margin for line in lines]
    narrow = [length for length in lengths if length <= _WIDEST]
    width = max(narrow, default=0)
    if width < _NARROWEST or len(narrow) < 0.95 * len(lines):
        return 0
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if not b.opens and text[a.end - 1] not in _FINAL]
    full = sum(_was_full(text, line, after, width) for line, after in pairs)
    lower = sum(text[after.start].islower() for _, after in pairs)
    return width if pairs and full >= 0.6 * len(pairs) and lower >= 0.3 * len(pairs) else 0


def _goes_on(text: str, start: int, end: int, after: int) -> bool:
    """Whether a sentence plainly runs over the end of this line."""
    if text[end - 1] in '.!?…:;"”' or not text[after].islower() or _CAMEL_OPENER.match(text, after):
        return False
    return end - start >= _NARROWEST or text[end - 1] == "," or text[start:end].rsplit(None, 1)[-1] in JOINING


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of one paragraph, whose first and last code points are not whitespace."""
    first = start
    for stop in _STOP.finditer(text, start, end):
        after = _SPACE.match(text, stop.end(), end).end()  # type: ignore[union-attr]
        if after >= end or (end - after < 3 and not any(map(str.isalnum, text[after:end]))):
            break
        if after > first and _ends(text, first, stop, after):
            yield from _after_lead(text, first, stop.end())
            first = after
    yield from _after_lead(text, first, end)


def _after_lead(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, parted where a "SEE ALSO: Headline" runs into the next sentence without a space."""
    lead = _LEAD.match(text, start, end)
    for joint in _JUNCTION.finditer(text, lead.end(), end) if lead else ():
        if joint.group() not in CAMEL_PREFIXES and text[joint.start() - 1] not in "#@":
            yield Span(start, joint.end())
            start = joint.end()
            break
    yield Span(start, end)


def _ends(text: str, first: int, stop: re.Match[str], after: int) -> bool:
    """Whether the sentence that began at `first` ends with this stop; `after`: the next code point that is no space."""
    marks = stop.group()
    if any(mark in _CJK for mark in marks):
        return True
    if after == stop.end():
        return _ends_glued(text, first, stop)
    upcoming = text[after]
    if upcoming in ",;:.!?…%&/|":
        return False
    if marks[0] == "." and (len(marks) == 1 or marks[1] != "."):
        return _ends_dotted(text, first, stop, after)
    if upcoming.islower():
        return _CAMEL_OPENER.match(text, after) is not None
    if marks[0] in "!?":
        return not _SPOKEN.match(text, after)
    return text[after : after + 2] not in ("I ", "I’", "I'")


def _ends_glued(text: str, first: int, stop: re.Match[str]) -> bool:
    """The same where no space follows: "ended.The next", but neither "Node.js" nor "U.S.A"."""
    at = stop.start()
    upcoming = _GLUED.match(text, stop.end())
    if not upcoming or at == first or text[at - 1].isspace() or upcoming.group() in LINKS:
        return False
    word = text[max(first, at - 40) : at].rsplit(None, 1)[-1]
    if stop.group()[0] != ".":
        return word[-1].isalnum() and "/" not in word
    plain = word[-2:].islower() or (word.isdigit() and at - first > 4)
    return plain and len(word) > 1 and not any(c in word for c in "@/.") and word not in BEFORE


def _ends_dotted(text: str, first: int, stop: re.Match[str], after: int) -> bool:
    """The same for one full stop and a space after it: abbreviations, initials, figures."""
    at = stop.start()
    tail = text[max(first, at - 40) : at].rsplit(None, 1)
    word = _JOINTS.split(tail[-1])[-1] if tail else ""
    upcoming = text[after]
    quoted = any(c in "\"'”’»" for c in stop.group())
    if quoted or not word:
        return not upcoming.islower()
    if at - first <= 3 and (word.isdigit() or len(word) == 1) and len(tail) == 1:
        return False
    if upcoming.islower():
        ordinary = len(word) > 3 and word.isalpha() and word.islower() and len(stop.group()) == 1
        camel = len(word) > 1 and "." not in word and _CAMEL_OPENER.match(text, after) is not None
        return (ordinary or camel) and word not in BEFORE
    if word in BEFORE:
        return _ends_before(text, word, after)
    return _ends_after(text, word, after)


def _ends_before(text: str, word: str, after: int) -> bool:
    """Whether a word such as "No" or "St" is for once not an abbreviation, or one of a street."""
    if word in ("No", "NO"):
        return not text[after].isdigit()
    found = _NEXT_WORD.match(text, after)
    return word in ("St", "Dr") and found is not None and found.group(1).lower() in NO_NAMES


def _ends_after(text: str, word: str, after: int) -> bool:
    """Whether what follows "U.S.", "Inc.", "p.m.", "J." or any other word opens a sentence."""
    low = word.lower()
    if low in ("a.m", "p.m"):
        found = _NEXT_WORD.match(text, after)
        return not (found and found.group(1).lower().removesuffix("s") in AFTER_TIME) and text[after] not in "(-–—"
    if word in DATED and text[after].isdigit():
        return False
    if word in ("etc", "al"):
        return True
    if word in AFTER or (len(word) == 1 and word.isupper()) or _DOTTED.fullmatch(word):
        return low not in ("e.g", "i.e", "a.k.a") and _opens(text, after)
    return True


def _opens(text: str, at: int) -> bool:
    """Whether the word here commonly opens a sentence, or a quotation begins."""
    found = _NEXT_WORD.match(text, at)
    if not found or found.group(2):
        return False
    return text[at] in '“"‘' or found.group(1).lower() in OPENERS
