"""Calibration: does a confidence of .8 mean right in 8 of 10.

ECE = sum over ten bins of equal width of |bin| / n x |mean confidence - share right|; Brier = mean of (confidence -
right)^2. Over all cases of an engine that has a confidence; right means that its best answer, shown or held back, cites
a gold point. Sources: Guo et al. 2017; Brier 1950.
"""

from typing import NamedTuple

import numpy as np

from evals.measures import Better, Group, Matrix, Metric
from evals.types import Outcome

BINS = 10


class Bin(NamedTuple):
    """Cases of about one confidence: how many, their mean confidence, the share that is right."""

    n: int
    confidence: float
    right: float


def row(outcome: Outcome) -> tuple[float, ...] | None:
    """Confidence, and whether the best answer is right."""
    if outcome.response.confidence is None:
        return None
    return outcome.response.confidence, float(outcome.knew)


def bins(rows: Matrix) -> list[Bin]:
    """The bins that hold a case, by confidence; columns: confidence, right."""
    at = np.minimum((rows[:, 0] * BINS).astype(int), BINS - 1)
    inside = [rows[at == number] for number in range(BINS)]
    return [Bin(len(some), float(some[:, 0].mean()), float(some[:, 1].mean())) for some in inside if len(some)]


def ece(rows: Matrix) -> float:
    """The expected calibration error in [0, 1]."""
    return sum(one.n * abs(one.confidence - one.right) for one in bins(rows)) / len(rows)


def _brier(outcome: Outcome) -> tuple[float, ...] | None:
    seen = row(outcome)
    return None if seen is None else ((seen[0] - seen[1]) ** 2,)


METRICS = (
    Metric("calibration error", Group.REFUSING, row, Better.LOWER, statistic=ece, headline=16),
    Metric("Brier score", Group.REFUSING, _brier, Better.LOWER),
)
