"""Citation precision: does each citation do some of the supporting.

A citation is precise where all citations of its sentence together support the sentence, and it either supports it alone
or the others do not without it. Per answer, precise citations / citations, 0 for an answer without any; mean over
answers. Source: ALCE (Gao et al. 2023, section 3.3). Twice, with exact spans and with whole articles as evidence.
"""

from evals.measures import Group, Metric
from evals.metrics.entailed import supported
from evals.types import Judged, Outcome


def of(outcome: Outcome, *, articles: bool = False) -> float | None:
    """The precision of one answer in [0, 1]; None for a refusal."""
    if not outcome.judged:
        return None
    precise = [flag for judged in outcome.judged for flag in _precise(judged, articles=articles)]
    return sum(precise) / len(precise) if precise else 0.0


def _precise(judged: Judged, *, articles: bool) -> list[bool]:
    whole = supported(judged.articles if articles else judged.words)
    alone = judged.alone_articles if articles else judged.alone
    rest = judged.rest_articles if articles else judged.rest
    if len(alone) == 1:
        return [whole]
    return [whole and (own or not others) for own, others in zip(alone, rest, strict=True)]


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    value = of(outcome)
    return None if value is None else (value,)


def _articles(outcome: Outcome) -> tuple[float, ...] | None:
    value = of(outcome, articles=True)
    return None if value is None else (value,)


def _cut(outcome: Outcome) -> bool:
    """One verbatim citation a sentence cannot be imprecise; a second one can."""
    return outcome.response.sliced and all(judged.verbatim and len(judged.alone) == 1 for judged in outcome.judged)


METRICS = (
    Metric("citation precision", Group.GROUNDED, _row, headline=4, judge=True, constructed=_cut),
    Metric("citation precision, articles", Group.GROUNDED, _articles, judge=True, constructed=_cut),
)
