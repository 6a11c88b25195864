"""The figures of docs/experiments.md, made again by the commands that made them, against the floors of the design.

The corpora are written by the shared script, indexed and asked through the command line; scored by `eval score`.
ATTRIBUNE_LIMIT=20 asks only the first 20 rows of each set and asserts what holds for any number of them.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Child = Callable[..., subprocess.CompletedProcess[str]]
Figures = dict[str, Any]

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

LIMIT = os.environ.get("ATTRIBUNE_LIMIT")
COMMAND = "import sys, attribune; sys.exit(attribune.main())"


class Bench:
    """The shared sets, each indexed when it is first asked for."""

    def __init__(self, shared: Path, folder: Path, environment: dict[str, str]) -> None:
        self.data = shared / "data"
        self.folder = folder
        self._environment = environment
        script = [sys.executable, str(shared / "measure" / "sets.py"), str(folder / "sets")]
        subprocess.run(script, check=True, capture_output=True, timeout=600)

    def command(self, *arguments: object) -> str:
        """What the command line prints; it must end well."""
        line = [sys.executable, "-c", COMMAND, *map(str, arguments)]
        ran = subprocess.run(
            line, env=self._environment, cwd=self.folder, capture_output=True, text=True, timeout=3000, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def figures(self, suite: str, name: str) -> Figures:
        """The figures of a batch run over a set; a run cut short is scored on the rows that it asked."""
        given = self.folder / "sets" / name
        archive = self.folder / f"{name}-archive"
        if not archive.exists():
            self.command("--archive", archive, "--quiet", "index", given / "articles.jsonl")
        scored: list[object] = ["--articles", given / "articles.jsonl"]
        if suite == "answers" and (given / "unanswerable.txt").exists() and not LIMIT:
            scored += ["--unanswerable", given / "unanswerable.txt"]
        return self._run(suite, given / "questions.jsonl", f"{name}-{suite}", ["--archive", archive], scored)

    def speakers(self) -> Figures:
        """The figures of who says what, which need no archive."""
        return self._run("speakers", self.data / "attributions.jsonl.gz", "speakers", [], [])

    def follow_ups(self) -> Figures:
        """The figures of follow-ups, which need no archive."""
        return self._run("follow_ups", self.data / "follow_ups.jsonl.gz", "follow_ups", [], [])

    def dates(self) -> Figures:
        """The figures of dates in prose, which need no archive."""
        return self._run("dates", self.data / "dates.jsonl.gz", "dates", [], [])

    def _run(self, suite: str, data: Path, name: str, before: list[object], scored: list[object]) -> Figures:
        pred = self.folder / f"{name}.jsonl"
        self.command(
            *before, "--quiet", "eval", suite, "--data", data, "--out", pred, *(["--limit", LIMIT] if LIMIT else [])
        )
        if LIMIT:
            data = self._asked(data, pred)
        told: Figures = json.loads(
            self.command("--json", "eval", "score", suite, "--data", data, "--pred", pred, *scored)
        )
        return told

    def _asked(self, data: Path, pred: Path) -> Path:
        read = gzip.open if data.suffix == ".gz" else open
        with read(data, "rt", encoding="utf-8") as lines:
            rows = [line for line, _ in zip(lines, pred.read_text("utf-8").splitlines(), strict=False)]
        short = pred.with_suffix(".asked.jsonl")
        short.write_text("".join(rows), "utf-8")
        return short


@pytest.fixture(scope="module")
def bench(shared: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(shared, tmp_path_factory.mktemp("figures"), environment)


def reached(figures: Figures, floors: dict[str, float]) -> None:
    """Every figure at or above its floor; a run cut short only has to give each figure."""
    values = {name: figures[name][0] if isinstance(figures[name], list) else figures[name] for name in floors}
    if LIMIT:
        assert all(value is not None and value >= 0 for value in values.values()), values
        return
    assert not {name: (values[name], floor) for name, floor in floors.items() if values[name] < floor}, values


def printed(environment: dict[str, str], folder: Path, suite: str) -> Figures:
    """What a suite over the bundled articles prints."""
    line = [sys.executable, "-c", COMMAND, "--json", "--quiet", "eval", suite]
    ran = subprocess.run(line, env=environment, cwd=folder, capture_output=True, text=True, timeout=3000, check=False)
    assert ran.returncode == 0, ran.stderr
    told: Figures = json.loads(ran.stdout)
    return told


def test_passages_of_news(bench: Bench) -> None:
    found = bench.figures("retrieval", "news")
    reached(found, {"hit@1": 0.64, "hit@5": 0.845, "hit@20": 0.93})
    assert found["words_per_passage"] <= 205
    assert found["texts_that_are_slices"][0] == 1.0


def test_answers_over_news(bench: Bench) -> None:
    found = bench.figures("answers", "news")
    reached(found, {"best1": 0.354, "best3": 0.57, "short_em": 0.20, "short_f1": 0.25, "answered": 0.75})
    assert found["words_per_answer"][0] <= 110
    assert found["sentences_without_citation"] == 0
    assert found["quotes_that_are_slices"][0] == 1.0


@pytest.mark.parametrize(
    ("name", "floors"),
    [
        ("gaps", {"refused_at_90_answered": 0.67, "answered": 0.80, "refused_unanswerable": 0.65}),
        ("old", {"refused_at_90_answered": 0.88}),
    ],
)
def test_refusals(bench: Bench, name: str, floors: dict[str, float]) -> None:
    found = bench.figures("answers", name)
    reached(found, {key: floor for key, floor in floors.items() if not LIMIT or key in found})
    assert found["sentences_without_citation"] == 0
    assert found["quotes_that_are_slices"][0] == 1.0


def test_who_says_it(bench: Bench) -> None:
    reached(bench.speakers(), {"f1": 0.68, "recall_direct": 0.80, "recall_pronoun": 0.75, "full_name": 0.85})


def test_follow_ups(bench: Bench) -> None:
    reached(bench.follow_ups(), {"recall": 0.48, "precision": 0.60, "untouched": 0.80})


def test_dates(bench: Bench) -> None:
    reached(bench.dates(), {"value_f1": 0.83, "value_recall": 0.84, "value_precision": 0.81, "found": 0.94})


def test_conversations(environment: dict[str, str], tmp_path: Path) -> None:
    found = printed(environment, tmp_path, "conversations")
    reached(found, {"kept": 0.93, "untouched": 0.85, "same": 0.92})
    assert found["kept"][0] >= found["kept_as_asked"][0] + 0.15, "what the rules for follow-ups are worth"


def test_the_gate_of_drafts(environment: dict[str, str], tmp_path: Path) -> None:
    found = printed(environment, tmp_path, "gate")
    reached(found["caught"], {"number": 0.95, "date": 0.92, "name": 0.92, "negation": 0.83, "worded": 0.42})
    assert found["withheld"]["verbatim"][0] == 0
    assert found["withheld"]["free"][0] <= 0.56
