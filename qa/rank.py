"""Evidence -> order: which sentence answers, by a weighted sum of what the rules see. The ranker seam.

What the trained reader saw stands beside what the rules see. Knows sentences and the question's entities; knows
nothing about thresholds or claims.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.prose.words import stem, stems
from index.rarity import Rarity
from qa.agreement import NOBODY, Agreement
from qa.entities import Entity, Known
from qa.evidence import Sentence
from qa.kinds import gives_reason
from qa.lexicon import MATE, mates
from qa.options import Option, options
from qa.reader import Found
from qa.types import Kind, Question

FEATURES = (
    "share", "around", "passage", "near", "fits", "news", "named", "lead", "title", "caption", "read", "voted",
    "support",
)  # fmt: skip
"""What is seen of a sentence, each in [0, 1]; see `features`."""
WEIGHTS = np.array([1.40, 1.56, 3.64, 0.68, 1.0, 1.28, 0.29, 1.69, 1.08, -2.0, 0.0, 0.0, 1.46])
"""Log-odds a feature adds; fitted on the choosing half of the shared questions (docs/experiments.md)."""
READER_WEIGHTS = np.array([1.40, 1.56, 3.64, 0.68, 1.0, 1.28, 0.29, 1.69, 1.08, -2.0, 4.0, 10.0, 0.0])
"""The same where a reader has read the passages: how far its spans agree stands for the support of the rules' own."""
_MARGINS = (-15.0, 10.0)
"""The range of margins that tells."""
FITS = {
    Kind.WHO: 4.0, Kind.WHEN: 2.0, Kind.WHERE: 0.6, Kind.HOW_MANY: 3.0, Kind.HOW_MUCH: 2.5, Kind.WHY: 5.0,
    Kind.YES_NO: 4.0,
}  # fmt: skip
"""Log-odds of a sentence that holds the shape of answer that is asked for; other kinds have none."""
_NAMED = (Kind.WHO, Kind.WHERE, Kind.WHAT)
"""Kinds that a name answers: there, new names tell."""
_LEADS = {**dict.fromkeys(_NAMED, 1.0), Kind.POINTS: 0.4, Kind.TOPIC: 0.4}
"""How much the place at the head of an article tells for a kind; nothing for the others."""
Features = npt.NDArray[np.float64]
Implied = Mapping[int, frozenset[str]]
"""Place of a sentence -> stems that it is proven to speak of without having the words (qa.roles)."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with its score (log-odds that it answers) and what was seen of it."""

    sentence: Sentence
    score: float
    features: tuple[float, ...]
    options: tuple[Option, ...]
    told: float | None = None
    """Logit that it answers, where it was read by itself (qa.closer)."""
    found: tuple[Found, ...] = ()
    """The answers that the reader finds in it, best first, where it was read by itself; places in the sentence."""

    @property
    def day(self) -> date:
        """When its article was published; undated is before all."""
        return self.sentence.article.published or date.min

    def fit(self, kind: Kind) -> float:
        """How well it has the shape that is asked for, in [0, 1]; 1 for kinds that have none."""
        return self.feature("fits") / FITS[kind] if kind in FITS else 1.0

    def feature(self, name: str) -> float:
        """One of FEATURES."""
        return self.features[FEATURES.index(name)]


class Ranker(Protocol):
    """Orders evidence."""

    def rank(
        self,
        question: Question,
        known: Known,
        sentences: Sequence[Sentence],
        rarity: Rarity,
        implied: Implied,
        voted: Agreement = NOBODY,
    ) -> tuple[Ranked, ...]:
        """Every sentence with its score, best first; ties in the order given. `voted`: the reader's answer support."""


class FeatureRanker:
    """A weighted sum of features; other weights where a reader has read."""

    def rank(
        self,
        question: Question,
        known: Known,
        sentences: Sequence[Sentence],
        rarity: Rarity,
        implied: Implied,
        voted: Agreement = NOBODY,
    ) -> tuple[Ranked, ...]:
        """See Ranker."""
        if not sentences:
            return ()
        found = [options(s, question) for s in sentences]
        seen = features(question, known, sentences, found, rarity, implied, voted)
        weights = WEIGHTS if sentences[0].read is None else READER_WEIGHTS
        seen[:, -1] = _support(found, seen @ weights)
        scores = seen @ weights
        order = np.argsort(-scores, kind="stable")
        return tuple(Ranked(sentences[i], float(scores[i]), tuple(map(float, seen[i])), found[i]) for i in order)


