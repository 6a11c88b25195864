"""Refusal precision, recall and F1, and over-refusal: is it silent when, and only when, it should be.

Precision: refused and unanswerable / refused. Recall: refused and unanswerable / unanswerable. F1: their harmonic mean.
Over-refusal: refused / answerable. A crash is no refusal. Source: precision and recall with "refuse" as the positive
class (Rajpurkar et al. 2018 call it no-answer).
"""

from evals.measures import Better, Group, Matrix, Metric
from evals.types import Outcome


def _precision(outcome: Outcome) -> tuple[float, ...] | None:
    return (float(not outcome.case.answerable),) if outcome.response.refused else None


def _recall(outcome: Outcome) -> tuple[float, ...] | None:
    return None if outcome.case.answerable else (float(outcome.response.refused),)


def _over(outcome: Outcome) -> tuple[float, ...] | None:
    return (float(outcome.response.refused),) if outcome.case.answerable else None


def _both(outcome: Outcome) -> tuple[float, ...]:
    return float(outcome.response.refused), float(not outcome.case.answerable)


def f1(rows: Matrix) -> float:
    """2 |both| / (|refused| + |unanswerable|); columns: refused, unanswerable; 0 where there is neither."""
    total = float(rows.sum())
    return 2 * float((rows[:, 0] * rows[:, 1]).sum()) / total if total else 0.0


METRICS = (
    Metric("refusal precision", Group.REFUSING, _precision, headline=13),
    Metric("refusal recall", Group.REFUSING, _recall, headline=14),
    Metric("refusal F1", Group.REFUSING, _both, statistic=f1),
    Metric("over-refusal", Group.REFUSING, _over, Better.LOWER),
)
