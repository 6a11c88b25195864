"""Small charts as inline SVG: whiskers, a risk-coverage curve, a reliability diagram, bars. Pure.

Knows numbers and labels; colours come from the page's style by class. Every label is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.metrics.calibration import Bin
from evals.stats import Figure
from index.text import escape

_WIDE, _HIGH, _EDGE = 360, 260, 44
_BAR, _ROW, _NAME = 250, 24, 130


def whisker(figure: Figure, width: int = 180) -> str:
    """A value in [0, 1] as a dot on its interval; "" where there is none or it is no share."""
    if figure.value is None or not 0 <= figure.value <= 1:
        return ""
    at = round(figure.value * (width - 12) + 6, 1)
    line = ""
    if figure.low is not None and figure.high is not None:
        low, high = (round(max(0.0, min(1.0, end)) * (width - 12) + 6, 1) for end in (figure.low, figure.high))
        line = f'<line class="interval" x1="{low}" y1="9" x2="{high}" y2="9"/>'
    track = f'<line class="track" x1="6" y1="9" x2="{width - 6}" y2="9"/>'
    return (
        f'<svg class="whisker" width="{width}" height="18" viewBox="0 0 {width} 18" aria-hidden="true">'
        f'{track}{line}<circle class="dot" cx="{at}" cy="9" r="4.5"/></svg>'
    )


def risk_coverage(points: Sequence[tuple[float, float]], shown: float | None) -> str:
    """Risk after each case, most confident first; `shown`: the coverage at which the engine stops answering."""
    path = " ".join(f"{_x(coverage)},{_y(risk)}" for coverage, risk in points)
    stop = ""
    if shown is not None:
        x = _x(shown)
        stop = (
            f'<line class="stop" x1="{x}" y1="{_y(1)}" x2="{x}" y2="{_y(0)}"/>'
            f'<text class="note" x="{x - 5}" y="{_y(1) + 12}" text-anchor="end">answered: {shown:.0%}</text>'
        )
    return _plot(
        f'{stop}<polyline class="curve" points="{path}"/>', "share of the cases, most confident first", "share wrong"
    )


def reliability(bins: Sequence[Bin]) -> str:
    """The share right against the confidence, a dot a bin, its size by how many cases it holds."""
    most = max((one.n for one in bins), default=1)
    dots = "".join(
        f'<circle class="dot" cx="{_x(one.confidence)}" cy="{_y(one.right)}" r="{3 + 7 * (one.n / most) ** 0.5:.1f}">'
        f"<title>{one.n} cases, confidence {one.confidence:.2f}, right {one.right:.2f}</title></circle>"
        for one in bins
    )
    path = " ".join(f"{_x(one.confidence)},{_y(one.right)}" for one in bins)
    even = f'<line class="even" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    return _plot(f'{even}<polyline class="thin" points="{path}"/>{dots}', "confidence", "share right")


def bars(rows: Sequence[tuple[str, Figure]], kind: str) -> str:
    """Shares as bars with their intervals; `kind`: the class that colours them ("good", "bad")."""
    height = _ROW * len(rows) + 6
    parts = []
    for number, (name, figure) in enumerate(rows):
        if figure.value is None:
            continue
        y = number * _ROW + 4
        parts.append(f'<text class="label" x="{_NAME - 8}" y="{y + 12}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<rect class="track" x="{_NAME}" y="{y}" width="{_BAR}" height="16" rx="3"/>')
        wide = f"{figure.value * _BAR:.1f}"
        parts.append(f'<rect class="bar {escape(kind)}" x="{_NAME}" y="{y}" width="{wide}" height="16" rx="3"/>')
        if figure.low is not None and figure.high is not None:
            low, high = _NAME + figure.low * _BAR, _NAME + figure.high * _BAR
            parts.append(f'<line class="interval" x1="{low:.1f}" y1="{y + 8}" x2="{high:.1f}" y2="{y + 8}"/>')
        told = f"{figure.value:.0%} of {figure.n}"
        parts.append(f'<text class="note" x="{_NAME + _BAR + 8}" y="{y + 12}">{told}</text>')
    width = _NAME + _BAR + 90
    return f'<svg class="bars" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'


def _plot(inside: str, across: str, up: str) -> str:
    grid = "".join(
        f'<line class="grid" x1="{_x(0)}" y1="{_y(t)}" x2="{_x(1)}" y2="{_y(t)}"/>'
        f'<text class="tick" x="{_x(0) - 6}" y="{_y(t) + 4}" text-anchor="end">{t:g}</text>'
        f'<text class="tick" x="{_x(t)}" y="{_y(0) + 16}" text-anchor="middle">{t:g}</text>'
        for t in (0, 0.25, 0.5, 0.75, 1)
    )
    width, height = _WIDE + 2 * _EDGE, _HIGH + 2 * _EDGE
    middle = f"{_EDGE - 34},{_EDGE + _HIGH / 2}"
    return (
        f'<svg class="plot" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">{grid}{inside}'
        f'<text class="axis" x="{_EDGE + _WIDE / 2}" y="{height - 8}" text-anchor="middle">{escape(across)}</text>'
        f'<text class="axis" x="0" y="0" text-anchor="middle" transform="translate({middle}) rotate(-90)">'
        f"{escape(up)}</text></svg>"
    )


def _x(share: float) -> float:
    return round(_EDGE + share * _WIDE, 1)


def _y(share: float) -> float:
    return round(_EDGE + (1 - share) * _HIGH, 1)
