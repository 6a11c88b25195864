"""Nugget recall: how many of a case's gold points the answer makes.

A point is made fully where the cited words hold at least four fifths of its words, and half where they overlap it. Per
case, 0 where it refused; mean over the cases that have an answer. Three, as TREC's nugget evaluation has them (Pradeep
et al. 2024, AutoNuggetizer): "nugget recall" = full vital points / vital points (strict vital); "..., halves": a point
half made counts .5 (vital); "..., all": the same over all points, an okay point weighing .5 (weighted).
"""

from evals.measures import Group, Metric
from evals.types import Outcome, Point

FULL = 0.8
"""Share of a point's characters that the cited words must hold to make it."""


def made(outcome: Outcome, point: Point) -> float:
    """How far the answer makes the point: 1, .5 or 0."""
    places = [c.place for s in outcome.response.sentences for c in s.cited if c.place.meets(point)]
    held = {at for place in places for at in range(*_both(place.span.start, place.span.end, point))}
    if not held:
        return 0.0
    return 1.0 if len(held) >= FULL * len(point.span) else 0.5


def _both(start: int, end: int, point: Point) -> tuple[int, int]:
    return max(start, point.span.start), min(end, point.span.end)


def _strict(outcome: Outcome) -> tuple[float, ...] | None:
    vital = outcome.case.vital
    return (sum(made(outcome, point) == 1.0 for point in vital) / len(vital),) if vital else None


def _halves(outcome: Outcome) -> tuple[float, ...] | None:
    vital = outcome.case.vital
    return (sum(made(outcome, point) for point in vital) / len(vital),) if vital else None


def _all(outcome: Outcome) -> tuple[float, ...] | None:
    weights = [1.0 if point.vital else 0.5 for point in outcome.case.gold]
    if not weights:
        return None
    told = sum(weight * made(outcome, point) for weight, point in zip(weights, outcome.case.gold, strict=True))
    return (told / sum(weights),)


METRICS = (
    Metric("nugget recall", Group.ANSWERS, _strict, headline=5),
    Metric("nugget recall, halves", Group.ANSWERS, _halves),
    Metric("nugget recall, all", Group.ANSWERS, _all),
)
