"""Gates: lines that figures must hold, read from TOML and held against outcomes.

    [[gate]]
    metric = "faithfulness"
    least = 0.95        # or most = ...
    end = true          # the interval's nearer end must hold it, not the value alone
    tag = "who"         # only the cases with this tag

Knows metrics by name; asks nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from evals import figures
from evals.measures import Better, Gate, GateResult, Matrix, Metric, mean
from evals.stats import Figure
from evals.types import Outcome
from index.errors import WrongUse
from index.text import one_line

_FIELDS = frozenset(("metric", "least", "most", "end", "tag"))
_WORST = 5


def read(path: Path) -> tuple[Gate, ...]:
    """The gates of `path`. Raises WrongUse with every fault of the file, an unknown metric among them."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise WrongUse(
            str(path), f"cannot be read ({one_line(why)})", "name a TOML file with [[gate]] tables"
        ) from None
    listed = told.get("gate")
    faults = [f"there is no {name!r}" for name in sorted(set(told) - {"gate"})]
    if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
        raise WrongUse(str(path), "; ".join([*faults, "holds no [[gate]]"]), "write at least one")
    for number, one in enumerate(listed, 1):
        faults += [f"gate {number}: {fault}" for fault in _faults(one)]
    if faults:
        raise WrongUse(str(path), "; ".join(faults), "docs/evaluation.md lists the metrics and what a gate may hold")
    return tuple(Gate(**one) for one in listed)


def held(gates: Sequence[Gate], outcomes: Sequence[Outcome]) -> tuple[GateResult, ...]:
    """Each gate with its figure. One whose metric applies to no case does not hold: what it asks was not seen.

    Where every figure could not have failed, none holds: gates that rest on construction alone prove nothing.
    """
    results = [_held(gate, outcomes) for gate in gates]
    if results and all(result.constructed for result in results):
        return tuple(GateResult(r.gate, r.figure, held=False, constructed=True, worst=r.worst) for r in results)
    return tuple(results)


def _held(gate: Gate, outcomes: Sequence[Outcome]) -> GateResult:
    metric = figures.metric(gate.metric)
    assert metric is not None  # `read` knows them
    some = [outcome for outcome in outcomes if gate.tag is None or gate.tag in outcome.case.tags]
    (measured,) = figures.measured(some, [metric])
    held = _holds(gate, measured.figure)
    return GateResult(gate, measured.figure, held, measured.constructed, () if held else worst(metric, some))


def _holds(gate: Gate, figure: Figure) -> bool:
    """An end that does not exist, of a bound or of one case alone, is the value."""
    if figure.value is None:
        return False
    low = figure.value if figure.low is None or not gate.end else figure.low
    high = figure.value if figure.high is None or not gate.end else figure.high
    return (gate.least is None or low >= gate.least) and (gate.most is None or high <= gate.most)


def worst(metric: Metric, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """The ids of the cases that pull the figure down most; what is held out is not named."""
    shown = [outcome for outcome in outcomes if not outcome.case.held_out]
    applies, rows = figures.rows(metric, shown)
    sign = 1 if metric.better is Better.HIGHER else -1
    without = _without_each(metric, rows)
    order = sorted(range(len(applies)), key=lambda i: (-sign * without[i], i))
    return tuple(applies[i].case.id for i in order[:_WORST])


def _without_each(metric: Metric, rows: Matrix) -> list[float]:
    """The figure as it would be without each case: the better, the more that case pulls it down."""
    if len(rows) < 2:
        return [0.0] * len(rows)
    if metric.statistic is mean:
        return [-float(row[0]) for row in rows]  # the same order
    return [float(metric.statistic(np.delete(rows, i, 0))) for i in range(len(rows))]


def _faults(gate: Mapping[str, object]) -> list[str]:
    faults = [f"there is no {one_line(name, 40)!r}" for name in sorted(set(gate) - _FIELDS)]
    name = gate.get("metric")
    if not isinstance(name, str) or figures.metric(name) is None:
        faults.append(f"there is no metric {one_line(str(name), 60)!r}")
    for field in ("least", "most"):
        value = gate.get(field, 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < float("inf"):
            faults.append(f"{field!r} must be a number")
    if "least" not in gate and "most" not in gate:
        faults.append("needs 'least' or 'most'")
    if not isinstance(gate.get("end", False), bool):
        faults.append("'end' must be true or false")
    if not isinstance(gate.get("tag", ""), str):
        faults.append("'tag' must be a text")
    return faults
