"""Gates: what they read, and what holds them. Planted faults: tests/ui/cli/test_planted_faults.py."""

from pathlib import Path
from typing import Any

import pytest

from evals import cases, gates
from evals.measures import Gate
from index.errors import WrongUse


def test_a_gate_can_ask_the_end_of_the_interval(make: Any) -> None:
    outcomes = [make.refused(make.case(n)) for n in range(10)]
    (mean,) = gates.held([Gate("refusal recall", least=0.9)], outcomes)
    (end,) = gates.held([Gate("refusal recall", least=0.9, end=True)], outcomes)
    assert (mean.held, end.held) == (True, False)
    assert end.figure == (1.0, 0.6915, 1.0, 10)


def test_what_does_not_apply_holds_no_gate(make: Any) -> None:
    (result,) = gates.held([Gate("faithfulness", least=0.0)], [make.refused(make.case())])
    assert (result.held, result.figure.value, result.figure.n) == (False, None, 0)


def test_construction_alone_holds_nothing(make: Any) -> None:
    case = make.case(1, make.point(0, 4))
    outcome = make.answered(case, make.sentence(make.place(0, 4)), judged=[make.judged(valid=(True,))], sliced=True)
    validity, useful = Gate("citation validity", least=1.0), Gate("useful-answer rate", least=0.5)
    assert [r.held for r in gates.held([validity], [outcome])] == [False]
    assert [(r.held, r.constructed) for r in gates.held([validity, useful], [outcome])] == [(True, True), (True, False)]


def test_the_worst_cases_are_named_but_never_those_held_out(make: Any) -> None:
    outcomes = [make.refused(make.case(n, make.point(0, 4), tags=["report"] if n == 2 else [])) for n in (1, 2, 3)]
    (result,) = gates.held([Gate("over-refusal", most=0.1)], outcomes)
    assert (result.held, result.worst) == (False, ("1", "3"))


def test_the_worst_of_a_calibration_are_the_confident_and_wrong(make: Any) -> None:
    gold = make.point(0, 4)
    right = [make.answered(make.case(n, gold), make.sentence(make.place(0, 4)), confidence=0.95) for n in range(1, 9)]
    wrong = make.answered(make.case(9, gold), make.sentence(make.place(50, 54)), confidence=0.95)
    (result,) = gates.held([Gate("calibration error", most=0.0)], [*right, wrong])
    assert not result.held
    assert result.worst[0] == "9"


def test_a_tag_narrows_a_gate(make: Any) -> None:
    outcomes = [make.refused(make.case(1, tags=["who"])), make.answered(make.case(2, tags=["when"]))]
    (result,) = gates.held([Gate("refusal recall", least=1.0, tag="who")], outcomes)
    assert (result.held, result.figure.n) == (True, 1)


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "gates.toml"
    file.write_text(
        "threshold = 1\n[[gate]]\nmetric = 'niceness'\nleast = 1\n[[gate]]\nmetric = 'hit@5'\n"
        "[[gate]]\nmetric = 'AURC'\nmost = 'low'\nmean = true\n"
    )
    with pytest.raises(WrongUse) as told:
        gates.read(file)
    for part in ("'threshold'", "gate 1", "'niceness'", "gate 2: needs", "gate 3", "'most' must", "'mean'"):
        assert part in str(told.value)


@pytest.mark.parametrize("text", ["", "gate = 1", "[[gate]", "gate = []"])
def test_a_file_without_gates_is_wrong_use(tmp_path: Path, text: str) -> None:
    file = tmp_path / "gates.toml"
    file.write_text(text)
    with pytest.raises(WrongUse):
        gates.read(file)


def test_every_gate_of_the_sample_is_read() -> None:
    assert {gate.metric for gate in gates.read(cases.gates())} >= {"faithfulness", "nugget recall", "refusal recall"}
