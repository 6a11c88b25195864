"""Short-answer exact match and F1, over the cases that have an `answer`.

As SQuAD compares them (evals.metrics.short); 0 where it refused or gave no short answer; mean over cases. Source:
Rajpurkar et al. 2016.
"""

from evals.measures import Group, Metric
from evals.metrics import short
from evals.types import Outcome


def _em(outcome: Outcome) -> tuple[float, ...] | None:
    gold = outcome.case.answer
    return None if gold is None else (short.exact(outcome.response.short or "", gold),)


def _f1(outcome: Outcome) -> tuple[float, ...] | None:
    gold = outcome.case.answer
    return None if gold is None else (short.f1(outcome.response.short or "", gold),)


METRICS = (Metric("short EM", Group.ANSWERS, _em, headline=7), Metric("short F1", Group.ANSWERS, _f1, headline=8))
