"""Does a judge tell supported claims from others? AUC and balanced accuracy, by set and split.

Knows labels and scores; does not know who gave the scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evals import rows
from evals.stats import auc, interval

THRESHOLD = 0.5
"""Score above which a claim counts as called supported."""
_TIMES = 300
"""Bootstrap resamples of an AUC."""

Name = tuple[str, str, str | int]
"""Data set, split and id of a row."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A claim's name, whether its source supports it, and the source, by which rows belong together."""

    name: Name
    supported: bool
    source: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A claim's name and the score that a judge gave it."""

    name: Name
    score: float


def gold(row: rows.Row) -> Gold:
    """A row of the data. Raises Fault; `label` is 1 or 0, or true or false."""
    label = row.get("label")
    if label not in (0, 1):
        raise rows.Fault("'label' must be 1 (supported) or 0")
    return Gold(_name(row), bool(label), rows.text(row, "source"))


def scored(row: rows.Row) -> Scored:
    """A row of a prediction. Raises Fault."""
    score = rows.maybe_number(row, "score")
    if score is None:
        raise rows.Fault("'score' is missing")
    return Scored(_name(row), score)


def measure(data: Sequence[Gold], pred: Sequence[Scored], *, intervals: bool = False) -> dict[str, object]:
    """By "SET SPLIT": n, AUC with its interval, balanced accuracy at one half, and at the set's own best threshold.

    The last is an upper bound. Intervals resample sources (95 % percentile bootstrap, 300 times, seed 0); with
    `intervals` balanced accuracy at one half has one too. A set with one label alone has the share called supported. A
    claim without a score counts as one half.
    """
    given = {row.name: row.score for row in pred}
    sets: dict[tuple[str, str], list[tuple[float, bool, str]]] = {}
    for row in data:
        sets.setdefault(row.name[:2], []).append((given.get(row.name, 0.5), row.supported, row.source))
    return {" ".join(name): _figures(found, intervals=intervals) for name, found in sorted(sets.items())}


def balanced(called: npt.NDArray[np.bool_], supported: npt.NDArray[np.bool_]) -> float:
    """Mean of the shares of supported and of unsupported claims that were called so; both must occur."""
    return float((called[supported].mean() + (~called[~supported]).mean()) / 2)


def _figures(found: Sequence[tuple[float, bool, str]], *, intervals: bool) -> dict[str, object]:
    scores, labels, sources = (list(column) for column in zip(*found, strict=True))
    if len(set(labels)) < 2:
        called = [score > THRESHOLD for score in scores]
        return {"n": len(found), "share_called_supported": interval(called, sources)}
    score, label = np.asarray(scores, float), np.asarray(labels, bool)
    whole = auc(scores, labels)
    assert whole is not None  # both labels occur
    drawn = _resampled(score, label, sources)
    at_half = balanced(score > THRESHOLD, label)
    best = max(balanced(score > t, label) for t in np.unique(score))
    return {
        "n": len(found),
        "auc": _spread(whole, [area for area, _ in drawn], len(found)),
        "balanced": _spread(at_half, [even for _, even in drawn], len(found)) if intervals else round(at_half, 4),
        "best_balanced": round(best, 4),
    }


def _spread(value: float, drawn: Sequence[float], n: int) -> list[float | None]:
    """The value with its interval, from the same of every draw."""
    low, high = (round(float(x), 4) for x in np.percentile(drawn, [2.5, 97.5])) if drawn else (None, None)
    return [round(value, 4), low, high, n]


def _resampled(
    score: npt.NDArray[np.float64], label: npt.NDArray[np.bool_], sources: Sequence[str]
) -> list[tuple[float, float]]:
    """AUC and balanced accuracy of the set with its sources drawn anew; draws of one label alone are left out."""
    rows_of: dict[str, list[int]] = {}
    for at, source in enumerate(sources):
        rows_of.setdefault(source, []).append(at)
    parts = [np.array(part) for part in rows_of.values()]
    rng, found = np.random.default_rng(0), []
    for _ in range(_TIMES):
        picked = np.concatenate([parts[k] for k in rng.integers(0, len(parts), len(parts))])
        one = auc(score[picked].tolist(), label[picked].tolist())
        if one is not None:
            found.append((one, balanced(score[picked] > THRESHOLD, label[picked])))
    return found


def _name(row: rows.Row) -> Name:
    return rows.text(row, "dataset"), rows.text(row, "split"), rows.name(row)
