"""SQuAD 2.0's exact match and F1, and how well a score tells that there is no answer.

Source: Rajpurkar et al. 2018 and their evaluation script.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evals import rows
from evals.metrics.short import exact, f1, normalised
from evals.stats import auc, auc_of, interval, of_rows, rounded, units


@dataclass(frozen=True, slots=True)
class Gold:
    """The answers that are right; none where the paragraph holds no answer."""

    id: str | int
    answers: tuple[str, ...]
    impossible: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The best span, and a score that rises with the doubt that there is an answer."""

    id: str | int
    answer: str
    no_answer_score: float


_MISSING = Found("", "", 1.0)


def gold(row: rows.Row) -> tuple[Gold, ...]:
    """The questions of an article in SQuAD's own shape. Raises Fault."""
    found = []
    for paragraph in rows.objects(row, "paragraphs"):
        for qa in rows.objects(paragraph, "qas"):
            impossible = rows.flag(qa, "is_impossible")
            texts = [rows.text(answer, "text") for answer in rows.objects(qa, "answers")] if not impossible else []
            found.append(Gold(rows.name(qa), tuple(t for t in texts if normalised(t)), impossible))
    return tuple(found)


def found(row: rows.Row) -> Found:
    """A row of a prediction file. Raises Fault."""
    score = rows.maybe_number(row, "no_answer_score")
    if score is None:
        raise rows.Fault("'no_answer_score' must be a number")
    return Found(rows.name(row), rows.maybe_text(row, "answer") or "", score)


def measure(
    data: Sequence[Sequence[Gold]], pred: Sequence[Found], threshold: float | None = None, *, intervals: bool = False
) -> dict[str, object]:
    """HasAns_f1 and HasAns_em take the answer whatever the threshold; best_f1 sweeps it (an upper bound).

    no_answer_auc: that a question without an answer has the higher score. always_refuse: F1 of refusing everything.
    With a `threshold`, f1 and em of refusing above it. With `intervals` also best_f1 and no_answer_auc have theirs, for
    which whole articles are resampled.
    """
    by_id = {row.id: row for row in pred}
    asked = [(question, by_id.get(question.id, _MISSING)) for article in data for question in article]
    full = [max((f1(p.answer, g) for g in q.answers or ("",)), default=0.0) for q, p in asked]
    same = [max((exact(p.answer, g) for g in q.answers or ("",)), default=0.0) for q, p in asked]
    blank = [float(not q.answers) for q, _ in asked]
    score = np.array([p.no_answer_score for _, p in asked], float)
    has = [n for n, (q, _) in enumerate(asked) if not q.impossible]
    columns = np.column_stack([score, full, blank])
    out: dict[str, object] = {
        "HasAns_f1": interval([full[n] for n in has]),
        "HasAns_em": interval([same[n] for n in has]),
        "no_answer_auc": auc(list(score), [q.impossible for q, _ in asked]),
        "always_refuse": interval([float(q.impossible) for q, _ in asked]),
        "best_f1": rounded(_best(columns)) if asked else None,
    }
    if intervals and asked:
        articles = units([number for number, article in enumerate(data) for _ in article])
        out["no_answer_auc"] = auc_of(list(score), [q.impossible for q, _ in asked], articles)
        out["best_f1"] = of_rows(columns, _best, articles)
    if threshold is not None:
        refused = score > threshold
        out["f1"] = interval(list(np.where(refused, blank, full)))
        out["em"] = interval(list(np.where(refused, blank, same)))
    return out


def _best(columns: npt.NDArray[np.float64]) -> float:
    """F1 at the best threshold; a question a row: doubt, F1 where it is answered, F1 where it is refused."""
    score, full, blank = columns.T
    gain = np.concatenate([[0.0], np.cumsum((full - blank)[np.argsort(score)])])
    return float((blank.sum() + gain.max()) / len(columns))
