"""AURC: the area under the risk-coverage curve.

Cases ordered by confidence, greatest first; the risk at coverage k / n is the share of wrong ones among the first k;
AURC is the mean risk over k = 1..n. Equal confidences share their errors evenly, so that no order among them is luck.
Over all cases of an engine that has a confidence: for an answerable case wrong means that its best answer, shown or
held back, cites no gold point; an unanswerable one is always wrong, so the least possible value is above 0. Source:
Geifman and El-Yaniv 2017; El-Yaniv and Wiener 2010.
"""

import numpy as np

from evals.measures import Better, Group, Matrix, Metric
from evals.types import Outcome


def row(outcome: Outcome) -> tuple[float, ...] | None:
    """Confidence, and whether the best answer is wrong."""
    if outcome.response.confidence is None:
        return None
    return outcome.response.confidence, float(not outcome.knew)


def curve(rows: Matrix) -> Matrix:
    """Coverage and risk after each case, most confident first; shape (n, 2)."""
    order = np.argsort(-rows[:, 0], kind="stable")
    confidence, wrong = rows[order, 0], rows[order, 1]
    block = np.concatenate([[0], np.cumsum(np.diff(confidence) != 0)])
    even = np.bincount(block, wrong) / np.bincount(block)
    risk = np.cumsum(even[block]) / np.arange(1, len(rows) + 1)
    return np.stack([np.arange(1, len(rows) + 1) / len(rows), risk], axis=1)


def area(rows: Matrix) -> float:
    """The mean risk over all coverages; columns: confidence, wrong."""
    return float(curve(rows)[:, 1].mean())


METRICS = (Metric("AURC", Group.REFUSING, row, Better.LOWER, statistic=area, headline=15),)
