"""MRR: one over the rank of the first relevant passage, 0 where none was found.

Mean over answerable cases. Source: Voorhees 1999; computed by ir_measures.
"""

from ir_measures import RR

from evals.measures import Group, Metric
from evals.metrics.ranking import measured
from evals.types import Outcome


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    value = measured(outcome, RR)
    return None if value is None else (value,)


METRICS = (Metric("MRR", Group.FINDING, _row),)
