"""Answer or refuse: a calibrated confidence, a threshold, and a reason in words. Pure.

Confidence is the probability that the best answer at hand is right. An article's age counts only where the question
speaks of the present.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.rarity import Rarity
from index.search import freshness
from qa.entities import Known
from qa.rank import Ranked
from qa.short import Vote
from qa.types import Kind, Question, Reason

SIGNALS = ("near", "around", "coverage", "unknown", "named", "vote", "open", "margin", "fit", "fresh", "present")
"""What confidence rests on; see `signals`."""
WEIGHTS = (1.5, 1.0, 2.0, -2.0, 1.0, 1.0, 0.3, 0.3, 0.3, 0.5, -0.3)
BIAS = -2.5
THRESHOLD = 0.35
"""Refused below; fitted with the weights on the choosing halves (docs/experiments.md)."""
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_OPEN = (Kind.YES_NO, Kind.TOPIC, Kind.POINTS, Kind.WHY)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a decision rests on. `coverage`: share of the question's idf mass in the best passage with its title."""

    ranked: Sequence[Ranked]
    votes: Sequence[Vote]
    coverage: float
    unknown: float
    """Share of the question's idf mass in words that the archive has never seen."""


def signals(question: Question, known: Known, ground: Ground) -> tuple[float, ...]:
    """The signals in the order of SIGNALS, each in [0, 1]."""
    best = ground.ranked[0]
    people = [e for e in known.entities if e.known]
    published = best.sentence.article.published
    present = question.query.present and question.query.asked is not None
    tenth = ground.ranked[min(9, len(ground.ranked) - 1)].score
    return (
        max(r.feature("near") for r in ground.ranked[:3]),
        max(r.feature("around") for r in ground.ranked[:3]),
        ground.coverage,
        ground.unknown,
        best.feature("named") if people else 0.5,
        ground.votes[0].share if ground.votes else 0.0,
        float(question.kind in _OPEN),
        min(1.0, (best.score - tenth) / 4),
        best.fit(question.kind),
        freshness(published, question.query.asked) if present else 0.0,
        float(present),
    )


def in_year(question: Question, ranked: Ranked) -> bool:
    """Whether a sentence, its title or the day of its article is of a year that the question names; True if none is."""
    years = set(_YEAR.findall(question.stand_alone))
    if not years:
        return True
    article = ranked.sentence.article
    published = str(article.published.year) if article.published else ""
    told = _YEAR.findall(f"{ranked.sentence.text} {article.title or ''}")
    return bool(years & set(told)) if told else published in years


def confidence(seen: Sequence[float]) -> float:
    """The probability, in (0, 1), that the best answer at hand is right."""
    z = BIAS + sum(w * x for w, x in zip(WEIGHTS, seen, strict=True))
    return 1.0 / (1.0 + math.exp(-z))


def unknown_share(question: Question, known: Known, rarity: Rarity) -> float:
    """Share of the question's idf mass in words that the archive has never seen."""
    idf = {t: rarity.idf(t) for t in question.query.terms}
    total = sum(idf.values()) or 1.0
    return sum(idf.get(t, 0.0) for t in known.unknown_words) / total


def explanation(reason: Reason, question: Question, known: Known, subject: str | None = None) -> str:
    """Why nothing is answered, in one or two sentences for the person who asked."""
    if reason is Reason.NAME_MISSING and known.missing:
        names = _listed([e.text for e in known.missing])
        return f"No article names {names}."
    if reason is Reason.NAME_MISSING:
        return f"The articles name {subject or 'them'}, but never as the one who did what is asked."
    if reason is Reason.EMPTY_ARCHIVE:
        return "The archive holds no articles yet."
    if reason is Reason.OUT_OF_PERIOD:
        since, until = question.query.period.since, question.query.period.until
        bounds = " ".join(
            part
            for part in (f"from {since.isoformat()}" if since else "", f"until {until.isoformat()}" if until else "")
            if part
        )
        return f"No article was published in the period {bounds}."
    if reason is Reason.NO_MATCH:
        return "No article shares the words of the question."
    if reason is Reason.NOT_SUPPORTED:
        return "Nothing that was drafted is supported by the articles."
    if reason is Reason.QUESTION_UNCLEAR:
        return "Ask a question about the articles, in a full sentence."
    return "The articles come near, but no sentence answers the question with enough certainty."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
