"""The days of publication that a question asks for: "last week", "in June 2024", "yesterday", "before 2022". Pure.

A period is read only where it is safe to look at nothing else: it opens or ends the question (a place may follow: "in
June 2024 in Mellbridge"), names a day, a week or a month that cannot be another, lies in the past of the day of asking,
and the question looks back. A year, a season, and what lies before or until a day tell what is told, not when it was
told, unless the question is about what was said or happened: then they filter, loosely (see Asked.loose). "On Friday"
may be the Friday of an old article: it filters nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from index.prose import dates, days
from index.prose.dates import Time
from index.types import Period, Span

_AFTER = {"day": 7, "week": 2, "month": 2, "quarter": 2, "year": 2}
"""Days after a day, a week, a month until which its news is told."""
_LONG = ("quarter", "year")
_SURE = re.compile(
    r"\b(?:(?:this|last|past|previous) (?:week|weekend|month|year|spring|summer|autumn|fall|winter)"
    r"|\w+ (?:days|weeks|months|years?) ago|yesterday|today|\d{4})\b",
    re.IGNORECASE,
)
"""What cannot be the "Friday" or the "June 3" of an article that is years old."""
_AHEAD = re.compile(
    r"\b(?:will|won't|shall|next|upcoming|scheduled|due|planned|going to|expected to|when|what (?:day|date|time)"
    r"|(?:is|are) \w+ing|(?:is|are) (?:the|there)|anniversary|until|by|before|ahead of)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:did|was|were|had|has|have|been|\w+ed|said|told|won|lost|met|made|gave|took|went|came|news|latest|happened"
    r"|hit|beat|struck|found|held|left|led|shot|cut|set|broke|built|bought|sold|paid|ran|rose|fell|kept|caught|spoke|stood"
    r"|wrote|brought|became|began|chose|flew|grew|sent|sank|stole|threw|withdrew|drew|fought"
    r"|tell me|summar\w+|what's new)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:sa(?:y|ys|id)|tells?|told|announced?|promised?|agreed?|decided?|happen(?:ed|ing)?|news|reported?|wr[io]te|claim(?:ed)?"
    r"|warn(?:ed)?|ask(?:ed)?)\b",
    re.IGNORECASE,
)
"""What is asked about, where a year is the year in which it was told."""
_MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)(?= \d{4}\b)"
)
_IN = r"(?:in|during|over|on|from|for|of|this|throughout)"
_OPENS = re.compile(rf"\W*(?:{_IN}\s+)?", re.IGNORECASE)
_LEADS = re.compile(rf"(?:\b({_IN}|since|after|before|until|till|between)\s+)?(?:the\s+)?$", re.IGNORECASE)
_BOUNDS = ("after", "before", "until", "till", "between")
_JOINED = re.compile(r"\s+(?:and|to|until|till)\s+(?:the\s+)?", re.IGNORECASE)

_PLACE = re.compile(r"\s+(?:in|at|near)\s+(?:the\s+)?[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,3}\W*")
"""What may follow a period that still tells when, not of what."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A period that a question asks for, and the words that say so: `span` is theirs with the preposition.

    `loose`: what was told in it may have been published outside; where it holds no answer, other days may.
    """

    period: Period
    words: str
    span: Span
    loose: bool = False

    def without(self, question: str) -> str:
        """The question without these words: what is left is looked for."""
        return f"{question[: self.span.start]} {question[self.span.end :]}".strip()


def read(question: str, asked: date | None) -> Asked | None:
    """The period of `question`, or None. `asked`: the day of asking, without which "last week" means nothing."""
    if not _BACK.search(question):
        return None
    question = _MONTH.sub(lambda month: month[0].capitalize(), question)
    found = [time for time in dates.find(question, asked) if (days.bounds(time.value) or _season(time.value))]
    if not found:
        return None
    lead = _LEADS.search(question, 0, found[0].span.start)
    assert lead is not None  # it may be empty
    how = (lead[1] or "").lower()
    last = found[-1]
    span = Span(lead.start(1) if lead[1] else found[0].span.start, last.span.end)
    rest = f"{question[: span.start]} {question[span.end :]}"
    if len(found) > 1 and not (
        len(found) == 2
        and how in ("between", "from")
        and _JOINED.fullmatch(question, found[0].span.end, last.span.start)
    ):
        return None
    loose = how in ("before", "until", "till") or any(days.unit(time.value) in _LONG for time in found)
    if (
        _AHEAD.search(rest)
        or (how == "between") != (len(found) == 2 and how != "from")
        or (loose and not _TOLD.search(rest))
    ):
        return None
    opens = _OPENS.fullmatch(question, 0, lead.start()) is not None
    behind = question[span.end :]
    said_in = how not in ("of", "from", "for")
    ends = not re.search(r"\w", behind) or (said_in and _PLACE.fullmatch(behind) is not None)
    words = question[(span if how in _BOUNDS else found[0].span).start : span.end]
    sure = _SURE.search(words) or (how == "since" and asked is not None)
    period = _period(found[0], last, asked, how)
    if not (opens or ends) or period is None or not sure:
        return None
    return Asked(period, words, span, loose)


def _period(first: Time, last: Time, asked: date | None, how: str) -> Period | None:
    """The days of two values, which may be one, with some slack; None where they have not begun when it is asked."""
    begins, ends = (days.bounds(time.value) or _season(time.value) for time in (first, last))
    if begins is None or ends is None or begins[0] > ends[1] or (asked is not None and begins[0] > asked):
        return None
    try:
        if how == "before":
            return Period(None, begins[0] - timedelta(days=1))
        if how in ("until", "till"):
            return Period(None, ends[1])
        if how == "since":
            return Period(begins[0], None)
        if how == "after":
            day = ends[1] + timedelta(days=1)
            return Period(day, None) if asked is None or day <= asked else None
        return Period(begins[0], ends[1] + timedelta(days=_AFTER[days.unit(last.value)]))
    except OverflowError:
        return None


def _season(value: str) -> tuple[date, date] | None:
    """The first and the last day of a season; None for what is none."""
    year, _, name = value.partition("-")
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}.get(name)
    if begins is None or not year.isdigit():
        return None
    start = date(int(year), begins, 1)
    after = date(int(year) + (begins == 12), (begins + 2) % 12 + 1, 1)
    return start, after - timedelta(days=1)
