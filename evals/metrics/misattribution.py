"""Misattribution, apart from lack of support: in which way a sentence and its source do not belong together.

Per answer, the share of its sentences that: are supported by the cited articles but not by the cited words ("wrong
span"); by another article that was found, but not by the cited ones ("wrong article"); by nothing that was found
("unsupported"). The share of citations that give another outlet or day than their article has ("wrong outlet or day"),
and of sentences with a speaker whom no cited article names ("stranger as speaker"). Means over answers.
"""

from collections.abc import Callable, Sequence

from evals.measures import Better, Group, Metric
from evals.metrics.entailed import supported, verbatim
from evals.types import Judged, Outcome

Row = Callable[[Outcome], tuple[float, ...] | None]


def _share(flags: Sequence[bool]) -> tuple[float, ...] | None:
    return (sum(flags) / len(flags),) if flags else None


def _sentences(is_so: Callable[[Judged], bool]) -> Row:
    return lambda outcome: _share([is_so(judged) for judged in outcome.judged])


def _span(judged: Judged) -> bool:
    return not supported(judged.words) and supported(judged.articles)


def _article(judged: Judged) -> bool:
    return not supported(judged.words) and not supported(judged.articles) and judged.elsewhere


def _nothing(judged: Judged) -> bool:
    return not supported(judged.words) and not supported(judged.articles) and not judged.elsewhere


def _described(outcome: Outcome) -> tuple[float, ...] | None:
    return _share([not ok for judged in outcome.judged for ok in judged.described])


def _stranger(outcome: Outcome) -> tuple[float, ...] | None:
    return _share([not judged.named for judged in outcome.judged if judged.named is not None])


def _metric(name: str, row: Row, *, judge: bool = True, constructed: Callable[[Outcome], bool] = verbatim) -> Metric:
    return Metric(name, Group.GROUNDED, row, Better.LOWER, judge=judge, constructed=constructed)


METRICS = (
    _metric("wrong span", _sentences(_span)),
    _metric("wrong article", _sentences(_article)),
    _metric("unsupported", _sentences(_nothing)),
    _metric("wrong outlet or day", _described, judge=False, constructed=lambda outcome: outcome.response.sliced),
    Metric("stranger as speaker", Group.GROUNDED, _stranger, Better.LOWER),
)
