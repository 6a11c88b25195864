"""The page: self-contained, escaped, and with everything that a report has."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures import Report
from evals.stats import Figure
from ui.report import charts
from ui.report.html import page

VOID = {"meta", "br", "line", "circle", "rect", "polyline"}


class Strict(HTMLParser):
    """Notes every tag; faults one that is closed out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture
def parsed(report: Report) -> Strict:
    parser = Strict()
    parser.feed(page(report))
    return parser


def test_it_is_whole_and_needs_nothing_else(report: Report, parsed: Strict) -> None:
    assert parsed.open == []
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & set(parsed.tags)
    targets = [value or "" for name, value in parsed.attributes if name in ("href", "src")]
    assert targets
    assert all(target.startswith("#") for target in targets)
    assert not [name for name, _ in parsed.attributes if name.startswith("on")]
    assert "://" not in page(report)
    assert "default-src 'none'" in page(report)


def test_foreign_words_are_only_words(report: Report) -> None:
    text = page(report)
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "<b>.txt" not in text


def test_every_link_leads_somewhere(parsed: Strict) -> None:
    ids = {value for name, value in parsed.attributes if name == "id"}
    assert {value[1:] for name, value in parsed.attributes if name == "href" and value} <= {i for i in ids if i}


def test_everything_of_the_report_is_there(report: Report) -> None:
    text = page(report)
    for part in (
        "Interrupted: 5 of 6 cases were done",
        "1 of 2 gates fail",
        "two, three",
        "Risk and coverage",
        "Reliability of the confidence",
        "False claims that it caught",
        "now wrong",
        "Refused (no_match)",
        "Crashed: ValueError",
        'The <mark><mark class="gold">ferry stops on M</mark>ay 4, said</mark> somebody',
        "Left out of sight",
        "A. Speaker",
        "1 cases tagged “report” are counted above and not shown",
    ):
        assert part in text, part


def test_what_is_held_out_is_not_shown(report: Report) -> None:
    assert "SECRET" not in page(report)
    assert "five" not in re.sub(r"<style>.*</style>", "", page(report))


@given(st.text(max_size=30), st.floats(0, 1), st.floats(0, 1))
def test_charts_take_any_share_and_any_label(label: str, low: float, high: float) -> None:
    low, high = sorted((low, high))
    figure = Figure((low + high) / 2, low, high, 3)
    for drawn in (charts.whisker(figure), charts.bars([(label, figure)], "good")):
        parser = Strict()
        parser.feed(drawn)
        assert parser.open == []


def test_what_does_not_apply_is_not_drawn() -> None:
    assert charts.whisker(Figure(None, None, None, 0)) == ""
    assert charts.whisker(Figure(31.2, 20.0, 40.0, 5)) == ""
