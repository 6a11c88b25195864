from typing import Any

import pytest

from evals.rows import Fault
from evals.suites import follow_ups
from evals.suites.follow_ups import Asked

ROW: dict[str, Any] = {
    "History": ["Ines Duarte", "Early life", "Where was she born?", "in Fenwick", "Did she study?", "I don't know."],
    "Question": "When did she move to Mellbridge?",
    "QuAC_dialog_id": "C_1",
    "Question_no": 3,
}


def test_a_row_for_each_row_in_order() -> None:
    told: list[tuple[str, int, int]] = []
    rows = [follow_ups.parse(ROW), follow_ups.parse(ROW | {"Question": "Who is Mara Holt?", "Question_no": 4})]
    assert list(follow_ups.run(rows, lambda *step: told.append(step))) == [
        {"id": "C_1#3", "rewrite": "When did Ines Duarte move to Mellbridge?"},
        {"id": "C_1#4", "rewrite": "Who is Mara Holt?"},
    ]
    assert told == [("follow_ups", 0, 2), ("follow_ups", 1, 2), ("follow_ups", 2, 2)]


def test_rewrites_are_never_read() -> None:
    earlier = (("Where was she born?", "in Fenwick"), ("Did she study?", "I don't know."))
    asked = Asked("C_1#3", ROW["Question"], ("Ines Duarte", "Early life"), earlier)
    assert follow_ups.parse(ROW | {"Rewrite": "When did Ines Duarte move?"}) == asked


@pytest.mark.parametrize("broken", [{"History": "Ines"}, {"History": ["Ines", 2]}, {"Question": None}])
def test_a_broken_row_is_a_fault(broken: dict[str, Any]) -> None:
    with pytest.raises(Fault):
        follow_ups.parse(ROW | broken)
