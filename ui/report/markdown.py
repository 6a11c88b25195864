"""Report -> a Markdown table of the figures that are shown first, ours with intervals, the others beside. Pure."""

from __future__ import annotations

from evals.measures import Report
from evals.stats import Figure
from index.text import one_line
from ui.report import table


def markdown(report: Report) -> str:
    """The table, under a line that says what was measured, ended by a newline."""
    names = [one_line(engine.engine) for engine in report.engines[1:]]
    head = ["figure", f"{report.main.engine} [95 %]", "n", *names]
    lines = [
        f"{report.cases} cases over {report.articles} articles; judge: {table.tried(report)}; `*`: by construction.",
        "",
        f"| {' | '.join(head)} |",
        f"| {' | '.join('---' for _ in head)} |",
    ]
    for at, one in enumerate(report.main.measured):
        if one.metric.headline is None:
            continue
        interval = f" [{table.span(one.figure)}]" if table.span(one.figure) else ""
        ours = f"{table.value(one.figure)}{interval}{'*' if one.constructed else ''}"
        others = [_value(engine.measured[at].figure) for engine in report.engines[1:]]
        lines.append(f"| {' | '.join([one.name, ours, str(one.figure.n), *others])} |")
    return "\n".join(lines) + "\n"


def _value(figure: Figure) -> str:
    return "–" if figure.value is None else table.value(figure)
