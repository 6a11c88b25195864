"""Figures with intervals, and the area under the ROC curve. Pure numpy and scipy.

Knows numbers, not what they count.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

TIMES = 1000
"""Bootstrap resamples."""
_DRAWS = 1 << 20
"""Indices drawn at once: bounds memory, changes no number (numpy's generator keeps its stream between calls)."""


class Figure(NamedTuple):
    """A mean with its 95 % interval, rounded to four places, over `n` values; None and 0 where there are none."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def interval(values: Sequence[float], groups: Sequence[Hashable] | None = None) -> Figure:
    """Mean and 95 % percentile bootstrap interval (Efron 1979), 1,000 resamples, seed 0.

    With `groups` (one a value) whole groups are resampled, because the values of one article or source stand or fall
    together (the cluster bootstrap, Field and Welsh 2007); the mean stays one over values.
    """
    if not values:
        return Figure(None, None, None, 0)
    each = np.asarray(values, float)
    means = _means(each) if groups is None else _group_means(each, groups)
    low, high = np.percentile(means, [2.5, 97.5])
    return Figure(_round(each.mean()), _round(low), _round(high), len(each))


def of_rows(
    rows: npt.NDArray[np.float64],
    statistic: Callable[[npt.NDArray[np.float64]], float],
    groups: Sequence[Hashable],
) -> Figure:
    """`statistic` of rows of shape (n, d), n >= 1, with its 95 % percentile bootstrap interval over whole groups.

    By scipy.stats.bootstrap, 1,000 resamples, seed 0; those of which it is nan are left out. One group alone has no
    interval.
    """
    from scipy.stats import DegenerateDataWarning, bootstrap

    number: dict[Hashable, int] = {}
    of = np.array([number.setdefault(group, len(number)) for group in groups])
    value = _round(statistic(rows))
    if len(number) < 2:
        return Figure(value, None, None, len(rows))
    members = [rows[of == group] for group in range(len(number))]
    with warnings.catch_warnings():  # scipy's own interval would be nan where a draw is; it is not used
        warnings.simplefilter("ignore", DegenerateDataWarning)
        drawn = bootstrap(
            (np.arange(len(members)),),
            lambda picks: statistic(np.concatenate([members[pick] for pick in picks])),
            n_resamples=TIMES,
            vectorized=False,
            method="percentile",
            rng=np.random.default_rng(0),
        ).bootstrap_distribution
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Figure(value, _round(low), _round(high), len(rows))


def auc_of(scores: Sequence[float], labels: Sequence[bool], groups: Sequence[Hashable] | None = None) -> Figure | None:
    """The area under the ROC curve with its interval, resampled by `groups` (one a score), else by score.

    None where one class is empty.
    """
    if auc(scores, labels) is None:
        return None

    def area(rows: npt.NDArray[np.float64]) -> float:
        found = auc(rows[:, 0].tolist(), (rows[:, 1] > 0).tolist())
        return float("nan") if found is None else found

    rows = np.column_stack([np.asarray(scores, float), np.asarray(labels, float)])
    return of_rows(rows, area, range(len(rows)) if groups is None else groups)


def units(groups: Sequence[Hashable]) -> Sequence[Hashable]:
    """What is resampled: the groups; where all values are of one, each value, so that the interval speaks of that one.

    A single group has no spread between groups to tell of, and an interval of no width would call the figure certain.
    """
    return groups if len(set(groups)) > 1 else range(len(groups))


def exact(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of hits / of, of >= 1, by Clopper and Pearson (1934)."""
    from scipy.stats import binomtest

    found = binomtest(hits, of).proportion_ci(0.95, method="exact")
    return _round(found.low), _round(found.high)


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float | None:
    """Area under the ROC curve in [0, 1]: the chance that a positive scores above a negative, ties one half.

    The Mann-Whitney U statistic over its greatest value (Hanley and McNeil 1982). None where one class is empty.
    """
    score, label = np.asarray(scores, float), np.asarray(labels, bool)
    positive, negative = score[label], np.sort(score[~label])
    if not len(positive) or not len(negative):
        return None
    below = np.searchsorted(negative, positive, "left")
    not_above = np.searchsorted(negative, positive, "right")
    return float((below + not_above).sum() / 2 / (len(positive) * len(negative)))


def rounded(value: float | None, places: int = 4) -> float | None:
    """`value` as figures are printed."""
    return None if value is None else round(float(value), places)


def _means(each: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    rng = np.random.default_rng(0)
    rows = max(1, _DRAWS // len(each))
    parts = [
        each[rng.integers(0, len(each), (min(rows, TIMES - start), len(each)))].mean(1)
        for start in range(0, TIMES, rows)
    ]
    return np.concatenate(parts)


def _group_means(each: npt.NDArray[np.float64], groups: Sequence[Hashable]) -> npt.NDArray[np.float64]:
    """A resample's mean is the sum of its groups' sums over the sum of their sizes."""
    number: dict[Hashable, int] = {}
    group_of = np.array([number.setdefault(group, len(number)) for group in groups])
    sums, sizes = np.bincount(group_of, each), np.bincount(group_of)
    picks = np.random.default_rng(0).integers(0, len(number), (TIMES, len(number)))
    means: npt.NDArray[np.float64] = sums[picks].sum(1) / sizes[picks].sum(1)
    return means


def _round(value: float) -> float:
    return round(float(value), 4)
