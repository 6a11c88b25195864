"""Who says each sentence of the texts of a file: what `eval speakers` writes (design, section 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals import rows as lines
from index.prose import names, sentences
from index.text import normalise
from index.types import Progress, Span, silent
from qa.speakers import attribute


@dataclass(frozen=True, slots=True)
class Told:
    """A text whose speakers are asked for; nothing else of its row is kept."""

    id: str | int
    text: str


def parse(row: lines.Row) -> Told:
    """Raises Fault where the id or the text is missing."""
    return Told(lines.name(row), lines.text(row, "text"))


def run(rows: Sequence[Told], progress: Progress = silent) -> Iterator[lines.Row]:
    """A row out for each row in, in order: its sentences that have a speaker; offsets count in the text of the row."""
    progress("speakers", 0, len(rows))
    for done, row in enumerate(rows, 1):
        yield {"id": row.id, "sentences": list(_spoken(row.text))}
        progress("speakers", done, len(rows))


def _spoken(raw: str) -> Iterator[lines.Row]:
    text, places = normalise(raw), _places(raw)
    split = sentences.split(text)
    for found in attribute(text, split, names.mentions(text, split)):
        start, end = _there(found.span, places)
        mention = _there(found.mention, places) if found.mention else None
        yield {"start": start, "end": end, "speaker": found.speaker, "mention": mention}


def _places(raw: str) -> Sequence[int]:
    """Where each character of the normalised text stands in `raw`, whose line ends may take two."""
    start = int(raw.startswith("\ufeff"))
    if not start and "\r\n" not in raw:
        return range(len(raw))
    return [place for place in range(start, len(raw)) if raw[place : place + 2] != "\r\n"]


def _there(span: Span, places: Sequence[int]) -> tuple[int, int]:
    return places[span.start], places[span.end - 1] + 1
