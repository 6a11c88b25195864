import numpy as np
import pytest

from evals.metrics.claims import Gold, Scored, balanced, gold, measure, scored
from evals.rows import Fault


def rows(labels: list[int], scores: list[float]) -> tuple[list[Gold], list[Scored]]:
    names = [("d", "t", str(i)) for i in range(len(labels))]
    return (
        [Gold(name, bool(label), name[2]) for name, label in zip(names, labels, strict=True)],
        [Scored(name, score) for name, score in zip(names, scores, strict=True)],
    )


def test_figures_worked_by_hand() -> None:
    told = measure(*rows([1, 1, 0, 0], [0.9, 0.4, 0.4, 0.1]))["d t"]
    assert isinstance(told, dict)
    assert told["n"] == 4
    assert told["auc"][0] == 0.875  # of four pairs three are in order and one is a tie
    assert told["balanced"] == 0.75  # half of the true above one half, all false ones below
    assert told["best_balanced"] == 0.75


def test_one_label_alone_has_the_share_called_supported() -> None:
    told = measure(*rows([1, 1, 1, 1], [0.9, 0.8, 0.5, 0.1]))["d t"]
    assert isinstance(told, dict)
    assert told["share_called_supported"].value == 0.5


def test_a_claim_without_a_score_counts_as_one_half() -> None:
    data, pred = rows([1, 0], [0.9, 0.1])
    told = measure(data, pred[:1])["d t"]
    assert isinstance(told, dict)
    assert told["auc"][0] == 1.0
    assert told["balanced"] == 1.0


def test_balanced() -> None:
    assert balanced(np.array([True, True, False]), np.array([True, False, False])) == 0.75


def test_rows_are_checked() -> None:
    row = {"dataset": "d", "split": "t", "id": 1, "source": "x", "label": 1, "score": 0.5}
    assert gold(row) == Gold(("d", "t", 1), True, "x")
    assert scored(row) == Scored(("d", "t", 1), 0.5)
    for wrong in ({"label": 2}, {"label": "1"}, {"id": None}):
        with pytest.raises(Fault):
            gold(row | wrong)
    with pytest.raises(Fault):
        scored(row | {"score": None})
