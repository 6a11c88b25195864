"""Citation recall: is each sentence supported by its own citations, taken together.

Per answer, sentences supported by the words that they cite / sentences; mean over answers; a sentence without a
citation is not supported. Source: ALCE (Gao et al. 2023, section 3.3), unit: the sentence. Twice: the evidence is the
exact span ("citation recall"), or the whole cited articles ("..., articles"). A sentence that only the second supports
cites the wrong span; one that neither supports is unsupported.
"""

from evals.measures import Group, Metric
from evals.metrics.entailed import supported, verbatim
from evals.types import Outcome


def of(outcome: Outcome, *, articles: bool = False) -> float | None:
    """The recall of one answer in [0, 1]; None for a refusal."""
    told = [supported(judged.articles if articles else judged.words) for judged in outcome.judged]
    return sum(told) / len(told) if told else None


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    value = of(outcome)
    return None if value is None else (value,)


def _articles(outcome: Outcome) -> tuple[float, ...] | None:
    value = of(outcome, articles=True)
    return None if value is None else (value,)


METRICS = (
    Metric("citation recall", Group.GROUNDED, _row, headline=3, judge=True, constructed=verbatim),
    Metric("citation recall, articles", Group.GROUNDED, _articles, judge=True, constructed=verbatim),
)
