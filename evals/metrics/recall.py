"""recall@k: the share of the relevant passages that are among the first k.

Mean over answerable cases; computed by ir_measures.
"""

from functools import partial

from ir_measures import R

from evals.measures import Group, Metric
from evals.metrics.ranking import measured
from evals.types import Outcome


def _row(k: int, outcome: Outcome) -> tuple[float, ...] | None:
    value = measured(outcome, R @ k)
    return None if value is None else (value,)


METRICS = tuple(Metric(f"recall@{k}", Group.FINDING, partial(_row, k)) for k in (5, 20))
