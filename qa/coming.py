"""What is to come, as the newest report has it: "When is the summit?" asks for the next one, not for one of years ago.

Knows ranked sentences; no archive, no threshold. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from qa.options import LOOSE
from qa.rank import Ranked
from qa.types import Kind

_LATER = timedelta(30)
"""Between two reports, from which what they tell to come may be two things: two summits of one city."""
_AS_MUCH = 0.9
"""Of what the first sentence has of the question, so much must stand in one that is put before it."""
_NEAR = 2.0
"""How far (log-odds) below the first it may score."""


def newest_first(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The same sentences; first the newest that gives a day and as much of the question as the first, if much newer.

    One that a reader has read and finds no answer in stays where it is.
    """
    if not ranked or ranked[0].day == date.min:
        return tuple(ranked)
    first = ranked[0]
    share, score = _AS_MUCH * first.feature("share"), first.score - _NEAR
    plain = [r for r in ranked if _gives(r) and r.feature("share") >= share and r.score >= score]
    newest = max(plain, key=lambda r: r.day, default=first)
    if newest.day <= first.day + _LATER:
        return tuple(ranked)
    return tuple(sorted(ranked, key=lambda r: not (r in plain and not _apart(newest.day, r.day))))


def of_one_time(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The sentences that were published about when the first was, as far as the days are known."""
    return tuple(r for r in ranked if date.min in (r.day, ranked[0].day) or not _apart(ranked[0].day, r.day))


def _apart(one: date, other: date) -> bool:
    return abs(one - other) > _LATER


def _gives(ranked: Ranked) -> bool:
    """Whether a sentence of the text itself gives a day, and no reader has found that it does not answer."""
    told = ranked.told is None or ranked.told > 0
    return ranked.sentence.section == "prose" and ranked.fit(Kind.WHEN) > LOOSE and told
