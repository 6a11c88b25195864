"""Each follow-up of a file as a question that stands alone: what `eval follow_ups` writes (design, section 7).

The person's rewrites are never read; those of earlier questions are our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals import rows as lines
from evals.metrics.follow_ups import name
from index.types import Progress, silent
from qa.follow_up import stand_alone
from qa.spoken_of import Said

_HEADINGS = 2
"""The history begins with the title of the article and of its section."""
_UNKNOWN = "I don't know."
"""What the one who answers says where the article does not tell."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what came before it; nothing else of its row is kept."""

    id: str
    question: str
    headings: tuple[str, ...]
    earlier: tuple[tuple[str, str], ...]
    """Questions and answers, in order."""


def parse(row: lines.Row) -> Asked:
    """Raises Fault where a field is missing or the history is no list of texts."""
    history = [item for item in lines.items(row, "History") if isinstance(item, str)]
    if len(history) != len(lines.items(row, "History")):
        raise lines.Fault("'History' must be a list of texts")
    turns = history[_HEADINGS:]
    return Asked(
        name(row),
        lines.text(row, "Question"),
        tuple(history[:_HEADINGS]),
        tuple(zip(turns[::2], turns[1::2], strict=False)),
    )


def run(rows: Sequence[Asked], progress: Progress = silent) -> Iterator[lines.Row]:
    """A row out for each row in, in order."""
    progress("follow_ups", 0, len(rows))
    for done, row in enumerate(rows, 1):
        yield {"id": row.id, "rewrite": stand_alone(row.question, said(row), row.headings)}
        progress("follow_ups", done, len(rows))


def said(row: Asked) -> list[Said]:
    """What came before the question, each earlier question as it was understood."""
    before: list[Said] = []
    for question, answer in row.earlier:
        told = () if answer == _UNKNOWN else (answer,)
        before.append(Said(stand_alone(question, before, row.headings), told, question))
    return before
