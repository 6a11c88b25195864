"""nDCG@10: are the relevant passages at the top, the vital ones first.

DCG = sum over ranks i of grade_i / log2(i + 1), over that of the best order; grades 2 (vital) and 1; mean over
answerable cases. Source: Jarvelin and Kekalainen 2002; computed by ir_measures.
"""

from ir_measures import nDCG

from evals.measures import Group, Metric
from evals.metrics.ranking import measured
from evals.types import Outcome


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    value = measured(outcome, nDCG @ 10)
    return None if value is None else (value,)


METRICS = (Metric("nDCG@10", Group.FINDING, _row, headline=12),)
