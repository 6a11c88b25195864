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


def test_dates_and_their_figures(attribune: Any, tmp_path: Path) -> None:
    text = "The quay opens on 4 May, was closed last week and shuts on July 9."
    data = _lines(
        tmp_path / "t.jsonl", [{"id": 1, "date": "2024-05-03", "text": text}, {"id": 2, "text": "On Friday."}]
    )
    out = tmp_path / "out.jsonl"
    assert attribune("eval", "dates", "--data", data, "--out", out).status == 0
    first, second = _read(out)
    assert [(text[t["start"] : t["end"]], t["value"]) for t in first["times"]] == [
        ("4 May", "2024-05-04"),
        ("last week", "2024-W17"),
        ("July 9", "2024-07-09"),
    ]
    assert second == {"id": 2, "times": []}
    told = attribune("eval", "score", "dates", "--data", out, "--pred", out, "--json")
    assert json.loads(told.out)["value_f1"] == 1


def test_claims_and_their_figures(attribune: Any, tmp_path: Path) -> None:
    quay = {"dataset": "own", "split": "test", "source": "Ines Duarte opened the quay on Monday."}
    rows = [quay | {"id": 1, "claim": "Duarte opened the quay."}, quay | {"id": 2, "claim": "Ines Duarte sold a pear."}]
    data, out = _lines(tmp_path / "c.jsonl", rows), tmp_path / "out.jsonl"
    assert attribune("eval", "claims", "--data", data, "--out", out).status == 0
    assert [row["label"] for row in _read(out)] == ["supported", "neither"]
    gold = _lines(tmp_path / "gold.jsonl", [row | {"label": int(row["id"] == 1)} for row in rows])
    told = attribune("eval", "score", "claims", "--data", gold, "--pred", out)
    assert told.status == 0
    assert [line.split("\t")[:2] for line in told.out.splitlines()][:3] == [
        ["own test n", "2"],
        ["own test auc", "1.0"],
        ["own test balanced", "1.0"],
    ]
    assert [line.split("\t")[2:] for line in told.out.splitlines()][2] == ["1.0", "1.0", "2"]
    as_json = ["eval", "score", "claims", "--data", gold, "--pred", out, "--json"]
    assert json.loads(attribune(*as_json).out)["own test"]["balanced"] == 1.0
    assert json.loads(attribune(*as_json, "--intervals").out)["own test"]["balanced"] == [1.0, 1.0, 1.0, 2]


def test_the_judge_beside_what_people_judged(attribune: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATTRIBUNE_ARCHIVE", raising=False)
    quay = {"dataset": "own", "split": "test", "source": "Ines Duarte opened the quay on Monday."}
    rows = [quay | {"id": 1, "claim": "Duarte opened the quay.", "label": 1}]
    rows += [quay | {"id": 2, "claim": "Ines Duarte sold a pear.", "label": 0}]
    told = attribune("eval", "mutate", "--claims", "60", "--labelled", _lines(tmp_path / "c.jsonl", rows), "--json")
    assert json.loads(told.out)["people"]["own test"]["balanced"] == 1.0


def test_how_good_the_judge_is(attribune: Any, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATTRIBUNE_ARCHIVE", raising=False)
    bundled = json.loads(attribune("eval", "mutate", "--claims", "60", "--json").out)
    assert bundled["judge"] == "rule+model"
    assert bundled["caught"]["all"][3] > 20
    ran = attribune("eval", "mutate", "--claims", "40", "--missed", "--archive", archive)
    assert ran.status == 0
    assert ran.out.startswith("judge: rule+model\n")
    empty = attribune("eval", "mutate", "--archive", archive.parent / "none")
    assert (empty.status, empty.out) == (2, "")


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


def test_follow_ups_and_their_figures(attribune: Any, tmp_path: Path) -> None:
    row = {
        "History": ["Ines Duarte", "Life"],
        "Question": "Where was she born?",
        "QuAC_dialog_id": "C",
        "Question_no": 1,
    }
    data, out = _lines(tmp_path / "f.jsonl", [row]), tmp_path / "out.jsonl"
    assert attribune("eval", "follow_ups", "--data", data, "--out", out).status == 0
    assert _read(out) == [{"id": "C#1", "rewrite": "Where was Ines Duarte born?"}]
    gold = _lines(tmp_path / "gold.jsonl", [row | {"Rewrite": "Where was Ines Duarte born?"}])
    told = attribune("eval", "score", "follow_ups", "--data", gold, "--pred", out, "--json")
    assert json.loads(told.out)["recall"] == 1.0
