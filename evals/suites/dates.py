"""The dates that texts speak of, as calendar values: what `eval dates` writes (design, section 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evals import rows as lines
from evals.suites.asked import day
from index.prose import dates
from index.types import Progress, silent


@dataclass(frozen=True, slots=True)
class Dated:
    """A text and the day that it is of, None where it is not known; nothing else of its row is kept."""

    id: str | int
    day: date | None
    text: str


def parse(row: lines.Row) -> Dated:
    """Raises Fault where the id or the text is missing or the date names no day."""
    return Dated(lines.name(row), day(lines.maybe_text(row, "date")), lines.text(row, "text"))


def run(rows: Sequence[Dated], progress: Progress = silent) -> Iterator[lines.Row]:
    """A row out for each row in, in order: its dates of a known year; offsets count in the text of the row."""
    progress("dates", 0, len(rows))
    for done, row in enumerate(rows, 1):
        times = [time for time in dates.find(row.text, row.day) if not time.value.startswith("X")]
        yield {"id": row.id, "times": [{"start": t.span.start, "end": t.span.end, "value": t.value} for t in times]}
        progress("dates", done, len(rows))
