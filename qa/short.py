"""The short answer: the dates, numbers, amounts or names of the best sentences vote. Pure.

Only spans that stand in the sentences can win, so the short answer is always a slice with a citation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.prose.words import stem
from index.types import Span
from qa.kinds import key_of
from qa.rank import Ranked, answers_in
from qa.types import Kind, Question

SENTENCES = 12
"""Best sentences that vote."""
SHARPNESS = 1.5
"""exp(SHARPNESS x (score - best score)) is what the vote of a sentence weighs."""
NEAR_WORDS = 0.5
"""Extra weight of a candidate that stands beside words of the question."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A candidate short answer: where it stands best, and its share of all votes in (0, 1]."""

    ranked: Ranked
    span: Span
    """In the article's text."""
    key: str
    share: float


def vote(question: Question, ranked: Sequence[Ranked]) -> tuple[Vote, ...]:
    """Candidates by votes, best first; () for questions that have no short answer."""
    if question.kind in (Kind.YES_NO, Kind.TOPIC, Kind.POINTS, Kind.WHY) or not ranked:
        return ()
    asked = {stem(t) for t in question.query.terms}
    best = ranked[0].score
    votes: dict[str, float] = {}
    places: dict[str, tuple[float, Ranked, Span]] = {}
    for r in ranked[:SENTENCES]:
        weight = math.exp(SHARPNESS * (r.score - best))
        for span, worth in answers_in(r.sentence, question):
            key = key_of(span.of(r.sentence.text))
            if not key or all(t in asked for t in key.split()):
                continue
            worth *= weight * (1 + NEAR_WORDS * _closeness(r, span, asked))
            votes[key] = votes.get(key, 0.0) + worth
            absolute = Span(r.sentence.span.start + span.start, r.sentence.span.start + span.end)
            if key not in places or worth > places[key][0]:
                places[key] = (worth, r, absolute)
    _lend(votes)
    total = sum(votes.values()) or 1.0
    order = sorted(votes, key=lambda k: (-votes[k], k))
    return tuple(Vote(places[k][1], places[k][2], k, votes[k] / total) for k in order)


def _closeness(ranked: Ranked, span: Span, asked: set[str]) -> float:
    """Of the question's words in the sentence, how near: 1 / (1 + words between / 4), averaged."""
    words = ranked.sentence.words
    inside = [i for i, w in enumerate(words) if w.span.overlaps(span)]
    hits = [i for i, w in enumerate(words) if w.stem in asked]
    if not inside or not hits:
        return 0.0
    return sum(1 / (1 + min(abs(h - i) for i in inside) / 4) for h in hits) / len(hits)


def _lend(votes: dict[str, float]) -> None:
    """A part of a longer candidate ("biden" of "joe biden") gives it its votes."""
    for key in sorted(votes, key=lambda k: len(k.split())):
        tokens = key.split()
        longer = [k for k in votes if k != key and len(k.split()) > len(tokens) and set(tokens) <= set(k.split())]
        if longer and len(tokens) == 1 and not key[0].isdigit():
            heir = max(longer, key=lambda k: (votes[k], k))
            if votes[heir] >= 0.3 * votes[key]:
                votes[heir] += votes.pop(key)
