"""Right speaker: is the one who said it named as the one who said it.

Over the cases whose gold points name their speaker: of the answer's sentences that cite such a point, the share given
to that speaker; a surname alone counts, no speaker does not. Mean over answers. The truth is the case's, no judge's.
"""

from evals.measures import Group, Metric
from evals.types import Cited, Outcome, Point
from index.prose.names import folded


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    told = [point for point in outcome.case.gold if point.speaker is not None]
    right = []
    for sentence in outcome.response.sentences:
        known = [point.speaker for point in told if _cites(sentence.cited, point)]
        if known:
            right.append(any(speaker is not None and _same(sentence.speaker, speaker) for speaker in known))
    return (sum(right) / len(right),) if right else None


def _cites(cited: tuple[Cited, ...], point: Point) -> bool:
    return any(citation.place.meets(point) for citation in cited[:1])


def _same(given: str | None, true: str) -> bool:
    if given is None:
        return False
    ours, theirs = folded(given).split(), folded(true).split()
    return bool(ours) and (ours == theirs or ours == theirs[-len(ours) :] or theirs == ours[-len(theirs) :])


METRICS = (Metric("right speaker", Group.GROUNDED, _row, headline=6),)
