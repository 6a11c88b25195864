"""Of claims that no training row is like: how well each score of a checker tells the wrong from the right ones.

Knows arrays and labels; knows no model.
"""

from collections.abc import Callable

import numpy as np
from development import auc
from encode import Encoded

ALARMS = 0.05
"""Share of the right claims that may be called wrong."""
SCORES = ("token", "mean", "verdict")
_TIMES = 1000
Figure = tuple[float, float, float, int]


def scores(out: list[tuple[np.ndarray, np.ndarray]], rows: Encoded) -> dict[str, np.ndarray]:
    """What the model says against each claim: its most doubted token, all of its tokens on average, the verdict."""
    of_claim = [tokens[rows.second[n] : -1, 0] for n, (_, tokens) in enumerate(out)]
    return {
        "token": np.array([float(part.max()) for part in of_claim]),
        "mean": np.array([float(part.mean()) for part in of_claim]),
        "verdict": np.array([float(np.logaddexp(cls[1], cls[2]) - cls[0]) for cls, _ in out]),
    }


def caught(doubt: np.ndarray, wrong: np.ndarray) -> float:
    """Share of the wrong claims that are doubted more than the line above which ALARMS of the right ones lie."""
    right = np.sort(doubt[~wrong])
    line = right[int(np.ceil((1 - ALARMS) * len(right))) - 1]
    return float((doubt[wrong] > line).mean())


def figures(doubt: np.ndarray, wrong: np.ndarray) -> dict[str, Figure]:
    """Area and share caught, each with its 95 % interval (percentile bootstrap, seed 0) and the number of claims.

    doubt, wrong: a value and a flag a claim; both flags occur.
    """
    rng = np.random.default_rng(0)
    picks = [rng.integers(0, len(wrong), len(wrong)) for _ in range(_TIMES)]
    picks = [pick for pick in picks if 0 < wrong[pick].sum() < len(pick)]

    def figure(statistic: Callable[[np.ndarray, np.ndarray], float], n: int) -> Figure:
        low, high = np.percentile([statistic(doubt[pick], wrong[pick]) for pick in picks], [2.5, 97.5])
        return round(statistic(doubt, wrong), 4), round(float(low), 4), round(float(high), 4), n

    return {"auc": figure(auc, len(wrong)), "caught": figure(caught, int(wrong.sum()))}
