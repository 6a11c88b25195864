"""`eval run` and `eval make` as they are typed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from evals import cases
from evals.engines import Asked
from evals.types import Case, Response
from index import build

README = Path(__file__).resolve().parents[3] / "README.md"
FIGURE = re.compile(r"\d+(?:\.\d+)?")
SAME = 0.01
"""Processors add up the models' sums in different orders, which moves the calibration error by some thousandths."""


def lines(file: Path, rows: list[Any]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """Two cases over the two articles of the tests."""
    gold = [{"article": "news/ferry.txt", "start": 13, "end": 75, "vital": True}]
    rows = [
        {"id": "a", "question": "When will the Orla ferry stop?", "gold": gold, "answer": "May 4"},
        {"id": "b", "question": "What did Atlantis agree to?", "gold": []},
    ]
    return lines(tmp_path / "cases.jsonl", rows)


def gate(folder: Path, text: str) -> Path:
    file = folder / "gates.toml"
    file.write_text(text, "utf-8")
    return file


def test_the_scorecard_and_its_files(attribune: Any, archive: Path, asked: Path, tmp_path: Path) -> None:
    page, junit = tmp_path / "report.html", tmp_path / "report.xml"
    gates = gate(tmp_path, '[[gate]]\nmetric = "right answers"\nleast = 1.0\n')
    ran = attribune(
        "eval", "run", "--archive", archive, "--cases", asked, "--html", page, "--junit", junit, "--gate", gates
    )
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "2 cases, 2 articles, 2 passages; judge: rule+model"
    assert "right answers\t1.000\t0.025 to 1.000\t1\t" in ran.out
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert junit.read_text("utf-8").startswith("<?xml")


def test_the_halves_stand_side_by_side(attribune: Any, archive: Path, tmp_path: Path) -> None:
    key = "news/ferry.txt"
    stop, okay = {"article": key, "start": 13, "end": 75, "vital": True}, {"article": key, "start": 13, "end": 75}
    elsewhere = {"article": key, "start": 0, "end": 12, "vital": True}
    question = "When will the Orla ferry stop?"
    rows = [
        {"id": "a", "question": question, "gold": [stop], "tags": ["choose"]},
        {"id": "b", "question": "What did Atlantis agree to?", "gold": [], "tags": ["choose"]},
        {"id": "c", "question": question, "gold": [elsewhere, {**okay, "vital": False}], "tags": ["report"]},
        {"id": "d", "question": question, "gold": [], "tags": ["report"]},
    ]
    asked = lines(tmp_path / "halves.jsonl", rows)
    ran = attribune("eval", "run", "--archive", archive, "--cases", asked)
    assert ran.status == 0, ran.err
    found = [line.split("\t")[:3] for line in ran.out.splitlines()]
    for row in (
        ["choosing", "answered, citing a gold span", "1 of 1"],
        ["choosing", "answered, citing a vital gold span", "1 of 1"],
        ["choosing", "refused where nothing answers", "1 of 1"],
        ["reporting", "answered, citing a gold span", "1 of 1"],
        ["reporting", "answered, citing a vital gold span", "0 of 1"],
        ["reporting", "refused where nothing answers", "0 of 1"],
    ):
        assert row in found
    alone = lines(tmp_path / "alone.jsonl", rows[:2])
    assert "by half" not in attribune("eval", "run", "--archive", archive, "--cases", alone).out


def test_json_is_the_baseline_of_a_later_run(attribune: Any, archive: Path, asked: Path, tmp_path: Path) -> None:
    first = attribune("eval", "run", "--archive", archive, "--cases", asked, "--json")
    told = json.loads(first.out)
    assert (told["format"], told["cases"], len(told["outcomes"])) == ("attribune.report/1", 2, 2)
    last = tmp_path / "last.json"
    last.write_text(first.out, "utf-8")
    again = json.loads(
        attribune("eval", "run", "--archive", archive, "--cases", asked, "--baseline", last, "--json").out
    )
    assert again["comparison"]["shared"] == 2
    assert again["comparison"]["changed"] == {}
    others = lines(tmp_path / "others.jsonl", [{"id": "c", "question": "Who?", "gold": []}])
    ran = attribune("eval", "run", "--archive", archive, "--cases", others, "--baseline", last)
    assert ran.status == 0
    assert f"{last} has none of these cases" in ran.err


def test_a_gate_that_fails_ends_with_one_and_says_why(
    attribune: Any, archive: Path, asked: Path, tmp_path: Path
) -> None:
    gates = gate(tmp_path, '[[gate]]\nmetric = "right answers"\nleast = 0.9\nend = true\n')
    ran = attribune("eval", "run", "--archive", archive, "--cases", asked, "--gate", gates)
    assert ran.status == 1
    assert ran.err == (
        "attribune: gate right answers >= 0.9 (end of the interval): is 1.000 [0.025 to 1.000], n = 1; worst: a; "
        "mend what the cases show\n"
    )


def test_wrong_use_is_one_line_and_runs_nothing(
    attribune: Any, archive: Path, asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(self: Asked, case: Case) -> Response:
        raise AssertionError(case)

    monkeypatch.setattr(Asked, "respond", never)
    broken = lines(tmp_path / "broken.jsonl", [{"id": 1}, {"id": 2, "question": "?", "gold": [{}]}])
    empty = lines(tmp_path / "empty.jsonl", [])
    unknown = gate(tmp_path, '[[gate]]\nmetric = "niceness"\nleast = 1\n')
    theirs = lines(tmp_path / "theirs.jsonl", [{"id": "z", "refused": True}])
    for arguments in (
        ["--cases", broken],
        ["--cases", empty],
        ["--cases", tmp_path / "nowhere"],
        ["--cases", asked, "--gate", unknown],
        ["--cases", asked, "--gate", tmp_path / "nowhere"],
        ["--cases", asked, "--baseline", asked],
        ["--cases", asked, "--html", tmp_path / "no" / "report.html"],
        ["--cases", asked, "--junit", tmp_path],
        ["--cases", asked, "--also", "theirs"],
        ["--cases", asked, "--also", f"theirs={theirs}"],
        ["--cases", asked, "--archive", tmp_path / "none"],
        [],
    ):
        ran = attribune("eval", "run", "--archive", archive, *arguments)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1), (arguments, ran)


def test_an_interrupted_run_leaves_a_report_that_says_so(
    attribune: Any, archive: Path, asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    respond = Asked.respond

    def interrupted(self: Asked, case: Case) -> Response:
        if case.id == "b":
            raise KeyboardInterrupt
        return respond(self, case)

    monkeypatch.setattr(Asked, "respond", interrupted)
    page = tmp_path / "report.html"
    ran = attribune("eval", "run", "--archive", archive, "--cases", asked, "--html", page)
    assert ran.status == 130
    assert "INTERRUPTED after 1 cases" in ran.out
    assert "1 of 2 cases were done" in ran.err
    assert "Interrupted: 1 of 2 cases were done" in page.read_text("utf-8")


def test_make_then_run(attribune: Any, sample_archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "made.jsonl"
    ran = attribune("eval", "make", "--archive", sample_archive, "--out", out, "--count", "8")
    assert (ran.status, ran.out) == (0, f"8 cases in {out}, 2 of them without an answer\n")
    told = json.loads(attribune("eval", "run", "--archive", sample_archive, "--cases", out, "--json").out)
    assert told["cases"] == 8


def test_make_from_a_published_set(attribune: Any, tmp_path: Path) -> None:
    paragraph = {
        "context": "The Orla ferry stops on May 4.",
        "qas": [{"id": "q", "question": "When?", "answers": [{"text": "May 4", "answer_start": 24}]}],
    }
    data = tmp_path / "dev.json"
    data.write_text(json.dumps({"data": [{"title": "Orla", "paragraphs": [paragraph]}]}))
    out, articles, folder = tmp_path / "cases.jsonl", tmp_path / "articles.jsonl", tmp_path / "archive"
    made = attribune("eval", "make", "--from", "squad", "--data", data, "--articles", articles, "--out", out)
    assert made.status == 0
    assert attribune("index", articles, "--archive", folder).status == 0
    told = json.loads(attribune("eval", "run", "--archive", folder, "--cases", out, "--json").out)
    assert told["cases"] == 1
    for arguments in (["--from", "squad"], ["--data", data], ["--from", "story", "--data", data, "--articles", out]):
        assert attribune("eval", "make", "--out", out, *arguments).status == 2


def test_the_bundled_cases_hold_their_gates_and_the_results_are_those_of_the_readme(
    attribune: Any, tmp_path: Path
) -> None:
    junit = tmp_path / "junit.xml"
    ran = attribune("eval", "run", "--markdown", "--junit", junit)
    assert ran.status == 0, ran.err
    assert len(cases.gates().read_text().split("[[gate]]")) - 1 == junit.read_text().count('classname="gates"')
    printed = README.read_text("utf-8").split("made by `make results` -->\n")[1].split("<!-- end of results -->")[0]
    assert FIGURE.sub("#", ran.out) == FIGURE.sub("#", printed), "run `make results`"
    now, then = (list(map(float, FIGURE.findall(text))) for text in (ran.out, printed))
    assert now == pytest.approx(then, abs=SAME), "run `make results`"


def test_the_further_cases_with_a_day_or_a_conflict_hold_their_gates(
    attribune: Any, sample_archive: Path, tmp_path: Path
) -> None:
    sample = Path(cases.__file__).parent / "sample"
    rows = [json.loads(line) for line in (sample / "further.jsonl").read_text("utf-8").splitlines()]
    asked = lines(tmp_path / "cases.jsonl", [row for row in rows if not row["history"]])
    gates = ["--gate", sample / "further-gates.toml", "--json"]
    ran = attribune("eval", "run", "--archive", sample_archive, "--cases", asked, *gates)
    assert (ran.status, ran.err) == (0, "")
    figures = json.loads(ran.out)["engines"][0]["figures"]
    assert (figures["as-of violations"]["value"], figures["conflicts shown"]["value"]) == (0.0, 1.0)


def test_the_gate_of_drafts_is_measured(attribune: Any, sample_archive: Path, tmp_path: Path) -> None:
    from evals.cases import bundled

    some = tmp_path / "claims.jsonl"
    lines = bundled()[1].with_name("claims.jsonl").read_text("utf-8").splitlines()
    some.write_text("\n".join(lines[:4] + lines[-4:]) + "\n", "utf-8")
    ran = attribune("eval", "gate", "--claims", some, "--archive", sample_archive)
    assert ran.status == 0
    assert "withheld verbatim\t0.000\t0.000\t" in ran.out
    assert "caught swapped\t" in ran.out
    told = json.loads(
        attribune("eval", "gate", "--claims", some, "--archive", sample_archive, "--json", "--missed").out
    )
    assert told["withheld"]["verbatim"][3] == 4
    assert set(told["together"]) == {"swapped", "turned"}
    assert all(one["reason"] for one in told["missed"] if one["true"] == "true")


def test_an_interruption_before_the_first_case_leaves_a_report(
    attribune: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "index", interrupted)
    ran = attribune("eval", "run", "--json", "--html", tmp_path / "report.html")
    assert ran.status == 130
    assert json.loads(ran.out)["interrupted"] is True
    assert "interrupted" in (tmp_path / "report.html").read_text("utf-8").lower()
