"""Refusals, risk and coverage, calibration, the certified error: numbers worked by hand."""

from typing import Any

import numpy as np
import pytest

from evals import figures
from evals.metrics import aurc, calibration, certified
from evals.types import Outcome


@pytest.fixture
def outcomes(make: Any) -> list[Outcome]:
    """Two answered rightly, one wrongly, one refused wrongly; of three unanswerable two refused."""
    gold = make.point(0, 10)
    return [
        make.answered(make.case(1, gold), make.sentence(make.place(0, 5)), confidence=0.9),
        make.answered(make.case(2, gold), make.sentence(make.place(5, 9)), confidence=0.8),
        make.answered(make.case(3, gold), make.sentence(make.place(20, 30)), confidence=0.7),
        make.refused(make.case(4, gold), confidence=0.2, ranked=(make.place(2, 4),)),
        make.answered(make.case(5), make.sentence(make.place(0, 5)), confidence=0.6),
        make.refused(make.case(6), confidence=0.1),
        make.refused(make.case(7), confidence=0.1),
    ]


def test_by_hand(outcomes: list[Outcome]) -> None:
    told = {m.name: m.figure for m in figures.measured(outcomes)}
    assert told["refusal precision"].value == pytest.approx(2 / 3, abs=1e-4)
    assert told["refusal recall"].value == pytest.approx(2 / 3, abs=1e-4)
    assert told["refusal F1"].value == pytest.approx(2 / 3, abs=1e-4)
    assert (told["over-refusal"].value, told["right answers"].value) == (0.25, 0.5)
    # risks: 0, 0, 1/3, 2/4, 2/5 (the one held back was right), then 3/6 and 4/7
    assert told["AURC"].value == pytest.approx((0 + 0 + 1 / 3 + 1 / 2 + 2 / 5 + 3 / 6 + 4 / 7) / 7, abs=1e-4)
    right = [(0.9, 1), (0.8, 1), (0.7, 0), (0.2, 1), (0.6, 0), (0.1, 0), (0.1, 0)]
    assert told["Brier score"].value == pytest.approx(sum((c - r) ** 2 for c, r in right) / 7, abs=1e-4)
    assert told["calibration error"].value == pytest.approx((0.1 + 0.2 + 0.7 + 0.8 + 0.6 + 0.2) / 7, abs=1e-4)


def test_equal_confidences_share_their_errors() -> None:
    one, other = np.array([[0.5, 1.0], [0.5, 0.0]]), np.array([[0.5, 0.0], [0.5, 1.0]])
    assert aurc.area(one) == aurc.area(other) == 0.5


def test_no_confidence_no_curve(make: Any) -> None:
    assert aurc.row(make.refused(make.case())) is None
    assert calibration.row(make.refused(make.case())) is None


def test_certified_error_is_clopper_and_pearson() -> None:
    # 0 of 59 wrong certifies 5 % at 95 %: 1 - 0.05 ** (1 / 59)
    assert certified.upper(np.zeros((59, 1))) == pytest.approx(1 - 0.05 ** (1 / 59))


def test_a_crash_is_neither_an_answer_nor_a_refusal(make: Any) -> None:
    crashed = make.answered(make.case(1, make.point(0, 4)), error="boom")
    lost = make.answered(make.case(2), error="boom")
    told = {m.name: m.figure.value for m in figures.measured([crashed, lost])}
    assert (told["crashes"], told["right answers"], told["refusal recall"], told["nugget recall"]) == (1, 0, 0, 0)
    assert told["faithfulness"] is None
