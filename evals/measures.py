"""The nouns of a report: metrics, figures, slices, gates, comparisons, the whole.

Frozen values; nothing here computes a figure. A Report is data: what it looks like is said in ui.report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

import numpy as np
import numpy.typing as npt

from evals.stats import Figure
from evals.types import Outcome


class Group(StrEnum):
    """What a figure is about; tables keep this order."""

    GROUNDED = "grounded"
    ANSWERS = "answers"
    FINDING = "finding"
    REFUSING = "refusing"
    SIZE = "size"


class Better(StrEnum):
    """Which way a figure improves."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


Matrix = npt.NDArray[np.float64]


def mean(rows: Matrix) -> float:
    """The mean of the first column of rows of shape (n, d)."""
    return float(rows[:, 0].mean())


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure: `row` gives what one outcome adds (None: it does not apply to it), `statistic` makes a number of them.

    `headline`: its place among the figures that are shown first. `judge`: it rests on the judge's verdicts.
    `constructed`: whether an outcome to which it applies could not have failed, whatever the engine had chosen.
    `share`: its values lie in [0, 1].
    """

    name: str
    group: Group
    row: Callable[[Outcome], tuple[float, ...] | None]
    better: Better = Better.HIGHER
    statistic: Callable[[Matrix], float] = mean
    headline: int | None = None
    judge: bool = False
    constructed: Callable[[Outcome], bool] | None = None
    share: bool = True
    bound: bool = False
    """The number is a bound already and takes no interval."""
    timed: bool = False
    """It differs from run to run."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric's figure over the outcomes to which it applies; `constructed`: it could not have failed for them."""

    metric: Metric
    figure: Figure
    constructed: bool = False

    @property
    def name(self) -> str:
        """The metric's name."""
        return self.metric.name


@dataclass(frozen=True, slots=True)
class Slice:
    """The figures of some of the cases: `kind` of slice ("tag", "year", ...), its value, how many cases."""

    kind: str
    value: str
    cases: int
    measured: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A line that a figure must hold: `least` or `most`; `end`: the interval's nearer end must, not the value."""

    metric: str
    least: float | None = None
    most: float | None = None
    end: bool = False
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class GateResult:
    """A gate, the figure it was held against, whether it held, and the ids of the cases that were worst."""

    gate: Gate
    figure: Figure
    held: bool
    constructed: bool
    worst: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric now less before, over the cases that both runs have; `real`: the interval leaves 0 out."""

    name: str
    before: float
    now: float
    figure: Figure
    better: Better

    @property
    def real(self) -> bool:
        """Whether the interval of the difference leaves 0 out."""
        low, high = self.figure.low, self.figure.high
        return low is not None and high is not None and (low > 0 or high < 0)

    @property
    def worse(self) -> bool:
        """Whether it is a real change for the worse; of a figure that has no better way none is."""
        value = self.figure.value or 0.0
        return self.real and (
            (self.better is Better.HIGHER and value < 0) or (self.better is Better.LOWER and value > 0)
        )

    @property
    def verdict(self) -> Literal["not sure", "worse", "better", "other"]:
        """The difference in a word; "other": real, of a figure that has no better way."""
        if not self.real:
            return "not sure"
        return "other" if self.better is Better.NEITHER else "worse" if self.worse else "better"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run beside a saved one, paired by case."""

    shared: int
    differences: tuple[Difference, ...]
    changed: Mapping[str, str] = field(default_factory=dict)
    """Case id -> what is different, in words."""


@dataclass(frozen=True, slots=True)
class Shaken:
    """One kind of perturbation: how often the reply changed, and in what."""

    kind: str
    changed: Figure
    answer: Figure
    refusal: Figure
    citation: Figure
    worse: Figure
    """Right before, wrong after."""


@dataclass(frozen=True, slots=True)
class EngineReport:
    """One engine over all cases."""

    engine: str
    measured: tuple[Measured, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the judge is: the share of false claims of one kind that it caught, or of true ones that it faulted."""

    what: Literal["caught", "faulted"]
    kind: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run. `engines[0]` is what is measured; the others stand beside it."""

    judge: str
    articles: int
    passages: int
    cases: int
    engines: tuple[EngineReport, ...]
    slices: tuple[Slice, ...] = ()
    gates: tuple[GateResult, ...] = ()
    comparison: Comparison | None = None
    shaken: tuple[Shaken, ...] = ()
    quality: tuple[Quality, ...] = ()
    interrupted: bool = False
    seconds: float = 0.0

    @property
    def main(self) -> EngineReport:
        """The engine that is measured."""
        return self.engines[0]

    @property
    def totals(self) -> tuple[Quality, ...]:
        """How good the judge is over all kinds: what it caught, then what it faulted; empty where it was not tried."""
        return tuple(sorted((one for one in self.quality if one.kind == "all"), key=lambda one: one.what))

    @property
    def failed(self) -> bool:
        """Whether a gate did not hold, or a case crashed under gates."""
        crashed = any(outcome.response.error is not None for outcome in self.main.outcomes)
        return any(not result.held for result in self.gates) or (bool(self.gates) and crashed)
