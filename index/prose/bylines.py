"""Lines that say who wrote a text, for whom and on which day. Pure.

Knows one line and its neighbours; where the head of a text ends is the business of index.prose.furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index.prose import furniture_words as said
from index.prose.dates import parse_day

COLUMNS = re.compile(r"\s*[|•·]\s*|\s+(?=(?:Published|Updated|UPDATED)\b)")
"""What parts a line that says several things."""

_TOP = 4
_HEADER = re.compile(
    r"(title|headline|date|published|source|outlet|publication|newspaper|authors?|by|byline|url|link|section)"
    r"[ \t]*:[ \t]+(\S.*)",
    re.IGNORECASE,
)
_PARTS = re.compile(r",\s+|\s+[|•·–—-]\s+")
_DESK = re.compile(
    r" (?:sports?|news|city|business|foreign|features|night|culture|crime) (?:desk|staff|team|reporters?)$| staff$"
)
"""Who of an outlet wrote, where nobody is named."""
_DATELINE_WORDS = 6
_PUBLISHED = ("published", "first published", "posted", "date")


def is_byline(lines: Sequence[str], number: int) -> bool:
    """Whether a paragraph is a date, a dateline or a credit and nothing else; `lines`: the paragraphs of a text."""
    line = lines[number]
    if header(lines, number) is not None:
        return True
    if _is_dated(line) or said.SIGNED.fullmatch(line) or said.HANDLE.fullmatch(line) or masthead(lines, number):
        return True
    if line.endswith((" —", " –")) and len(line.split()) <= _DATELINE_WORDS:
        return True
    authors, outlet = credited(line)
    if said.BY.match(line) or number >= _TOP:
        return bool(authors) and said.BY.match(line) is not None
    return bool(authors and outlet) or _is_signature(lines, number) or (number > 0 and _is_signature(lines, number - 1))


def header(lines: Sequence[str], number: int) -> tuple[str, str] | None:
    """What a line of a block at the very top says and of what, in lower case: "Date: 3 July 2024"; None elsewhere.

    Two lines make a block: one alone may be a headline ("Source: the mayor lied").
    """
    block = [match for line in lines[: max(number + 1, 2)] if (match := _HEADER.fullmatch(line))]
    if len(block) < max(number + 1, 2):
        return None
    return block[number][1].lower(), block[number][2].strip()


def masthead(lines: Sequence[str], number: int) -> tuple[str, date | None] | None:
    """The outlet that a line among the first three names, and the day behind it: "Tarn Gazette, 9 February 2024".

    Where it names no day, only a line near it that is a date or a credit tells that it is no title.
    """
    if number > 2:
        return None
    name, behind = (*_PARTS.split(lines[number].strip("*_ "), maxsplit=1), "")[:2]
    name = _DESK.sub("", name)
    outlet = outlet_of(name.title() if name.isupper() else name)
    if outlet is None or (behind and not _is_dated(behind)):
        return None
    if not behind and not said.PRESS.search(outlet.split()[-1]):
        return None

    def credit(at: int) -> bool:
        return at < len(lines) and (_is_dated(lines[at]) or said.BY.match(lines[at]) is not None)

    # Above the title, or between it and what is plainly a credit.
    told = credit(2) and not credit(1) if number == 0 else credit(number + 1) or (number > 1 and credit(number - 1))
    return (outlet, day_of(behind)) if behind or told else None


def _is_signature(lines: Sequence[str], number: int) -> bool:
    """Whether a line of bare names is followed by one that names their outlet."""
    following = lines[number + 1] if number + 1 < len(lines) else ""
    return outlet_of(following) is not None and bool(credited(lines[number])[0])


def _is_dated(line: str) -> bool:
    """Whether the line is a date and nothing else, but for "Published" and the like before it."""
    return any(said.LABEL.match(part) or day_of(part) for part in COLUMNS.split(line)) and all(
        said.DATE.fullmatch(part, label.end() if (label := said.LABEL.match(part)) else 0)
        for part in COLUMNS.split(line)
    )


def day_of(part: str) -> date | None:
    """The day that a part of a line names as that of publication."""
    label = said.LABEL.match(part)
    if label and label.group(1).lower() not in _PUBLISHED:
        return None
    day = part[label.end() :] if label else part
    return parse_day(day) if said.DATE.fullmatch(day) else None


def outlet_of(line: str, *, listed: bool = False) -> str | None:
    """The outlet that a line names and nothing else; `listed` after an author, "The Anything" is one as well."""
    special = said.SPECIAL.match(line)
    name = line[special.end() :] if special else line
    words = name.split()
    if (
        not 0 < len(words) <= 6
        or said.ROLE.search(name)
        or not all(word[0].isupper() or word in ("of", "and", "the", "&") for word in words)
    ):
        return None
    return name if special or said.PRESS.search(name) or (words[0] == "The" and len(words) > 1 and listed) else None


def credited(line: str) -> tuple[tuple[str, ...], str | None]:
    """The authors and the outlet of a line that names them and nothing else: "By Ann Lee, The Mellbridge Echo"."""
    by = said.BY.match(line)
    first, *rest = said.BETWEEN.split(COLUMNS.split(line[by.end() :] if by else line)[0])
    authors: list[str] = []
    outlet = None
    for joint, part in zip(["", *rest[::2]], [first, *rest[1::2]], strict=True):
        found = outlet_of(part, listed=True) if authors and joint in (", ", " for ", " of ") else None
        if found and not outlet:
            outlet = found
        elif said.NAME.fullmatch(part) and not outlet and not said.ROLE.search(part):
            authors.append(part)
        elif not (authors and (said.ROLE.search(part) or "@" in part)):
            return (), None
    return tuple(authors), outlet
