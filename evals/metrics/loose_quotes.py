"""Loose quotation marks: words between quotation marks that no article holds.

Of the runs of three words or more in quotation marks, the share that neither a cited article nor any other of the
archive has in a row; per answer, mean over answers.
"""

from evals.measures import Better, Group, Metric
from evals.metrics.entailed import verbatim
from evals.types import Outcome


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    held = [ok for judged in outcome.judged for ok in judged.quotes]
    return (sum(not one for one in held) / len(held),) if held else None


METRICS = (Metric("loose quotation marks", Group.GROUNDED, _row, Better.LOWER, constructed=verbatim),)
