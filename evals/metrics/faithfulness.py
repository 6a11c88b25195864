"""Faithfulness: is every sentence of an answer supported by the words that the answer cites.

Per answer, supported sentences / sentences, each judged against all cited words of the answer; mean over answers. A
refusal has no sentences and is not averaged in, neither as 1 nor as 0. Source: the share of claims that follow from the
evidence (Es et al. 2024, RAGAS, section 3), with exact words as evidence in place of whole contexts.
"""

from evals.measures import Group, Metric
from evals.metrics.entailed import supported, verbatim
from evals.types import Outcome


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    told = [supported(judged.answer) for judged in outcome.judged]
    return (sum(told) / len(told),) if told else None


METRICS = (Metric("faithfulness", Group.GROUNDED, _row, headline=2, judge=True, constructed=verbatim),)
