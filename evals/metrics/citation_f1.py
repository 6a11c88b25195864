"""Citation F1: the harmonic mean of citation recall and precision, each averaged over answers first.

2 R P / (R + P), 0 where both are 0. Source: ALCE (Gao et al. 2023). Twice, with exact spans and with whole articles.
"""

from evals.measures import Group, Matrix, Metric
from evals.metrics import citation_precision, citation_recall
from evals.metrics.entailed import verbatim
from evals.types import Outcome


def harmonic(rows: Matrix) -> float:
    """The harmonic mean of the means of two columns; shape (n, 2)."""
    recall, precision = float(rows[:, 0].mean()), float(rows[:, 1].mean())
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def _of(outcome: Outcome, *, articles: bool) -> tuple[float, ...] | None:
    recall = citation_recall.of(outcome, articles=articles)
    precision = citation_precision.of(outcome, articles=articles)
    return None if recall is None or precision is None else (recall, precision)


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    return _of(outcome, articles=False)


def _articles(outcome: Outcome) -> tuple[float, ...] | None:
    return _of(outcome, articles=True)


METRICS = (
    Metric("citation F1", Group.GROUNDED, _row, statistic=harmonic, judge=True, constructed=verbatim),
    Metric("citation F1, articles", Group.GROUNDED, _articles, statistic=harmonic, judge=True, constructed=verbatim),
)
