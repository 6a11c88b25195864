"""Does the search find: hit@k, by answer string and by relevant article.

Source: the answer-string test of open-domain retrieval (Chen et al. 2017; Karpukhin et al. 2020), with whole tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals import rows
from evals.metrics import slices
from evals.metrics.words import first, holds
from evals.stats import interval, rounded

DEPTHS = (1, 5, 20)
PASSAGE_WORDS = 220
"""Words of a passage that count."""
_READ = 5
"""Passages of a row whose length and offsets are looked at."""


@dataclass(frozen=True, slots=True)
class Gold:
    """What is right for a question: the answer string, and the articles that hold it (none: it is not measured)."""

    id: str | int
    answer: str
    relevant: frozenset[object]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, best first."""

    id: str | int
    passages: tuple[slices.Slice, ...]


def gold(row: rows.Row) -> Gold:
    """A row of the data: id, answer (null is empty), relevant. Raises Fault."""
    relevant = rows.items(row, "relevant")
    if not all(isinstance(key, str | int) for key in relevant):
        raise rows.Fault("'relevant' must be a list of article ids")
    return Gold(rows.name(row), rows.maybe_text(row, "answer") or "", frozenset(relevant))


def found(row: rows.Row) -> Found:
    """A row of a prediction file (design, section 7). Raises Fault."""
    return Found(rows.name(row), tuple(slices.slice_in(x, "text") for x in rows.objects(row, "passages")))


def measure(data: Sequence[Gold], pred: Sequence[Found], texts: slices.Texts | None = None) -> dict[str, object]:
    """The figures, over the questions that have relevant articles; one without a prediction counts as wrong.

    hit@k: one of the first k passages holds the answer string in its first 220 words. article_hit@k: one of them comes
    from a relevant article. words_per_passage: mean over the first five of every row. texts_that_are_slices: the same
    five against `texts`.
    """
    by_id = {row.id: row.passages for row in pred}
    asked = [(question, by_id.get(question.id, ())) for question in data if question.relevant]
    out: dict[str, object] = {}
    for k in DEPTHS:
        out[f"hit@{k}"] = interval(
            [any(holds(first(p.words, PASSAGE_WORDS), q.answer) for p in passages[:k]) for q, passages in asked]
        )
        out[f"article_hit@{k}"] = interval(
            [any(p.article in q.relevant for p in passages[:k]) for q, passages in asked]
        )
    read = [passage for row in pred for passage in row.passages[:_READ]]
    lengths = [len(passage.words.split()) for passage in read]
    out["words_per_passage"] = rounded(sum(lengths) / len(lengths), 1) if lengths else 0.0
    if texts:
        out["texts_that_are_slices"] = slices.share(read, texts)
    return out
