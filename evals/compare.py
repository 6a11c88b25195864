"""Two runs over the same cases, paired by case: which differences are real, and which cases changed.

Both runs are measured anew from their outcomes, by the metrics of today. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evals import figures, stats
from evals.measures import Comparison, Difference, Matrix, Metric
from evals.types import Outcome


def compared(before: Sequence[Outcome], now: Sequence[Outcome]) -> Comparison:
    """The differences now - before of every metric that takes an interval, over the cases with one id and question."""
    earlier = {outcome.case.id: outcome for outcome in before}
    pairs = [(earlier[o.case.id], o) for o in now if o.case.id in earlier and _same(earlier[o.case.id], o)]
    differences = [_difference(m, pairs) for m in figures.metrics() if not m.bound and not m.timed]
    changed = {b.case.id: told for a, b in pairs if (told := _changed(a, b))}
    return Comparison(len(pairs), tuple(one for one in differences if one is not None), changed)


def _difference(metric: Metric, pairs: Sequence[tuple[Outcome, Outcome]]) -> Difference | None:
    """Over the cases to which the metric applies in both runs; None where there are none."""
    both = [(a, b, o.case.group) for one, o in pairs if (a := metric.row(one)) and (b := metric.row(o))]
    if not both:
        return None
    width = len(both[0][0])
    rows = np.array([(*a, *b) for a, b, _ in both], float)

    def change(matrix: Matrix) -> float:
        return metric.statistic(matrix[:, width:]) - metric.statistic(matrix[:, :width])

    figure = stats.of_rows(rows, change, stats.units([group for _, _, group in both]))
    before, now = metric.statistic(rows[:, :width]), metric.statistic(rows[:, width:])
    return Difference(metric.name, round(before, 4), round(now, 4), figure, metric.better)


def _same(a: Outcome, b: Outcome) -> bool:
    return a.case.question == b.case.question


def _changed(a: Outcome, b: Outcome) -> str:
    """What is different in the reply to one case, "" where nothing is."""
    told = []
    if a.right != b.right:
        told.append("now right" if b.right else "now wrong")
    if a.response.refused != b.response.refused:
        told.append("now refused" if b.response.refused else "now answered")
    elif a.response.text != b.response.text:
        told.append("other sentences")
    if a.response.short != b.response.short:
        told.append("other short answer")
    return ", ".join(told)
