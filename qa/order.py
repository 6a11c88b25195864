"""Ranked sentences -> the order in which they may answer, by what the question is about; who of them votes. Pure.

Order is kept but for what is said here. Knows no score and no threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from index.types import Span
from qa import roles, sides
from qa.coming import newest_first, of_one_time
from qa.decide import in_year, tells
from qa.entities import Known, another_of_the_name
from qa.evidence import Sentence, speaker_named
from qa.rank import Ranked
from qa.roles import Role, Subject
from qa.short import SENTENCES
from qa.types import Question

_MET = 20
"""Sentences that are asked whether they meet the names of the question: reading who is meant is slow."""
_AS_MUCH = 0.9
"""Of what any saying has of the question, so much must another have that may be the one that is asked for."""


def ordered(
    question: Question, names: Known, who: Subject | None, cast: Mapping[Sentence, Role], ranked: Sequence[Ranked]
) -> tuple[Ranked, ...]:
    """The sentences that tell what is asked, of whom and when it is asked, before the others.

    Without those that tell nothing, where any does.
    """
    ranked = _sorted_by(lambda r: in_year(question, r), tuple(filter(tells, ranked)) or ranked)
    ranked = _sorted_by(lambda r: not another_of_the_name(names.entities, r.sentence.reading.mentions), ranked)
    ranked = _sorted_by(lambda r: cast[r.sentence] is Role.FITS, ranked) if cast else _met_first(who, ranked)
    if roles.asks_who_says(question):
        ranked = _speakers_first(ranked)
    if (asked := sides.asked(question)) is not None:
        ranked = _sorted_by(lambda r: not asked.crossed(r.sentence), ranked)
    if question.coming:
        ranked = newest_first(ranked)
    return ranked


def voters(question: Question, who: Subject | None, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """What may give the short answer; none where whoever says it is the answer."""
    if _says(ranked[0]) and roles.asks_who_says(question):
        return ()
    if question.coming:
        return of_one_time(ranked)
    asked = sides.asked(question)
    if asked is not None and asked.told(ranked[0].sentence):
        return [r for r in ranked if asked.told(r.sentence)]
    return _of_whom(who, ranked)


def said(question: Question, ranked: Ranked) -> Span | None:
    """Where a sentence names who says it, if that is asked for; in its article."""
    return speaker_named(ranked.sentence) if _says(ranked) and roles.asks_who_says(question) else None


def _says(ranked: Ranked) -> bool:
    return ranked.sentence.evidence.speaker is not None


def _met_first(who: Subject | None, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Sentences that speak of the person who is asked about before those that do not."""
    if who is None or not who.entity.known or who.entity.kind != "person":
        return tuple(ranked)
    near, far = ranked[:_MET], ranked[_MET:]
    return (*_sorted_by(lambda r: roles.met(r.sentence, who.entity), near), *far)


def _speakers_first(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """What somebody says and has as much of the question as anything that is said, before the rest."""
    near, far = ranked[:_MET], ranked[_MET:]
    most = max((r.feature("share") for r in near if _says(r)), default=0.0)
    return (*_sorted_by(lambda r: _says(r) and r.feature("share") >= _AS_MUCH * most > 0, near), *far)


def _of_whom(who: Subject | None, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """What may give the short answer, if that holds for the best: an article that names who is asked about.

    Where nothing but their age or height is asked for, a sentence that speaks of them.
    """
    if who is None or not who.entity.known or not ranked:
        return tuple(ranked)
    fits = roles.met if who.verb is None and not who.topic else roles.named
    if not fits(ranked[0].sentence, who.entity):
        return tuple(ranked)
    return tuple(r for r in ranked[:SENTENCES] if fits(r.sentence, who.entity))


def _sorted_by(good: Callable[[Ranked], bool], ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The good ones first; order kept otherwise."""
    return tuple(sorted(ranked, key=lambda r: not good(r)))
