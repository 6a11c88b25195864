"""The short answer: the dates, numbers, amounts or names of the best sentences vote. Pure.

Only spans that stand in the sentences can win, so the short answer is always a slice with a citation.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.prose.words import stem
from index.types import Span
from qa.rank import Ranked
from qa.types import Question

SENTENCES = 30
"""Best sentences that vote."""
SHARPNESS = 0.8
"""exp(SHARPNESS x (score - best score)) is what the vote of a sentence weighs."""
NEAR_WORDS = 0.5
"""Extra weight of a candidate that stands beside words of the question."""


_CORRECTS = re.compile(r",? (?:and |but )?(?:not|instead of|rather than) (?:the )?", re.IGNORECASE)


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
    if question.kind.open_ended or not ranked:
        return ()
    asked = {stem(t) for t in question.query.terms}
    best = ranked[0].score
    votes: dict[str, float] = {}
    places: dict[str, tuple[float, Ranked, Span]] = {}
    for r in ranked[:SENTENCES]:
        weight = math.exp(SHARPNESS * (r.score - best))
        for span, key, plain in r.options:
            worth = plain * weight * (1 + NEAR_WORDS * _closeness(r, span, asked))
            votes[key] = votes.get(key, 0.0) + worth
            absolute = Span(r.sentence.span.start + span.start, r.sentence.span.start + span.end)
            if key not in places or worth > places[key][0]:
                places[key] = (worth, r, absolute)
    _lend(votes)
    _correct(votes, ranked[:SENTENCES])
    total = sum(votes.values()) or 1.0
    order = sorted(votes, key=lambda k: (-votes[k], k))
    return tuple(Vote(places[k][1], places[k][2], k, votes[k] / total) for k in order)


def _correct(votes: dict[str, float], ranked: Sequence[Ranked]) -> None:
    """Where a sentence says "230, not 320", what was corrected gives its votes to what it was corrected to."""
    for r in ranked:
        for before, after in pairwise(r.options):
            between = r.sentence.text[before.span.end : after.span.start]
            if _CORRECTS.fullmatch(between) and before.key in votes and after.key in votes:
                votes[before.key] += votes.pop(after.key)


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
