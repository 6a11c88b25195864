"""hit@k: is a passage that holds a gold point among the first k.

1 where one of the first k passages overlaps a gold point, else 0; mean over answerable cases. Source: success@k of
TREC, computed by ir_measures.
"""

from functools import partial

from ir_measures import Success

from evals.measures import Group, Metric
from evals.metrics.ranking import measured
from evals.types import Outcome


def _row(k: int, outcome: Outcome) -> tuple[float, ...] | None:
    value = measured(outcome, Success @ k)
    return None if value is None else (value,)


METRICS = tuple(
    Metric(f"hit@{k}", Group.FINDING, partial(_row, k), headline=headline)
    for k, headline in ((1, 9), (5, 10), (20, 11))
)
