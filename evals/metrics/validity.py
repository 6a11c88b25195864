"""Citation validity: is every quote the words that stand at its offsets.

Per answer, the share of its citations whose quote equals article.text[start:end]; mean over answers. Must be 1.000.
Source: the product's first invariant; there is no softer form of it.
"""

from evals.measures import Group, Metric
from evals.types import Outcome


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    valid = [ok for judged in outcome.judged for ok in judged.valid]
    return (sum(valid) / len(valid),) if valid else None


METRICS = (
    Metric("citation validity", Group.GROUNDED, _row, headline=1, constructed=lambda outcome: outcome.response.sliced),
)
