"""Wrong date: a day, month or year that the cited words do not tell.

Of the date expressions of an answer (index.prose.dates), the share whose value is neither told by the words that their
sentence cites nor the day of a cited article; a coarser date ("June" for 13 June) is no other. Per answer, mean over
answers.
"""

from evals.measures import Better, Group, Metric
from evals.metrics.entailed import verbatim
from evals.types import Outcome


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    told = [ok for judged in outcome.judged for ok in judged.dates]
    return (sum(not one for one in told) / len(told),) if told else None


METRICS = (Metric("wrong date", Group.GROUNDED, _row, Better.LOWER, constructed=verbatim),)
