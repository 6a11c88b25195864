"""Which end of a period a draft names, and how many times as much it says something is. Pure.

A reader of words alone takes both for told where the numbers stand there: "from July 9 to July 11" for "begins on July
11", "has tripled" for "has doubled".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.prose.date_words import MONTH, MONTHS
from qa import numbers

_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b)\s?(?:on )?"
_PERIOD = re.compile(
    rf"(?P<m1>{MONTH})\s(?P<d1>{_DAY}){_TO}(?:(?P<m2>{MONTH})\s)?(?P<d2>{_DAY})"
    rf"|(?P<e1>{_DAY})(?:\s(?:of\s)?(?P<n1>{MONTH}))?{_TO}(?P<e2>{_DAY})\s(?:of\s)?(?P<n2>{MONTH})"
)
_DATE = rf"(?:(?P<month>{MONTH})\s(?P<day>{_DAY})|(?P<day2>{_DAY})\s(?:of\s)?(?P<month2>{MONTH}))"
_BEGINS = re.compile(rf"\b(?:begin|start|open|commenc|kick)\w*\b[^.;:,]{{0,40}}?\b{_DATE}(?!{_TO}(?:\d|{MONTH}))")
_ENDS = re.compile(rf"\b(?:end|finish|clos|conclud)\w*\b[^.;:,]{{0,40}}?\b{_DATE}(?!{_TO}(?:\d|{MONTH}))")
_MULTIPLES = tuple(
    (factor, re.compile(pattern, re.IGNORECASE))
    for factor, pattern in (
        (
            2.0,
            r"\bdoubl(?:ed|es|ing)\b|\b(?:will|to|would|may|could) double\b|\btwice as (?:much|many|\w+ as)\b"
            r"|\btwofold\b",
        ),
        (3.0, r"\b(?:tripl|trebl)(?:ed|es|ing|e)\b|\bthree times as \w+\b|\bthreefold\b"),
        (4.0, r"\bquadrupl(?:ed|es|ing|e)\b|\bfour times as \w+\b|\bfourfold\b"),
        (0.5, r"\bhalv(?:ed|es|ing|e)\b"),
    )
)
_TOLERANCE = 0.12
"""By how much the ratio of two numbers may miss a multiple that is told loosely."""
Day = tuple[int, int]


def misplaced(text: str, words: str) -> str | None:
    """What of a draft its words tell otherwise: the wrong end of a period, or a multiple that they do not have."""
    return _wrong_end(text, words) or _wrong_multiple(text, words)


def last_day(date: str, words: str) -> bool:
    """Whether a date is the last day of a period that the words tell: "11 July" of "July 9-11"."""
    match = re.fullmatch(_DATE, date.strip())
    if match is None:
        return False
    named = _day(match["month"] or match["month2"], match["day"] or match["day2"])
    return any(period[1] == named for period in _periods(words))


def _wrong_end(text: str, words: str) -> str | None:
    periods = list(_periods(words))
    for pattern, own in ((_BEGINS, 0), (_ENDS, 1)):
        for match in pattern.finditer(text):
            named = _day(match["month"] or match["month2"], match["day"] or match["day2"])
            if any(p[1 - own] == named for p in periods) and not any(p[own] == named for p in periods):
                return match[0].split()[-1] if match["day"] else " ".join(match[0].split()[-2:])
    return None


def _periods(words: str) -> Iterator[tuple[Day, Day]]:
    """First and last day, each (month, day), of the periods that words tell."""
    for match in _PERIOD.finditer(words):
        if match["m1"]:
            yield _day(match["m1"], match["d1"]), _day(match["m2"] or match["m1"], match["d2"])
        else:
            yield _day(match["n1"] or match["n2"], match["e1"]), _day(match["n2"], match["e2"])


def _day(month: str, day: str) -> Day:
    return MONTHS[month.rstrip(".").lower()], int(re.sub(r"\D", "", day))


def _wrong_multiple(text: str, words: str) -> str | None:
    for factor, pattern in _MULTIPLES:
        found = pattern.search(text)
        if found is not None and not pattern.search(words) and not _ratio(words, factor):
            return found[0]
    return None


def _ratio(words: str, factor: float) -> bool:
    """Whether two numbers of the words, one behind the other, are so many times each other."""
    values = [n.value for n in numbers.find(words) if n.value]
    return any(
        abs(later / earlier - factor) <= _TOLERANCE * factor
        for i, earlier in enumerate(values)
        for later in values[i + 1 :]
    )
