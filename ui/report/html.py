"""Report -> one self-contained page that opens from disk without a network: no script, no font, no image. Pure.

Every foreign text goes through index.text.escape. The cases stand below (ui.report.case_page) and open by their link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from evals import figures
from evals.measures import Measured, Report, Slice
from evals.metrics import aurc, calibration
from evals.types import Outcome
from index.text import escape
from ui.report import case_page, charts, table
from ui.report.style import CSS

_SLICED = ("nugget recall", "short F1", "hit@5", "refusal recall", "right answers", "useful-answer rate")
"""Figures that a table of slices has room for."""
_KIND_OF = {"not sure": "soft", "other": "soft", "worse": "bad", "better": "good"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(report: Report) -> str:
    """The HTML document."""
    sections = [
        ("scorecard", "Scorecard", "".join(_scorecard(report))),
        ("gates", "Gates", _gates(report)),
        ("beside", "Beside others", _beside(report)),
        ("confidence", "Confidence", _curves(report)),
        ("judge", "The judge", _judge(report)),
        ("robustness", "Robustness", _robustness(report)),
        ("baseline", "Baseline", _differences(report)),
        ("slices", "Slices", "".join(_slices(report))),
        ("cases", "Cases", "".join(_cases(report))),
    ]
    there = [(name, title, body) for name, title, body in sections if body]
    links = "".join(f'<a href="#{name}">{escape(title)}</a>' for name, title, _ in there)
    bodies = "".join(f'<section id="{name}"><h2>{escape(title)}</h2>{body}</section>' for name, title, body in there)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>attribune: evaluation of {report.cases} cases</title><style>{CSS}</style></head><body>"
        f"{_head(report)}<nav><div>{links}</div></nav><main>{bodies}</main></body></html>\n"
    )


def _head(report: Report) -> str:
    told = [
        f"{report.cases} cases",
        f"{report.articles} articles",
        f"{report.passages} passages",
        f"judge: {report.judge}",
        f"{report.seconds:.0f} s",
    ]
    parts = [f'<header><h1>Evaluation report</h1><p class="soft">{escape(" · ".join(told))}</p>']
    if report.interrupted:
        done = len(report.main.outcomes)
        parts.append(f'<p class="banner bad">Interrupted: {done} of {report.cases} cases were done.</p>')
    if report.gates:
        failing = sum(not result.held for result in report.gates)
        kind, words = ("bad", f"{failing} of {len(report.gates)} gates fail") if report.failed else ("good", "")
        parts.append(f'<p class="banner {kind}">{words or f"All {len(report.gates)} gates hold"}</p>')
    return "".join(parts) + "</header>"


def _scorecard(report: Report) -> Iterator[str]:
    first = [one for one in report.main.measured if one.metric.headline is not None]
    rest = [one for one in report.main.measured if one.metric.headline is None]
    yield _figures(first, report)
    yield f"<details><summary>All other figures ({len(rest)})</summary>{_figures(rest, report)}</details>"
    yield (
        '<p class="note">Intervals are 95 % bootstraps over cases, resampled by article where cases share one; '
        "over the cases of one article alone they speak of that article. "
        "“By construction”: it could not have failed for this engine, so it proves nothing.</p>"
    )


def _figures(found: Sequence[Measured], report: Report) -> str:
    rows = (
        (
            _cell(escape(one.name)),
            _cell(escape(table.value(one.figure)), "big n"),
            _cell(charts.whisker(one.figure)),
            _cell(escape(table.span(one.figure)), "n"),
            _cell(str(one.figure.n), "n"),
            _cell(_better(one)),
            _cell(escape(table.rests_on(one, report)), "note"),
        )
        for one in found
    )
    return _table(("figure", "value:n", "", "95 %:n", "n:n", "better", "rests on"), rows)


def _better(one: Measured) -> str:
    return {"higher": "↑", "lower": "↓"}.get(one.metric.better.value, "")


def _gates(report: Report) -> str:
    rows = (
        (
            _cell(escape(table.line(result.gate))),
            _cell(escape(table.value(result.figure)), "big n"),
            _cell(escape(table.span(result.figure)), "n"),
            _cell(str(result.figure.n), "n"),
            _cell(_chip("holds", "good") if result.held else _chip("fails", "bad")),
            _cell(", ".join(map(escape, result.worst)) or ("by construction" if result.constructed else ""), "note"),
        )
        for result in report.gates
    )
    return _table(("gate", "value:n", "95 %:n", "n:n", "", "worst cases"), rows) if report.gates else ""


def _beside(report: Report) -> str:
    rows = (
        (
            _cell(escape(one.name)),
            *(
                _cell(escape(_short(engine.measured[at])), "n" if column else "n ours")
                for column, engine in enumerate(report.engines)
            ),
        )
        for at, one in enumerate(report.main.measured)
        if one.metric.headline is not None
    )
    return _table(("figure", *(f"{engine.engine}:n" for engine in report.engines)), rows)


def _short(one: Measured) -> str:
    return "–" if one.figure.value is None else table.value(one.figure)


def _curves(report: Report) -> str:
    _, risks = figures.rows(aurc.METRICS[0], report.main.outcomes)
    _, rights = figures.rows(calibration.METRICS[0], report.main.outcomes)
    if not len(risks):
        return ""
    answered = sum(outcome.answered for outcome in report.main.outcomes) / len(report.main.outcomes)
    points = [(float(coverage), float(risk)) for coverage, risk in aurc.curve(risks)]
    return (
        f'<div class="plots"><figure><figcaption>Risk and coverage</figcaption>'
        f"{charts.risk_coverage(points, answered)}</figure>"
        f"<figure><figcaption>Reliability of the confidence</figcaption>"
        f"{charts.reliability(calibration.bins(rights))}</figure></div>"
        '<p class="note">Left: how often it is wrong if only its surest cases count. Right: on the dashed line a '
        "confidence of 0.8 is right in 8 of 10; a dot below it claims too much.</p>"
    )


def _judge(report: Report) -> str:
    parts = []
    for what, kind, caption in (
        ("caught", "good", "False claims that it caught"),
        ("faulted", "bad", "True claims that it faulted"),
    ):
        found = [(one.kind, one.figure) for one in report.quality if one.what == what]
        if found:
            parts.append(f"<figure><figcaption>{caption}</figcaption>{charts.bars(found, kind)}</figure>")
    if not parts:
        return ""
    return (
        f"<p>Figures that rest on “judge: {escape(report.judge)}” are as good as it is: tried here on claims made of "
        "the gold articles, true ones reworded and false ones corrupted.</p>"
        f'<div class="plots">{"".join(parts)}</div>'
    )


def _robustness(report: Report) -> str:
    rows = (
        (
            _cell(escape(one.kind)),
            _cell(escape(table.value(one.changed)), "big n"),
            _cell(charts.whisker(one.changed)),
            *(_cell(escape(table.value(f)), "n") for f in (one.answer, one.refusal, one.citation, one.worse)),
            _cell(str(one.changed.n), "n"),
        )
        for one in report.shaken
    )
    head = ("asked", "changed:n", "", "answer:n", "refusal:n", "citation:n", "right, then wrong:n", "n:n")
    return _table(head, rows) if report.shaken else ""


def _differences(report: Report) -> str:
    if report.comparison is None:
        return ""
    rows = (
        (
            _cell(escape(one.name)),
            _cell(f"{one.before:.3f}", "n"),
            _cell(f"{one.now:.3f}", "n"),
            _cell(f"{one.figure.value or 0:+.3f}", "big n"),
            _cell(escape(table.span(one.figure)), "n"),
            _cell(_chip(one.verdict, _KIND_OF[one.verdict])),
        )
        for one in report.comparison.differences
        if one.figure.value
    )
    told = f"{report.comparison.shared} cases in both runs, paired; {len(report.comparison.changed)} replies changed."
    body = _table(("figure", "before:n", "now:n", "change:n", "95 %:n", ""), rows)
    return f"<p>{escape(told)}</p>{body}"


def _slices(report: Report) -> Iterator[str]:
    for kind in dict.fromkeys(one.kind for one in report.slices):
        yield f"<h3>By {escape(kind)}</h3>{_slice(kind, [one for one in report.slices if one.kind == kind])}"


def _slice(kind: str, found: Sequence[Slice]) -> str:
    rows = (
        (
            _cell(escape(one.value)),
            _cell(str(one.cases), "n"),
            *(_cell(escape(_short(m)), "n") for m in one.measured if m.name in _SLICED),
        )
        for one in found
    )
    names = [m.name for m in found[0].measured if m.name in _SLICED]
    return _table((kind, "cases:n", *(f"{name}:n" for name in names)), rows)


def _cases(report: Report) -> Iterator[str]:
    changed = report.comparison.changed if report.comparison is not None else {}
    shown = [outcome for outcome in report.main.outcomes if not outcome.case.held_out]
    held = len(report.main.outcomes) - len(shown)
    if held:
        yield (
            f'<p class="note">{held} cases tagged “report” are counted above and not shown, so that nobody chooses '
            "anything by reading them.</p>"
        )
    rows = (
        (
            _cell(f'<a href="#case-{number}">{escape(outcome.case.id)}</a>', "id"),
            _cell(escape(outcome.case.question)),
            _cell(_state(outcome)),
            _cell("" if outcome.response.confidence is None else f"{outcome.response.confidence:.2f}", "n"),
            _cell(escape(changed.get(outcome.case.id, "")), "note"),
        )
        for number, outcome in enumerate(shown)
    )
    yield _table(("case", "question", "", "confidence:n", "since the baseline"), rows)
    for number, outcome in enumerate(shown):
        yield case_page.section(f"case-{number}", outcome, _state(outcome), changed.get(outcome.case.id, ""))


def _state(outcome: Outcome) -> str:
    if outcome.response.error is not None:
        return _chip("crashed", "bad")
    refused = "refused" if outcome.response.refused else "answered"
    return _chip(f"{refused}, {'right' if outcome.right else 'wrong'}", "good" if outcome.right else "bad")


def _chip(text: str, kind: str) -> str:
    return f'<span class="chip {kind}">{escape(text)}</span>'


def _cell(inside: str, kind: str = "") -> str:
    """`inside` is markup already."""
    return f'<td class="{kind}">{inside}</td>' if kind else f"<td>{inside}</td>"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """`columns`: their names, with ":n" where they hold numbers; rows of cells."""
    heads = "".join(
        f'<th class="n">{escape(name.removesuffix(":n"))}</th>' if name.endswith(":n") else f"<th>{escape(name)}</th>"
        for name in columns
    )
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
