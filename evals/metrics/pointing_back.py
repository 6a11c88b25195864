"""Right follow-ups: right answers to questions that point back at what was asked before.

As right answers, over the answerable cases with a history: each earlier question is asked first, so an answer is right
only where the question was understood.
"""

from evals.measures import Group, Metric
from evals.types import Outcome


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    return (float(outcome.right),) if outcome.case.history and outcome.case.answerable else None


METRICS = (Metric("right follow-ups", Group.ANSWERS, _row),)
