"""Whether a source supports a claim, for each row of a file: what `eval claims` writes (design, section 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals import rows as lines
from index.text import normalise
from index.types import Progress, silent
from qa.checker import Checker, Words

_AT_ONCE = 32
"""Claims judged together: few enough that progress is seen."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim and its source; nothing else of its row is kept."""

    dataset: str
    split: str
    id: str | int
    source: str
    claim: str


def parse(row: lines.Row) -> Claimed:
    """Raises Fault where a field is missing."""
    return Claimed(
        lines.text(row, "dataset"),
        lines.text(row, "split"),
        lines.name(row),
        lines.text(row, "source"),
        lines.text(row, "claim"),
    )


def run(rows: Sequence[Claimed], checker: Checker, progress: Progress = silent) -> Iterator[lines.Row]:
    """A row out for each row in, in order: the score in [0, 1] that the source supports the claim, and the label."""
    progress("claims", 0, len(rows))
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        verdicts = checker.check([(Words(normalise(row.source)), normalise(row.claim)) for row in some])
        for row, verdict in zip(some, verdicts, strict=True):
            yield {
                "dataset": row.dataset,
                "split": row.split,
                "id": row.id,
                "score": verdict.score,
                "label": verdict.label,
            }
        progress("claims", start + len(some), len(rows))
