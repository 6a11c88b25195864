import pytest

from evals import rows
from evals.metrics import dates
from evals.metrics.dates import Dates
from index.prose.dates import Time
from index.types import Span

GOLD = Dates("x", (Time(Span(0, 6), "2024-06-13"), Time(Span(10, 14), "2024")))


def test_by_hand() -> None:
    mine = Dates("x", (Time(Span(3, 6), "2024-06-13"), Time(Span(13, 20), "2023"), Time(Span(30, 34), "2024")))
    figures = dates.measure([GOLD], [mine])
    assert {name: figures[name][0] for name in ("found", "value_recall")} == {"found": 1, "value_recall": 0.5}  # type: ignore[index]
    assert figures["value_f1"] == pytest.approx(0.4)


def test_an_article_without_a_prediction_has_no_dates() -> None:
    assert dates.measure([GOLD], [])["value_recall"] == (0, 0, 0, 2)


def test_a_time_that_ends_before_it_begins_is_a_fault() -> None:
    with pytest.raises(rows.Fault, match="below"):
        dates.dates({"id": 1, "times": [{"start": 3, "end": 3, "value": "2024"}]})
