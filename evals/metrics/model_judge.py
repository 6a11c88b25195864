"""A language model as a second judge: its faithfulness, and how often it says what our judge says.

Over the sentences of an answer of which the model gave a verdict: the share that it calls supported, and the share of
which both judges say the same. Means over answers. It decides nothing else: it differs from run to run.
"""

from evals.measures import Better, Group, Metric
from evals.types import Outcome


def _faithful(outcome: Outcome) -> tuple[float, ...] | None:
    told = [judged.model for judged in outcome.judged if judged.model is not None]
    return (sum(told) / len(told),) if told else None


def _agrees(outcome: Outcome) -> tuple[float, ...] | None:
    told = [j.model is (j.words.label == "supported") for j in outcome.judged if j.model is not None]
    return (sum(told) / len(told),) if told else None


METRICS = (
    Metric("faithfulness, model judge", Group.GROUNDED, _faithful),
    Metric("model judge agrees", Group.GROUNDED, _agrees, Better.NEITHER),
)
