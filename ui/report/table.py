"""Report -> rows of cells for the terminal: the scorecard, the engines side by side, gates, differences. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evals.measures import Gate, GateResult, Measured, Report
from evals.metrics.useful import VITAL
from evals.slices import HALF
from evals.stats import Figure

_COUNTED = (
    ("answered, citing a gold span", "right answers"),
    ("answered, citing a vital gold span", VITAL),
    ("refused where nothing answers", "refusal recall"),
)
_BY_HALF = ("half", "figure", "cases", "share", "95 %")


class Table(NamedTuple):
    """A heading, the names of the columns, the rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(report: Report, *, full: bool = False) -> Iterator[Table]:
    """What a person reads first; `full`: every figure, not only those that are shown first."""
    title = f"{report.cases} cases, {report.articles} articles, {report.passages} passages; judge: {report.judge}"
    if report.interrupted:
        title += f"; INTERRUPTED after {len(report.main.outcomes)} cases"
    yield Table(title, ("figure", "value", "95 %", "n", "rests on"), tuple(scorecard(report, full=full)))
    if report.quality:
        told = [q for q in report.quality if full or q.kind == "all"]
        rows = tuple((f"{q.what}: {q.kind}", value(q.figure), span(q.figure), str(q.figure.n)) for q in told)
        title = f"how good the judge ({report.judge}) is: false claims caught, true ones faulted"
        yield Table(title, ("claims", "share", "95 %", "n"), rows)
    halves = tuple(_halves(report))
    if halves:
        yield Table("by half: settings are chosen on one, figures reported on the other", _BY_HALF, halves)
    names = tuple(engine.engine for engine in report.engines)
    yield Table("beside", ("figure", *names), tuple(_beside(report, full=full)))
    if report.shaken:
        kinds = tuple(
            (s.kind, *(value(f) for f in (s.changed, s.answer, s.refusal, s.citation, s.worse)), str(s.changed.n))
            for s in report.shaken
        )
        columns = ("asked otherwise", "changed", "answer", "refusal", "citation", "right, then wrong", "n")
        yield Table("robustness: share of the cases whose reply changed", columns, kinds)
    if report.comparison is not None:
        title = f"against the baseline, {report.comparison.shared} cases in both"
        yield Table(title, ("figure", "before", "now", "change", "95 %", ""), tuple(_differences(report)))
    if report.gates:
        yield Table("gates", ("gate", "value", "95 %", "n", ""), tuple(_gate_row(result) for result in report.gates))


def scorecard(report: Report, *, full: bool) -> Iterator[tuple[str, ...]]:
    """Name, value, interval, n, what it rests on."""
    for one in report.main.measured:
        if full or one.metric.headline is not None:
            yield one.name, value(one.figure), span(one.figure), str(one.figure.n), rests_on(one, report)


def value(figure: Figure) -> str:
    """The number, or that there is none."""
    return "does not apply" if figure.value is None else _number(figure.value)


def span(figure: Figure) -> str:
    """The interval, "" where there is none."""
    return "" if figure.low is None or figure.high is None else f"{_number(figure.low)} to {_number(figure.high)}"


def rests_on(one: Measured, report: Report) -> str:
    """Whose word a figure is, and how good that judge is."""
    told = [f"judge: {tried(report)}"] if one.metric.judge and not one.constructed else []
    return ", ".join([*told, *(["by construction"] if one.constructed and one.figure.n else [])])


def tried(report: Report) -> str:
    """The judge with the shares of false claims that it caught and of true ones that it faulted, if it was tried."""
    verbs = {"caught": "catches", "faulted": "faults"}
    shares = [f"{verbs[total.what]} {value(total.figure)}" for total in report.totals]
    return f"{report.judge} ({', '.join(shares)})" if shares else report.judge


def line(gate: Gate) -> str:
    """A gate in words: "faithfulness >= 0.95 (lower end), who"."""
    bounds = [f">= {gate.least:g}"] if gate.least is not None else []
    bounds += [f"<= {gate.most:g}"] if gate.most is not None else []
    end = " (end of the interval)" if gate.end else ""
    return f"{gate.metric} {' and '.join(bounds)}{end}" + (f", {gate.tag}" if gate.tag else "")


def failure(result: GateResult) -> str:
    """Why a gate did not hold, on one line."""
    interval = f" [{span(result.figure)}]" if span(result.figure) else ""
    why = "rests on construction alone, as all gates here" if result.constructed else f"n = {result.figure.n}"
    worst = f"; worst: {', '.join(result.worst)}" if result.worst else ""
    return f"is {value(result.figure)}{interval}, {why}{worst}"


def _number(number: float) -> str:
    return f"{number:.3f}" if abs(number) < 10 else f"{number:.1f}"


def _beside(report: Report, *, full: bool) -> Iterator[tuple[str, ...]]:
    for at, one in enumerate(report.main.measured):
        if full or one.metric.headline is not None:
            yield one.name, *(_short(engine.measured[at].figure) for engine in report.engines)


def _halves(report: Report) -> Iterator[tuple[str, ...]]:
    for one in report.slices:
        if one.kind != HALF:
            continue
        found = {m.name: m.figure for m in one.measured}
        for told, name in _COUNTED:
            if found[name].value is not None:
                share = found[name]
                yield one.value, told, f"{round((share.value or 0) * share.n)} of {share.n}", value(share), span(share)


def _short(figure: Figure) -> str:
    return "–" if figure.value is None else _number(figure.value)


def _differences(report: Report) -> Iterator[tuple[str, ...]]:
    assert report.comparison is not None
    for one in report.comparison.differences:
        if one.figure.value:
            change = f"{one.figure.value:+.3f}"
            yield one.name, _number(one.before), _number(one.now), change, span(one.figure), one.verdict


def _gate_row(result: GateResult) -> tuple[str, ...]:
    told: Sequence[str] = ("holds" if result.held else "FAILS", *(["by construction"] if result.constructed else []))
    return line(result.gate), value(result.figure), span(result.figure), str(result.figure.n), ", ".join(told)
