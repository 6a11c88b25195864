"""What is to come, as the newest report has it: "When is the summit?" asks for the next one, not for one of years ago.

Knows ranked sentences; no archive, no threshold. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from qa.options import LOOSE
from qa.rank import Ranked

_LATER = timedelta(30)
"""Between two reports, from which what they tell to come may be two things: two summits of one city."""
_AS_MUCH = 0.9
"""Of what the first sentence has of the question, so much must stand in one that is put before it."""
_AS_NEAR = 0.7
"""And its day must stand so near to the question's words, of what the first one's does."""
_BELOW = 6.0
"""How far (log-odds) below the first it may score: much, see qa.conflicts."""
_YEAR = re.compile(r"\d{4}")


def newest_first(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The same sentences; first the newest that gives a day and as much of the question as the first, if much newer.

    One that a reader has read and finds no answer in stays where it is.
    """
    if not ranked or ranked[0].day == date.min:
        return tuple(ranked)
    first = ranked[0]
    plain = [r for r in ranked if _gives(r) and _as_plain(r, first)]
    newest = max(plain, key=lambda r: r.day, default=first)
    if newest.day <= first.day + _LATER:
        return tuple(ranked)
    return tuple(sorted(ranked, key=lambda r: not (r in plain and not _apart(newest.day, r.day))))


def of_one_time(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The sentences that were published about when the first was, as far as the days are known."""
    return tuple(r for r in ranked if date.min in (r.day, ranked[0].day) or not _apart(ranked[0].day, r.day))


def _apart(one: date, other: date) -> bool:
    return abs(one - other) > _LATER


def _as_plain(ranked: Ranked, first: Ranked) -> bool:
    share, near = (ranked.feature(name) / (first.feature(name) or 1.0) for name in ("share", "near"))
    return share >= _AS_MUCH and near >= _AS_NEAR and ranked.score >= first.score - _BELOW


def _gives(ranked: Ranked) -> bool:
    """Whether a sentence of the text itself gives more than a year, and no reader finds that it does not answer."""
    if ranked.sentence.section != "prose" or (ranked.told is not None and ranked.told <= 0):
        return False
    return any(o.worth > LOOSE and not _YEAR.fullmatch(o.span.of(ranked.sentence.text)) for o in ranked.options)
