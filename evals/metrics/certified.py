"""Certified error: how wrong the answered ones are at most, at 95 %.

The upper end of the one-sided Clopper-Pearson interval for wrong / answered, by scipy; an answer is wrong where it
cites no gold point, also where none exists. A bound, so it has no interval of its own. Source: Clopper and Pearson
1934; selective guarantees as in Geifman and El-Yaniv 2017.
"""

from evals.measures import Better, Group, Matrix, Metric
from evals.types import Outcome


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    return (float(not outcome.right),) if outcome.answered else None


def upper(rows: Matrix) -> float:
    """The greatest error rate that is still likely enough; column: wrong."""
    from scipy.stats import binomtest

    wrong = int(rows[:, 0].sum())
    return float(binomtest(wrong, len(rows), alternative="less").proportion_ci(0.95, method="exact").high)


METRICS = (Metric("certified error", Group.REFUSING, _row, Better.LOWER, statistic=upper, bound=True),)
