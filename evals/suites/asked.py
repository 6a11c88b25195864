"""A row of a question file as the suites see it: id, day of asking, question. Nothing else of the row is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evals import rows
from index.prose.dates import parse_day
from index.text import one_line


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the day it is asked, which filters nothing; None: nothing is resolved, there is no date prior."""

    id: str | int
    asked: date | None
    question: str


def parse(row: rows.Row) -> Asked:
    """Raises Fault where the id or the question is missing or the date names no day."""
    return Asked(rows.name(row), day(rows.maybe_text(row, "date")), rows.text(row, "question"))


def day(written: str | None) -> date | None:
    """The day that a row names, None where it names none. Raises Fault where it is no day."""
    if written is None:
        return None
    found = parse_day(written)
    if found is None:
        raise rows.Fault(f"'date' names no day: {one_line(written, 40)!r}")
    return found