def features(
    question: Question,
    known: Known,
    sentences: Sequence[Sentence],
    answers: Sequence[Sequence[Option]],
    rarity: Rarity,
    implied: Implied,
    voted: Agreement = NOBODY,
) -> Features:
    """One row a sentence, one column a feature, shape (n, len(FEATURES)), each in [0, 1] (fits: times its log-odds).

    `answers`: the candidate short answers of each sentence. The last column, how far they support each other, rests on
    the scores of the others and is 0 here.
    """
    terms = term_weights(question, rarity)
    asked = {stem(t) for t in question.query.terms}
    top = max(s.hit.score for s in sentences) or 1.0
    by_place = {(s.article.key, s.number): s for s in sentences}
    people = [e for e in known.entities if e.known]
    titles = {s.article.title or "": frozenset(stems(s.article.title or "")) for s in sentences}
    named = question.kind in _NAMED
    low, high = _MARGINS
    rows = np.zeros((len(sentences), len(FEATURES)))
    for i, (s, found) in enumerate(zip(sentences, answers, strict=True)):
        near = [by_place.get((s.article.key, s.number + d)) for d in (-1, 1)]
        title = titles[s.article.title or ""]
        own = s.stems | implied.get(i, frozenset())
        around = own.union(*(n.stems for n in near if n is not None))
        rows[i] = (
            share(terms, own),
            share(terms, around),
            max(0.0, s.hit.score / top),
            share(terms, s.stems) if question.kind.open_ended else nearness(s, found, terms),
            FITS.get(question.kind, 0.0) * _fits(s, question, found, terms),
            min(4, _new_names(s, asked)) / 4 if named else 0.0,
            _met(people, around | title),
            _LEADS.get(question.kind, 0.0) / (1 + s.number),
            share(terms, title),
            float(s.section == "caption"),
            (min(max(s.margin, low), high) - low) / (high - low),
            voted.of(s.text),
            0.0,
        )
    return rows


class Term(NamedTuple):
    """A term of the question: its stem, the stems that tell the same act, its share of the question's idf mass."""

    own: str
    mates: frozenset[str]
    weight: float


def term_weights(question: Question, rarity: Rarity) -> tuple[Term, ...]:
    """The question's terms; their weights sum to 1."""
    idf = {term: rarity.idf(term) for term in question.query.terms}
    total = sum(idf.values()) or 1.0
    return tuple(Term(stem(term), mates(term), weight / total) for term, weight in idf.items())


def share(terms: Sequence[Term], found: frozenset[str]) -> float:
    """Share of the question's idf mass among the stems found, in [0, 1]; a word of the same class counts MATE."""
    total = 0.0
    for term in terms:
        if term.own in found:
            total += term.weight
        elif not term.mates.isdisjoint(found):
            total += term.weight * MATE
    return total


def _met(entities: Sequence[Entity], found: frozenset[str]) -> float:
    """Share of the question's names of which the last word is among the stems."""
    if not entities:
        return 0.0
    return sum(any(stem(part) in found for part in _surnames(e)) for e in entities) / len(entities)


def _surnames(entity: Entity) -> set[str]:
    return {form.rsplit(" ", 1)[-1] for form in entity.forms} if entity.kind == "person" else {entity.last}


def nearness(sentence: Sentence, found: Sequence[Option], terms: Sequence[Term]) -> float:
    """How near the best candidate short answer stands to the question's words, in [0, 1].

    Each term that the sentence has gives its share of the idf mass, less the farther it is: / (1 + words between / 6).
    """
    places = [(t.weight, [i for i, w in enumerate(sentence.words) if w.stem == t.own]) for t in terms]
    places = [(weight, at) for weight, at in places if at]
    best = 0.0
    for option in found if places else ():
        inside = [i for i, w in enumerate(sentence.words) if w.span.overlaps(option.span)]
        if inside:
            low, high = inside[0], inside[-1]
            told = sum(w / (1 + min(max(low - p, p - high, 0) for p in at) / 6) for w, at in places)
            best = max(best, told * option.worth)
    return best


def _fits(sentence: Sentence, question: Question, found: Sequence[Option], terms: Sequence[Term]) -> float:
    """How well the sentence has the shape of what is asked for, in [0, 1]; a yes-or-no is told in its own words."""
    if question.kind is Kind.YES_NO:
        return share(terms, sentence.stems)
    if question.kind is Kind.WHY:
        return gives_reason(sentence.text)
    return max((option.worth for option in found), default=0.0)


def _new_names(sentence: Sentence, asked: set[str]) -> int:
    """Capitalised words inside the sentence that the question does not have."""
    text = sentence.text
    return sum(
        1 for w in sentence.words[1:] if text[w.span.start].isupper() and w.stem not in asked and len(w.span) > 1
    )


def _support(found: Sequence[Sequence[Option]], scores: Features) -> Features:
    """Votes of the sentences for the short answers in them, as the share that the best one in a sentence has."""
    votes: dict[str, float] = {}
    held: list[dict[str, float]] = []
    best = float(scores.max())
    for some, score in zip(found, scores, strict=True):
        worths: dict[str, float] = {}
        for option in some:
            worths[option.key] = max(option.worth, worths.get(option.key, 0.0))
        held.append(worths)
        weight = math.exp(float(score) - best)
        for key, worth in worths.items():
            votes[key] = votes.get(key, 0.0) + weight * worth / len(worths)
    top = max(votes.values(), default=0.0) or 1.0
    return np.array([max((votes[key] for key in keys), default=0.0) / top for keys in held])
