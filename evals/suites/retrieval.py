"""The passages found for each question of a file: what `eval retrieval` writes (design, section 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.rows import Row
from evals.suites.asked import Asked
from index.stores.archive import Archive
from index.types import Hit, Progress, silent
from qa.question import understand
from qa.reader import Reader
from qa.retrieve import retrieve
from qa.types import Scope

DEPTH = 20
"""Passages a row, at most."""


def run(
    rows: Sequence[Asked], archive: Archive, reader: Reader | None = None, progress: Progress = silent
) -> Iterator[Row]:
    """A row out for each row in, in order: id and the first 20 passages, best first."""
    progress("retrieval", 0, len(rows))
    for done, row in enumerate(rows, 1):
        question = understand(row.question, Scope(asked=row.asked))
        with archive.database.snapshot():
            passages = [_passage(archive, hit) for hit in retrieve(archive, question, DEPTH, reader=reader)]
        yield {"id": row.id, "passages": passages}
        progress("retrieval", done, len(rows))


def _passage(archive: Archive, hit: Hit) -> Row:
    key, span = hit.passage.key, hit.passage.span
    article = archive.article(key)
    assert article is not None  # search and look-up see one snapshot
    return {"article": key, "start": span.start, "end": span.end, "text": span.of(article.text)}
