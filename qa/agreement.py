"""Answer support: the reader's best spans of all passages vote, and what holds much-voted words gains. Pure.

The idea and the weights it started from: several passages that give the same answer to one question confirm each other
(docs/experiments.md). Knows spans and strings; nothing about sentences or ranking.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.prose.words import stem, stems
from index.types import Span
from qa.kinds import key_of
from qa.reader import Read
from qa.types import Question

SPANS = 4
"""Spans of a passage that vote."""
SHARPNESS = 0.25
"""exp(SHARPNESS x (margin + lead of the passage)) is what the vote of a span weighs."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A candidate answer: its passage, where in its text, the key under which it is counted, what its vote weighs."""

    passage: int
    span: Span
    key: str
    weight: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """All ballots, and the share of the votes that each key has; the shares sum to 1."""

    ballots: tuple[Ballot, ...]
    shares: Mapping[str, float]

    def of(self, text: str) -> float:
        """The share of the votes that go to words which the text holds, in [0, 1]."""
        held = f" {' '.join(stems(text))} "
        return sum(share for key, share in self.shares.items() if f" {key} " in held)


NOBODY = Agreement((), {})


def agreement(question: Question, texts: Sequence[str], reads: Sequence[Read], leads: Sequence[float]) -> Agreement:
    """The votes over passages; nobody's for questions that no name or phrase answers.

    `leads`: how far (log-odds) search puts each above the others.
    """
    if not question.kind.worded:
        return NOBODY
    asked = {stem(word) for word in stems(question.stand_alone)} | {stem(t) for t in question.query.terms}
    found = []
    for number, (text, read, lead) in enumerate(zip(texts, reads, leads, strict=True)):
        for span, margin in read.best(SPANS):
            key = key_of(span.of(text))
            # A span of the question's own words says nothing new.
            if key and not all(part in asked for part in key.split()):
                found.append((number, span, key, SHARPNESS * (margin + lead)))
    if not found:
        return NOBODY
    top = max(weight for *_, weight in found)
    ballots = tuple(Ballot(number, span, key, math.exp(weight - top)) for number, span, key, weight in found)
    total = sum(ballot.weight for ballot in ballots)
    shares: dict[str, float] = {}
    for ballot in ballots:
        shares[ballot.key] = shares.get(ballot.key, 0.0) + ballot.weight / total
    return Agreement(ballots, shares)
