"""Speech told as fact: reported words that became the narrator's own.

Of the sentences whose cited words are somebody's, by the rules of qa.speakers, the share that neither names a speaker
nor says that somebody said it; per answer, mean over answers. Those rules find about four in five
(docs/experiments.md).
"""

from evals.measures import Better, Group, Metric
from evals.types import Outcome


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    told = [judged.told for judged in outcome.judged if judged.told is not None]
    return (sum(not one for one in told) / len(told),) if told else None


METRICS = (Metric("speech told as fact", Group.GROUNDED, _row, Better.LOWER),)
