"""Outcomes -> figures with intervals: every metric of evals.metrics over all cases, and over slices of them. Pure.

A metric is a file there with a tuple METRICS: a new one needs no other line. Knows no engine and no archive.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from evals import metrics as folder
from evals import stats
from evals.measures import Group, Matrix, Measured, Metric, mean
from evals.stats import Figure
from evals.types import Outcome


@cache
def metrics() -> tuple[Metric, ...]:
    """Every metric: those that are shown first, in their order, then the others by group, file and place in it."""
    found: list[Metric] = []
    for module in sorted(info.name for info in pkgutil.iter_modules(folder.__path__)):
        found += getattr(importlib.import_module(f"{folder.__name__}.{module}"), "METRICS", ())
    order = list(Group)
    return tuple(sorted(found, key=lambda m: (m.headline is None, m.headline or 0, order.index(m.group))))


def metric(name: str) -> Metric | None:
    """The metric of that name, or None."""
    return next((one for one in metrics() if one.name == name), None)


def measured(outcomes: Sequence[Outcome], only: Iterable[Metric] | None = None) -> tuple[Measured, ...]:
    """Each metric's figure; one that applies to no outcome has the value None and n 0."""
    return tuple(_measured(one, outcomes) for one in (metrics() if only is None else only))


def rows(metric: Metric, outcomes: Sequence[Outcome]) -> tuple[list[Outcome], Matrix]:
    """The outcomes to which the metric applies, and what each adds, shape (n, d)."""
    seen = [(outcome, row) for outcome in outcomes if (row := metric.row(outcome)) is not None]
    return [outcome for outcome, _ in seen], np.array([row for _, row in seen], float)


def _measured(metric: Metric, outcomes: Sequence[Outcome]) -> Measured:
    applies, matrix = rows(metric, outcomes)
    if not applies:
        return Measured(metric, Figure(None, None, None, 0))
    constructed = metric.constructed is not None and all(map(metric.constructed, applies))
    return Measured(metric, figure(metric, matrix, [outcome.case.group for outcome in applies]), constructed)


def figure(metric: Metric, matrix: Matrix, groups: Sequence[str]) -> Figure:
    """The metric's number for rows of shape (n, d), n >= 1, with its interval.

    A 95 % bootstrap over groups; over rows where all are of one group. Where all rows are 0 or all are 1 there is
    nothing to resample; then it is Clopper-Pearson's over the groups, so that 10 of 10 is not called certain.
    """
    if metric.bound:
        return Figure(stats.rounded(metric.statistic(matrix)), None, None, len(matrix))
    if metric.statistic is not mean:
        return stats.of_rows(matrix, metric.statistic, stats.units(groups))
    values = matrix[:, 0]
    if metric.share and values.min() == values.max() and values[0] in (0.0, 1.0):
        count = len(set(groups))
        low, high = stats.exact(int(values[0]) * count, count)
        return Figure(float(values[0]), low, high, len(values))
    return stats.interval(list(map(float, values)), stats.units(groups))
