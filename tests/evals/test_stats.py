import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import stats
from evals.stats import auc, interval

VALUES = st.lists(st.booleans(), min_size=1, max_size=40)


def test_no_values_have_no_figure() -> None:
    assert interval([]) == (None, None, None, 0)


def test_a_constant_has_no_spread() -> None:
    assert interval([1, 1, 1]) == (1, 1, 1, 3)


@given(VALUES)
def test_the_mean_lies_in_its_interval(values: list[bool]) -> None:
    figure = interval(values)
    assert 0 <= figure.low <= figure.value + 1e-4
    assert figure.value - 1e-4 <= figure.high <= 1
    assert figure.n == len(values)


@given(VALUES)
def test_a_group_for_each_value_is_no_grouping(values: list[bool]) -> None:
    assert interval(values, range(len(values))) == interval(values)


def test_one_group_has_no_spread() -> None:
    assert interval([1, 0, 0, 1], ["a"] * 4) == (0.5, 0.5, 0.5, 4)


def test_one_group_alone_is_resampled_by_value() -> None:
    values = [1.0, 0.0, 0.0, 1.0]
    assert stats.units(["a", "a", "b"]) == ["a", "a", "b"]
    assert interval(values, stats.units(["a"] * 4)) == interval(values) == (0.5, 0.0, 1.0, 4)
    rows = np.array(values)[:, None]
    figure = stats.of_rows(rows, lambda some: float(some.mean()), stats.units(["a"] * 4))
    assert figure.low is not None
    assert figure.low < 0.5 < figure.high
    assert stats.of_rows(rows[:1], lambda some: float(some.mean()), stats.units(["a"])) == (1.0, None, None, 1)


def test_drawing_in_parts_changes_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    values = list(np.random.default_rng(5).random(200))
    whole = interval(values)
    monkeypatch.setattr(stats, "_DRAWS", 700)
    assert interval(values) == whole


def test_auc_by_hand() -> None:
    assert auc([0.9, 0.4, 0.4, 0.1], [True, True, False, False]) == 0.875
    assert auc([1, 2], [False, True]) == 1
    assert auc([1, 1], [False, True]) == 0.5
    assert auc([1, 2], [True, True]) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=30))
def test_auc_is_the_share_of_ordered_pairs(rows: list[tuple[int, bool]]) -> None:
    pairs = [(p > n) + (p == n) / 2 for p, yes in rows for n, no in rows if yes and not no]
    expected = sum(pairs) / len(pairs) if pairs else None
    found = auc([s for s, _ in rows], [y for _, y in rows])
    assert found == expected or abs(found - expected) < 1e-12
