"""Withheld: what a language model wrote and was not shown, rightly or wrongly.

Of the sentences withheld from a case, the share that no gold words support (rightly), and the share that some support
(wrongly); mean over the cases where any was. The judge decides, so a true sentence in words that it does not know, and
a true one about something else than the gold, count as withheld rightly.
"""

from evals.measures import Better, Group, Metric
from evals.types import Outcome


def _rightly(outcome: Outcome) -> tuple[float, ...] | None:
    told = outcome.withheld
    return (sum(not true for true in told) / len(told),) if told else None


def _wrongly(outcome: Outcome) -> tuple[float, ...] | None:
    told = outcome.withheld
    return (sum(told) / len(told),) if told else None


METRICS = (
    Metric("withheld rightly", Group.GROUNDED, _rightly, judge=True),
    Metric("withheld wrongly", Group.GROUNDED, _wrongly, Better.LOWER, judge=True),
)
