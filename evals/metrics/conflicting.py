"""Conflicts: is it said that two sources give different values for one fact, and only then.

Shown: per answerable case with a conflict 1 where the answer sets sentences against each other that together cite two
of the gold points, else 0. Invented: per answer to any other case 1 where it says that sources differ. Means.
"""

from evals.measures import Better, Group, Metric
from evals.types import Outcome


def _shown(outcome: Outcome) -> tuple[float, ...] | None:
    if not outcome.case.conflict:
        return None
    return (float(any(_meets(outcome, group) > 1 for group in outcome.response.conflicts)),)


def _meets(outcome: Outcome, group: tuple[int, ...]) -> int:
    cited = [c.place for i in group for c in outcome.response.sentences[i].cited]
    return sum(any(place.meets(point) for place in cited) for point in outcome.case.gold)


def _invented(outcome: Outcome) -> tuple[float, ...] | None:
    if outcome.case.conflict or not outcome.answered:
        return None
    return (float(bool(outcome.response.conflicts)),)


METRICS = (
    Metric("conflicts shown", Group.ANSWERS, _shown),
    Metric("conflicts invented", Group.ANSWERS, _invented, Better.LOWER),
)
