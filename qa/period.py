"""The days of publication that a question asks for: "last week", "in June 2024", "yesterday". Pure.

A period is read only where it is safe to look at nothing else: it opens or ends the question (a
place may follow: "in June 2024 in Mellbridge"), names a day, a week or a
month that cannot be another, lies in the past of the day of asking, and the question looks back. A year says what is
told, not when it was told, and "on Friday" may be the Friday of an old article: they filter nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from index.prose import dates, days
from index.prose.dates import Time
from index.types import Period, Span

_AFTER = {"day": timedelta(days=7), "week": timedelta(days=2), "month": timedelta(days=2)}
"""How long after a day, a week or a month its news is told."""
_SURE = re.compile(r"\b(?:(?:this|last|past|previous) (?:week|weekend|month)|yesterday|today|\d{4})\b", re.IGNORECASE)
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
_MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)(?= \d{4}\b)"
)
_IN = r"(?:in|during|over|on|from|for|of|this|throughout)"
_OPENS = re.compile(rf"\W*(?:{_IN}\s+)?", re.IGNORECASE)
_LEADS = re.compile(rf"(?:\b({_IN}|since|after)\s+)?(?:the\s+)?$", re.IGNORECASE)

_PLACE = re.compile(r"\s+(?:in|at|near)\s+(?:the\s+)?[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,3}\W*")
"""What may follow a period that still tells when, not of what."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A period that a question asks for, and the words that say so: `span` is theirs with the preposition."""

    period: Period
    words: str
    span: Span

    def without(self, question: str) -> str:
        """The question without these words: what is left is looked for."""
        return f"{question[: self.span.start]} {question[self.span.end :]}".strip()


def read(question: str, asked: date | None) -> Asked | None:
    """The period of `question`, or None. `asked`: the day of asking, without which "last week" means nothing."""
    if _AHEAD.search(question) or not _BACK.search(question):
        return None
    question = _MONTH.sub(lambda month: month[0].capitalize(), question)
    found = [time for time in dates.find(question, asked) if days.unit(time.value) in ("day", "week", "month")]
    if len(found) != 1:
        return None
    (time,) = found
    lead = _LEADS.search(question, 0, time.span.start)
    assert lead is not None  # it may be empty
    opens = _OPENS.fullmatch(question, 0, lead.start()) is not None
    behind = question[time.span.end :]
    said_in = (lead[1] or "").lower() not in ("of", "from", "for")
    ends = not re.search(r"\w", behind) or (said_in and _PLACE.fullmatch(behind) is not None)
    period = _period(time, asked, since=(lead[1] or "").lower() in ("since", "after"))
    words = time.span.of(question)
    if not (opens or ends) or period is None or not _SURE.search(words):
        return None
    return Asked(period, words, Span(lead.start(1) if lead[1] else time.span.start, time.span.end))


def _period(time: Time, asked: date | None, *, since: bool) -> Period | None:
    """The days of a value with some slack; None where its year is not known, or it has not begun when it is asked."""
    bounds = days.bounds(time.value)
    if bounds is None or (asked is not None and bounds[0] > asked):
        return None
    first, last = bounds
    if since:
        return Period(first, None)
    return Period(first, last + _AFTER[days.unit(time.value)])
