import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.short import exact, f1, normalised


def test_case_punctuation_and_articles_do_not_count() -> None:
    assert normalised("  The U.S. and an Ally's  theme ") == "us and allys theme"
    assert exact("the Sudan.", "sudan") == 1
    assert exact("South Sudan", "Sudan") == 0


@pytest.mark.parametrize(
    ("answer", "gold", "value"),
    [("red dog", "a red fox", 0.5), ("", "the", 1), ("", "fox", 0), ("fox fox", "fox", 2 / 3), ("cat", "fox", 0)],
)
def test_f1_by_hand(answer: str, gold: str, value: float) -> None:
    assert f1(answer, gold) == pytest.approx(value)


@given(st.text("ab the."), st.text("ab the."))
def test_f1_is_symmetric_and_one_for_exact_matches(one: str, other: str) -> None:
    assert f1(one, other) == f1(other, one)
    assert 0 <= f1(one, other) <= 1
    if exact(one, other):
        assert f1(one, other) == 1
