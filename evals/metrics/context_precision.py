"""Context precision: how much of what was found is to the point, the top counting most.

Average precision over the first ten, for three units: articles (relevant: it holds a gold point), passages, and the
sentences that were ranked best (relevant: they overlap a gold point; only gold that was ranked is expected, so that it
says how the order is, not how much was found). Mean over answerable cases. Source: context precision of RAGAS (Es et
al. 2024), which is average precision; computed by ir_measures.
"""

from ir_measures import AP

from evals.measures import Group, Metric
from evals.metrics.ranking import measured, of, places
from evals.types import Outcome


def _passages(outcome: Outcome) -> tuple[float, ...] | None:
    value = measured(outcome, AP @ 10)
    return None if value is None else (value,)


def _articles(outcome: Outcome) -> tuple[float, ...] | None:
    if outcome.response.passages is None or not outcome.case.answerable:
        return None
    relevant = places(point.key for point in outcome.case.gold)
    ranked = places(place.key for place in outcome.response.passages)
    return (of(ranked, tuple((place, 1) for place in relevant), AP @ 10),)


def _sentences(outcome: Outcome) -> tuple[float, ...] | None:
    ranked = outcome.response.ranked
    if ranked is None or not outcome.case.answerable:
        return None
    right = tuple((place, 1) for place in ranked if any(place.meets(point) for point in outcome.case.gold))
    return (of(ranked, right, AP @ 10) if right else 0.0,)


METRICS = (
    Metric("context precision, articles", Group.FINDING, _articles),
    Metric("context precision, passages", Group.FINDING, _passages),
    Metric("context precision, sentences", Group.FINDING, _sentences),
)
