"""How well each sentence answers its question: what `eval sentences` writes (design, section 7).

Labels are never read. The reader is measured alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals import rows as lines
from index.types import Progress, silent
from qa.reader import Page, Reader


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and one sentence that is asked whether it answers it; rows of one `key` belong together."""

    dataset: str
    split: str
    qid: str | int
    question: str
    sentence: str

    @property
    def key(self) -> tuple[str, str, str | int]:
        """Dataset, split and question."""
        return self.dataset, self.split, self.qid


def parse(row: lines.Row) -> Pair:
    """Raises Fault."""
    return Pair(
        lines.text(row, "dataset"),
        lines.text(row, "split"),
        lines.name(row, "qid"),
        lines.text(row, "question"),
        lines.text(row, "sentence"),
    )


def run(pairs: Sequence[Pair], reader: Reader, progress: Progress = silent) -> Iterator[lines.Row]:
    """A row out for each question, in the order in which they first come; its scores in the order of its rows."""
    groups: dict[tuple[str, str, str | int], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair.key, []).append(pair)
    progress("sentences", 0, len(groups))
    for done, ((dataset, split, qid), rows) in enumerate(groups.items(), 1):
        reads = reader.read(rows[0].question, [Page(row.sentence) for row in rows])
        yield {"dataset": dataset, "split": split, "qid": qid, "scores": [read.relevance for read in reads]}
        progress("sentences", done, len(groups))
