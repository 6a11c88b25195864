"""Calendar days: of a field, and of the expressions in prose. Pure.

A field is read whole and nothing that it lacks is guessed. What the words of prose mean stands in date_rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from index.prose import days
from index.prose.date_context import context
from index.prose.date_rules import ANY, COMPARED, COMPILED, RULES
from index.prose.date_words import MONTHS
from index.types import Span

_LONGEST_FIELD = 120
_MONTH = "(" + "|".join(MONTHS) + r")\b\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(\d{4})\b"
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[\sT/,].*)?", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4}(?:\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}(?:\.0)?")
_SLASHED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[\s,].*)?", re.DOTALL)
_DAY_FIRST = re.compile(rf"\b{_DAY}[\s-]+(?:of\s+)?{_MONTH}[\s,-]+{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}[\s-]+{_DAY}[\s,-]+{_YEAR}", re.IGNORECASE)
_CLOCK_BETWEEN = re.compile(
    rf"\b{_MONTH}\s+{_DAY},?\s+\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]{{1,5}}\s+|[+-]\d{{4}}\s+)?{_YEAR}", re.IGNORECASE
)

_PERIOD_END = re.compile(r"\b(?:quarter|period|months)\s+ended\s+$")


def parse_day(text: str) -> date | None:
    """The day that a whole field names, as written (a time zone moves nothing), or None.

    ISO, `2022/11/08`, `20240613`, `12 March 2024`, `March 12, 2024`, RFC 2822, seconds or milliseconds since 1970
    (then in UTC). A missing day or year, two different days and an ambiguous `03/04/2024` are None; years 1800 to 2100.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST_FIELD or not text.isprintable():
        return None
    if match := _ISO.fullmatch(text):
        return _day(match[1], match[3], match[4])
    if (match := _COMPACT.fullmatch(text)) and (day := _day(*match.groups())):
        return day
    if match := _EPOCH.fullmatch(text):
        seconds = float(text)
        return _within(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds / (1000 if seconds > 1e11 else 1)))
    if match := _SLASHED.fullmatch(text):
        found = {_day(match[4], match[1], match[3]), _day(match[4], match[3], match[1])} - {None}
    else:
        found = {_day(m[3], str(MONTHS[m[2].lower()]), m[1]) for m in _DAY_FIRST.finditer(text)}
        for pattern in (_MONTH_FIRST, _CLOCK_BETWEEN):
            found |= {_day(m[3], str(MONTHS[m[1].lower()]), m[2]) for m in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _within(moment: datetime) -> date | None:
    return moment.date() if days.FIRST_YEAR <= moment.year <= days.LAST_YEAR else None


def _day(year: str, month: str, day: str) -> date | None:
    return days.exact(int(year), int(month), int(day))


@dataclass(frozen=True, slots=True)
class Time:
    """A date expression: where it stands, and its calendar value (the format: index.prose.days).

    `XXXX-07-09` is a day whose year is not known.
    """

    span: Span
    value: str


def find(text: str, day: date | None) -> tuple[Time, ...]:
    """The date expressions of `text`, in order, without overlaps; `day` is the day that the text is of.

    What can only be told from the day ("Friday", "last month") is left out where there is none in 1801 to 2099. A range
    has the value of its first day. Weekdays and months look back, unless the sentence looks ahead ("will meet on
    Thursday") or no verb tells and it is tomorrow, or a month far back.
    """
    if day is not None and not days.FIRST_YEAR < day.year < days.LAST_YEAR:
        day = None
    found: list[Time] = []
    told: str | None = None
    period: str | None = None
    position = 0
    while candidate := ANY.search(text, position):
        kind = str(candidate.lastgroup).removeprefix("k_")
        match = COMPILED[kind].match(text, candidate.start())
        assert match is not None, kind  # it has just matched here, as a part of ANY
        at = context(text, *match.span(), day, told, period)
        value = RULES[kind](match, at)
        position = match.end()
        if value is not None:
            found.append(Time(Span(*match.span()), value))
            if kind not in COMPARED:
                told = value
                period = value if kind == "quarter" or _PERIOD_END.search(at.before) else period
    return tuple(found)
