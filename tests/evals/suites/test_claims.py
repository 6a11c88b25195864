import pytest

from evals.rows import Fault
from evals.suites import claims
from evals.suites.claims import Claimed
from qa.checker import RuleChecker

ROW = {"dataset": "d", "split": "t", "id": 7, "source": "Mara Holt opened the quay.", "claim": "Holt opened it."}


def test_a_row_for_each_row_in_order() -> None:
    rows = [
        claims.parse(ROW | {"id": i, "claim": c}) for i, c in enumerate(["Holt opened the quay.", "Voss left."] * 40)
    ]
    told: list[tuple[str, int, int]] = []
    out = list(claims.run(rows, RuleChecker(lambda word, others: 0.0), lambda *step: told.append(step)))
    assert [row["id"] for row in out] == list(range(80))
    assert [row["label"] == "supported" for row in out] == [True, False] * 40
    assert all(0 <= row["score"] <= 1 for row in out)
    assert told[-1] == ("claims", 80, 80)


def test_labels_are_never_read() -> None:
    assert claims.parse(ROW | {"label": 1, "news": True}) == Claimed("d", "t", 7, ROW["source"], ROW["claim"])
    with pytest.raises(Fault):
        claims.parse({"id": 7})
