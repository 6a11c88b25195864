"""MAP and MRR of ranked answer sentences, by set and split.

Average precision and reciprocal rank as trec_eval has them (Buckley and Voorhees 2005), over the questions that have an
answer sentence; ties are put in the order that helps least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals import rows
from evals.stats import interval

Key = tuple[str, str, str | int]


@dataclass(frozen=True, slots=True)
class Gold:
    """Whether a sentence answers the question of its key."""

    key: Key
    label: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The scores of the sentences of a question, in the order of the data."""

    key: Key
    scores: tuple[float, ...]


def _key(row: rows.Row) -> Key:
    return rows.text(row, "dataset"), rows.text(row, "split"), rows.name(row, "qid")


def gold(row: rows.Row) -> Gold:
    """A row of the data. Raises Fault."""
    label = rows.maybe_number(row, "label")
    if label is None:
        raise rows.Fault("'label' must be 0 or 1")
    return Gold(_key(row), bool(label))


def found(row: rows.Row) -> Found:
    """A row of a prediction file. Raises Fault."""
    scores = rows.items(row, "scores")
    numbers = [float(s) for s in scores if isinstance(s, int | float) and not isinstance(s, bool)]
    if len(numbers) != len(scores):
        raise rows.Fault("'scores' must be a list of numbers")
    return Found(_key(row), tuple(numbers))


def measure(data: Sequence[Gold], pred: Sequence[Found]) -> dict[str, object]:
    """MAP and MRR under "SET SPLIT"; training splits are left out, a question without scores counts 0."""
    groups: dict[Key, list[bool]] = {}
    for row in data:
        groups.setdefault(row.key, []).append(row.label)
    by_key = {row.key: row.scores for row in pred}
    sets: dict[str, list[tuple[float, float]]] = {}
    for key, labels in groups.items():
        if any(labels) and key[1] != "train":
            scores = by_key.get(key, ())
            order = (
                sorted(range(len(labels)), key=lambda i: (-scores[i], labels[i])) if len(scores) == len(labels) else []
            )
            sets.setdefault(f"{key[0]} {key[1]}", []).append(_precision([labels[i] for i in order], sum(labels)))
    return {
        name: {
            "MAP": interval([average for average, _ in figures]),
            "MRR": interval([reciprocal for _, reciprocal in figures]),
        }
        for name, figures in sets.items()
    }


def _precision(ranked: Sequence[bool], right: int) -> tuple[float, float]:
    """Average precision and reciprocal rank of one ranking."""
    places = [n for n, label in enumerate(ranked, 1) if label]
    average = sum(hits / place for hits, place in enumerate(places, 1)) / right
    return average, 1 / places[0] if places else 0.0
