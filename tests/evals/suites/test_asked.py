from datetime import date

import pytest

from evals.rows import Fault
from evals.suites.asked import Asked, parse


@pytest.mark.parametrize("written", ["2022-06-10", "2022/06/10"])
def test_only_what_may_be_read_is_kept(written: str) -> None:
    row = {"id": "a", "date": written, "question": "Who won?", "answer": "Mara", "choices": ["Mara"], "relevant": ["k"]}
    assert parse(row) == Asked("a", date(2022, 6, 10), "Who won?")


@pytest.mark.parametrize("row", [{"id": 7, "question": ""}, {"id": 7, "question": "", "date": None}])
def test_a_row_may_have_no_date(row: dict[str, object]) -> None:
    assert parse(row) == Asked(7, None, "")


@pytest.mark.parametrize(
    "row",
    [
        {"question": "Who won?"},
        {"id": "a"},
        {"id": "a", "question": None},
        {"id": "a", "question": "Who won?", "date": "soon"},
        {"id": "a", "question": "Who won?", "date": 2022},
    ],
)
def test_what_cannot_be_asked_is_a_fault(row: dict[str, object]) -> None:
    with pytest.raises(Fault):
        parse(row)
