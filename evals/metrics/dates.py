"""Dates in prose: found, and found with the right calendar value.

As TempEval-3 counts them (UzZaman et al. 2013): found is relaxed, any overlap; the value must be the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals import rows
from evals.stats import interval
from index.prose.dates import Time


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of an article, as annotated or as found."""

    id: str | int
    times: tuple[Time, ...]


def dates(row: rows.Row) -> Dates:
    """A row of the data or of a prediction file: id, times. Raises Fault."""
    return Dates(
        rows.name(row), tuple(Time(rows.stretch(x), rows.text(x, "value")) for x in rows.objects(row, "times"))
    )


def measure(data: Sequence[Dates], pred: Sequence[Dates]) -> dict[str, object]:
    """The figures, intervals by article; an article without a prediction has no dates.

    found: share of the annotated dates that a found one overlaps; value_recall: with the same value; value_precision:
    share of the found dates that overlap an annotated one of the same value; value_f1: of these two.
    """
    found_in = {row.id: row.times for row in pred}
    found: list[bool] = []
    right: list[bool] = []
    precise: list[bool] = []
    of_gold: list[str | int] = []
    of_mine: list[str | int] = []
    for article in data:
        mine = found_in.get(article.id, ())
        for gold in article.times:
            met = [time for time in mine if time.span.overlaps(gold.span)]
            found.append(bool(met))
            right.append(any(time.value == gold.value for time in met))
            of_gold.append(article.id)
        for time in mine:
            precise.append(any(time.span.overlaps(g.span) and time.value == g.value for g in article.times))
            of_mine.append(article.id)
    recall, precision = interval(right, of_gold), interval(precise, of_mine)
    r, p = recall.value or 0.0, precision.value or 0.0
    return {
        "found": interval(found, of_gold),
        "value_recall": recall,
        "value_precision": precision,
        "value_f1": round(2 * r * p / max(r + p, 1e-9), 4),
    }
