"""What the metrics of finding share: an outcome's passages as a ranking, measured by ir_measures.

A passage is relevant where it overlaps a gold point: grade 2 for a vital one, 1 for any other. Knows no metric.
"""

from collections.abc import Iterable
from functools import lru_cache

import ir_measures
from ir_measures import Measure, Qrel, ScoredDoc

from evals.types import Outcome, Place


def measured(outcome: Outcome, measure: Measure) -> float | None:
    """`measure` of the passages that were found; None where nothing was to be found, or the engine does not tell."""
    if not outcome.relevant or outcome.response.passages is None:
        return None
    return of(outcome.response.passages, outcome.relevant, measure)


@lru_cache(maxsize=4096)
def of(ranked: tuple[Place, ...], relevant: tuple[tuple[Place, int], ...], measure: Measure) -> float:
    """`measure` of a ranking, best first, against graded relevant places. In [0, 1]."""
    if not ranked:
        return 0.0
    qrels = [Qrel("q", _name(place), grade) for place, grade in relevant]
    run = [ScoredDoc("q", name, float(-at)) for at, name in enumerate(dict.fromkeys(map(_name, ranked)))]
    return float(ir_measures.calc_aggregate([measure], qrels, run)[measure])


def places(keys: Iterable[str]) -> tuple[Place, ...]:
    """Whole articles as places, each once, in order."""
    from index.types import ArticleKey, Span

    return tuple(Place(ArticleKey(key), Span(0, 1)) for key in dict.fromkeys(keys))


def _name(place: Place) -> str:
    return f"{place.key}:{place.span.start}:{place.span.end}"
