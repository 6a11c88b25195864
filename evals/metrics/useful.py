"""Right answers and useful answers, of all that could be answered.

Right: per answerable case 1 where it answered and cites a gold point, else 0; on a vital point: 1 where that point is
vital. Useful: 1 where besides every sentence is supported by its own citations. Means over answerable cases: what a
person gets who asks what the articles can answer.
"""

from evals.measures import Group, Metric
from evals.metrics import citation_recall
from evals.types import Outcome

VITAL = "right on a vital point"


def _right(outcome: Outcome) -> tuple[float, ...] | None:
    return (float(outcome.right),) if outcome.case.answerable else None


def _vital(outcome: Outcome) -> tuple[float, ...] | None:
    if not outcome.case.answerable:
        return None
    return (float(outcome.right and any(outcome.cites(point) for point in outcome.case.vital)),)


def _useful(outcome: Outcome) -> tuple[float, ...] | None:
    if not outcome.case.answerable:
        return None
    return (float(outcome.right and citation_recall.of(outcome) == 1.0),)


METRICS = (
    Metric("right answers", Group.ANSWERS, _right, headline=17),
    Metric(VITAL, Group.ANSWERS, _vital),
    Metric("useful-answer rate", Group.ANSWERS, _useful, headline=18, judge=True),
)
