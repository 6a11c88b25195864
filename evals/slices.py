"""The same figures over some of the cases: by half, kind of question, tag, and year, outlet and length of the gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals import figures
from evals.measures import Slice
from evals.metrics.useful import VITAL
from evals.types import Outcome
from index.stores.archive import Archive
from qa.question import understand

HALF = "half"
"""What settings may be chosen on, and what is kept to report on."""
KINDS = (HALF, "kind of question", "tag", "year", "outlet", "length")
SHORT, LONG = 300, 900
"""Words of an article up to which it is short, and from which it is long."""
_BETWEEN = f"{SHORT + 1} to {LONG} words"
_MOST = 12
"""Values of a kind that are told, those with most cases first."""


def sliced(archive: Archive, outcomes: Sequence[Outcome]) -> tuple[Slice, ...]:
    """The headline figures of each value of each kind of slice; a kind with one value alone tells nothing."""
    found: list[Slice] = []
    first = [metric for metric in figures.metrics() if metric.headline is not None or metric.name == VITAL]
    labels = [list(_labels(archive, outcome)) for outcome in outcomes]
    for kind in KINDS:
        members: dict[str, list[Outcome]] = {}
        for outcome, told in zip(outcomes, labels, strict=True):
            for name, value in told:
                if name == kind:
                    members.setdefault(value, []).append(outcome)
        if len(members) < 2:
            continue
        most = sorted(members, key=lambda value: (-len(members[value]), value))[:_MOST]
        found += (Slice(kind, v, len(members[v]), figures.measured(members[v], first)) for v in sorted(most))
    return tuple(found)


def _labels(archive: Archive, outcome: Outcome) -> Iterator[tuple[str, str]]:
    case = outcome.case
    yield HALF, "reporting" if case.held_out else "choosing"
    yield "kind of question", understand(case.question).kind.value.replace("_", " ")
    yield from (("tag", tag) for tag in case.tags)
    for point in (*case.vital, *case.gold)[:1]:
        article = archive.article(point.key)
        assert article is not None  # cases are checked against the archive when they are read
        yield "year", str(article.published.year) if article.published else "undated"
        yield "outlet", article.outlet or "outlet unknown"
        words = len(article.text.split())
        yield (
            "length",
            f"up to {SHORT} words" if words <= SHORT else f"over {LONG} words" if words > LONG else _BETWEEN,
        )
