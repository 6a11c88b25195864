import json
from pathlib import Path
from typing import Any

import pytest

QUESTIONS = [
    {"id": "a", "date": "2024-03-04", "question": "When will the Orla ferry stop?"},
    {"id": "b", "question": "What did Atlantis agree to?"},
]
GOLD = [
    {"id": "a", "answer": "May 4", "relevant": ["news/ferry.txt"]},
    {"id": "b", "answer": None, "relevant": []},
]


def _lines(file: Path, rows: list[Any]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


def _read(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_retrieval_and_its_figures(attribune: Any, archive: Path, tmp_path: Path) -> None:
    data, out = _lines(tmp_path / "q.jsonl", QUESTIONS), tmp_path / "out.jsonl"
    ran = attribune("eval", "retrieval", "--data", data, "--out", out, "--archive", archive)
    assert (ran.status, ran.out) == (0, f"2 rows in {out}\n")
    assert _read(out)[0]["passages"][0]["article"] == "news/ferry.txt"
    gold = _lines(tmp_path / "gold.jsonl", GOLD)
    told = json.loads(attribune("eval", "score", "retrieval", "--data", gold, "--pred", out, "--json").out)
    assert told["hit@1"] == [1.0, 1.0, 1.0, 1]
    text = attribune("eval", "score", "retrieval", "--data", gold, "--pred", out).out
    assert text.splitlines()[0].split("\t") == ["hit@1", "1.0", "1.0", "1.0", "1"]


def test_answers_and_their_limit(attribune: Any, archive: Path, tmp_path: Path) -> None:
    data, out = _lines(tmp_path / "q.jsonl", QUESTIONS), tmp_path / "out.jsonl"
    ran = attribune("eval", "answers", "--data", data, "--out", out, "--limit", "1", "--json", "--archive", archive)
    assert json.loads(ran.out) == {"out": str(out), "rows": 1}
    (row,) = _read(out)
    assert (row["id"], row["refused"], row["short"]) == ("a", False, "May 4")


def test_speakers_need_no_archive(attribune: Any, tmp_path: Path) -> None:
    data = _lines(tmp_path / "t.jsonl", [{"id": 1, "text": '"The quay is safe," said Ines Duarte on Monday.'}])
    out = tmp_path / "out.jsonl"
    assert attribune("eval", "speakers", "--data", data, "--out", out).status == 0
    assert [s["speaker"] for s in _read(out)[0]["sentences"]] == ["Ines Duarte"]


def test_wrong_use_is_one_line(attribune: Any, archive: Path, tmp_path: Path) -> None:
    data = _lines(tmp_path / "q.jsonl", QUESTIONS)
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "a"}\nno json\n', "utf-8")
    out = tmp_path / "out.jsonl"
    for arguments in (
        ["answers", "--data", data, "--out", out, "--archive", tmp_path / "none"],
        ["answers", "--data", broken, "--out", out, "--archive", archive],
        ["answers", "--data", tmp_path / "nowhere", "--out", out, "--archive", archive],
        ["answers", "--data", data, "--out", tmp_path / "no" / "out", "--archive", archive],
        ["answers", "--data", data, "--archive", archive],
        ["score", "stories", "--data", data, "--pred", out],
        ["score", "answers", "--data", data, "--pred", tmp_path / "nowhere"],
        ["nothing"],
    ):
        ran = attribune("eval", *arguments)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1), arguments
    assert not out.exists()


def test_an_interrupt_says_how_many_rows_are_kept(
    attribune: Any, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qa.bot import Bot

    ask = Bot.ask

    def interrupted(self: Bot, question: str, **how: Any) -> Any:
        if "Atlantis" in question:
            raise KeyboardInterrupt
        return ask(self, question, **how)

    monkeypatch.setattr(Bot, "ask", interrupted)
    data, out = _lines(tmp_path / "q.jsonl", QUESTIONS), tmp_path / "out.jsonl"
    ran = attribune("eval", "answers", "--data", data, "--out", out, "--archive", archive)
    assert ran.status == 130
    assert "stopped after 1 rows" in ran.err
    assert len(_read(tmp_path / "out.jsonl.part")) == 1


def test_the_data_is_never_written_over(attribune: Any, archive: Path, tmp_path: Path) -> None:
    data = _lines(tmp_path / "q.jsonl.part", QUESTIONS)
    (tmp_path / "link").symlink_to(data)
    for suite in ("retrieval", "answers", "speakers"):
        for out in (data, tmp_path / "q.jsonl", tmp_path / "link"):
            ran = attribune("eval", suite, "--data", data, "--out", out, "--archive", archive)
            assert (ran.status, len(ran.err.splitlines())) == (2, 1)
            assert "over --data" in ran.err
    assert _read(data) == QUESTIONS
