"""The table of `make trained`: a row for each measure of the requirement, in its order, and put where it belongs."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
MEASURES = ["passages", "best sentence", "short answer", "`gaps`", "`old`", "SQuAD", "WikiQA", "SummEdits", "QAGS",
            "no training row", "eval mutate", "a pair"]  # fmt: skip


@pytest.fixture(scope="module")
def trained() -> ModuleType:
    """The script, which is not installed."""
    spec = importlib.util.spec_from_file_location("trained_table", ROOT / "docs" / "trained.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def figures() -> dict[str, Any]:
    """Made figures, each with a value of its own."""
    values: Iterator[int] = iter(range(100, 900, 7))

    def some(*names: str) -> dict[str, Any]:
        return {name: [(at := next(values)) / 1000, at / 1000 - 0.01, at / 1000 + 0.01, at] for name in names}

    refusing = ("refused_at_90_answered", "confidence_auc", "answered", "refused_unanswerable")
    return {
        "passages": some("hit@1", "hit@5"),
        "news": some("best1", "best3", "short_em", "short_f1"),
        "gaps": some(*refusing),
        "old": some(*refusing),
        "squad": some("HasAns_f1", "HasAns_em", "f1", "best_f1", "no_answer_auc", "always_refuse"),
        "wikiqa": some("MAP", "MRR"),
        "edits": some("balanced", "auc"),
        "qags_cnndm": some("auc"),
        "qags_xsum": some("auc"),
        "mutated": {"caught": some("all"), "faulted": some("all but verbatim")},
        "held": {"checker_held": {score: some("auc", "caught") for score in ("token", "mean", "verdict")}},
        "exported": {"rows": 400, "same_span": 0.96, "ms_a_pair_int8": 13.52, "ms_a_pair_exact": 24.3},
    }


def test_each_measure_has_its_row_with_goal_figure_and_interval(trained: ModuleType, figures: dict[str, Any]) -> None:
    head, rule, *rows = trained.table(trained.lines(figures)).splitlines()
    assert head.count("|") == rule.count("|") == 4
    assert len(rows) == len(MEASURES)
    for row, measure in zip(rows, MEASURES, strict=True):
        _, name, goal, reached, _ = map(str.strip, row.split("|"))
        assert measure in name
        assert any(c.isdigit() for c in goal)
        assert "[" in reached
    squad = rows[5]
    for name in ("f1", "best_f1"):
        value, low, high, n = figures["squad"][name]
        assert f"{value:.3f} [{low:.3f}, {high:.3f}] (n {n})" in squad
    assert str(trained.SQUAD_THRESHOLD) in squad
    assert "13.5 ms (24.3 in single precision); differing 0.040 [" in rows[-1]
    assert rows[-1].endswith("(n 400) |")


def test_what_training_did_not_measure_is_said_to_be_missing(trained: ModuleType, figures: dict[str, Any]) -> None:
    for name in ("held", "exported"):
        del figures[name]
    rows = trained.table(trained.lines(figures)).splitlines()
    assert [i for i, row in enumerate(rows) if "not measured" in row] == [11, 13]


def test_what_was_not_measured_again_stays_as_it_was(trained: ModuleType, figures: dict[str, Any]) -> None:
    before = trained.table(trained.lines(figures))
    for name in ("held", "exported"):
        del figures[name]
    assert trained.filled(trained.table(trained.lines(figures)), f"text\n\n{before}") == before


def test_the_table_stands_between_its_marks_alone(trained: ModuleType) -> None:
    before = (ROOT / "docs" / "models.md").read_text("utf-8")
    once = trained.inserted(before, "| new |\n")
    assert once.count("| new |") == 1
    assert trained.inserted(once, "| new |\n") == once
    start, end = before.index(trained.BEGIN), before.index(trained.END)
    assert once == before[:start] + trained.BEGIN + "| new |\n" + before[end:]
    with pytest.raises(ValueError, match="unpack"):
        trained.inserted("no marks", "| new |\n")
