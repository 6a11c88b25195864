"""As-of violations: an answer that uses what was not known yet on the day of asking. Must be 0.

Per answer to a case with a day of asking 1 where an article that it cites was published later, else 0; mean.
"""

from evals.measures import Better, Group, Metric
from evals.types import Outcome


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    day = outcome.case.as_of
    if day is None or not outcome.answered:
        return None
    published = [cited.published for sentence in outcome.response.sentences for cited in sentence.cited]
    return (float(any(one is not None and one > day for one in published)),)


METRICS = (Metric("as-of violations", Group.GROUNDED, _row, Better.LOWER),)
