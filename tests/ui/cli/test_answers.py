import json
from pathlib import Path
from typing import Any

import pytest


def test_an_answer_with_its_source(attribune: Any, archive: Path) -> None:
    ran = attribune("--archive", archive, "ask", "When will the Orla ferry stop?")
    assert ran.status == 0
    assert ran.out.startswith("May 4\n\n1  ")
    assert "news/ferry.txt · outlet unknown · undated" in ran.out
    assert "\x1b" not in ran.out
    assert ran.err == ""


def test_json_is_one_document_wherever_the_option_stands(attribune: Any, archive: Path) -> None:
    question = "When will the Orla ferry stop?"
    before = attribune("--archive", archive, "--json", "ask", question)
    after = attribune("ask", question, "--json", f"--archive={archive}")
    first, second = json.loads(before.out), json.loads(after.out)
    assert first["format"] == "attribune.reply/1"
    assert first["short"]["text"] == "May 4"
    assert first["explain"] is None
    assert first | {"seconds": 0} == second | {"seconds": 0}


def test_words_need_no_quotation_marks(attribune: Any, archive: Path) -> None:
    ran = attribune("ask", "When", "will", "the", "Orla", "ferry", "stop?", "--json", "--archive", archive)
    assert json.loads(ran.out)["question"] == "When will the Orla ferry stop?"


def test_a_refusal_exits_with_4(attribune: Any, archive: Path) -> None:
    ran = attribune("ask", "What did Atlantis agree to?", "--archive", archive)
    assert ran.status == 4
    assert ran.out.startswith("No answer. ")


def test_an_empty_archive_refuses_and_says_what_to_do(attribune: Any, tmp_path: Path) -> None:
    ran = attribune("ask", "When will the ferry stop?", "--archive", tmp_path / "none")
    assert ran.status == 4
    assert "attribune index FOLDER" in ran.out
    assert not (tmp_path / "none").exists()


def test_an_unclear_question_is_one_line(attribune: Any, archive: Path) -> None:
    ran = attribune("ask", "hello", "--archive", archive)
    assert ran.status == 4
    assert len(ran.out.splitlines()) == 1


def test_the_day_of_asking_is_today_or_the_one_given(attribune: Any, archive: Path) -> None:
    today = json.loads(attribune("ask", "Who runs the ferry?", "--json", "--archive", archive).out)
    assert today["asked"] is not None
    assert today["as_of"] is None
    then = json.loads(attribune("ask", "Who runs it?", "--as-of", "3 March 2024", "--json", "--archive", archive).out)
    assert then["asked"] == then["as_of"] == then["period"]["until"] == "2024-03-03"


def test_days_filter(attribune: Any, archive: Path) -> None:
    ran = attribune("ask", "What burned down?", "--since", "2024-03-03", "--archive", archive)
    assert ran.status == 4
    assert "No article was published in the period from 2024-03-03." in ran.out


def test_what_each_stage_saw(attribune: Any, archive: Path) -> None:
    ran = attribune("ask", "When will the Orla ferry stop?", "--explain", "--archive", archive)
    assert "How the question was understood" in ran.out
    assert "taken: " in ran.out
    told = json.loads(attribune("ask", "When will it stop?", "--explain", "--json", "--archive", archive).out)
    assert told["explain"]["candidates"]


def test_markdown_to_paste(attribune: Any, archive: Path) -> None:
    ran = attribune("ask", "When will the Orla ferry stop?", "--markdown", "--archive", archive)
    assert ran.out.startswith("### When will the Orla ferry stop?\n\n**May 4**\n\n> ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ask", "When?", "--since", "yesterday-ish"], "names no day"),
        (["ask", "When?", "--as-of", "2024-13-40"], "names no day"),
        (["ask", "When?", "--since", "2024-05-02", "--until", "2024-05-01"], "is after"),
        (["ask", "When?", "--markdown", "--json"], "neither with --json"),
        (["ask", "When?", "--colour"], "no such option"),
        (["search"], "missing argument"),
        (["search", "ferry", "-k", "0"], "invalid value"),
        (["show", "nobody/knows.txt"], "no article of that key"),
        (["show", "news/ferry.txt", "--at", "5"], "is not START:END"),
        (["show", "news/ferry.txt", "--at", "9:5"], "characters 0:"),
        (["show", "news/ferry.txt", "--at", "0:99999"], "characters 0:"),
        (["verify", "no-such-file.json"], "no such file"),
        (["asks", "When?"], "no such command"),
        (["--archive"], "no folder is named"),
        (["ask", "When?", "--since", "2024-05-02", "--as-of", "2024-05-01"], "is after --as-of"),
    ],
)
def test_wrong_use_is_one_line_and_exits_with_2(attribune: Any, archive: Path, arguments: list[str], told: str) -> None:
    ran = attribune(*arguments) if arguments == ["--archive"] else attribune("--archive", archive, *arguments)
    assert ran.status == 2
    assert told in ran.err
    assert ran.err.startswith("attribune: ")
    assert len(ran.err.splitlines()) == 1
    assert ran.out == ""


def test_passages_are_found(attribune: Any, archive: Path) -> None:
    ran = attribune("search", "burned mill", "-k", "1", "--archive", archive)
    assert ran.status == 0
    assert "news/mill.md · The Quay Post · 2024-03-02" in ran.out
    found = json.loads(attribune("search", "burned mill", "--json", "--archive", archive).out)
    best = found["passages"][0]
    assert best["article"] == "news/mill.md"
    assert "burned down" in best["text"]


def test_an_article_with_the_cited_words_marked(attribune: Any, archive: Path) -> None:
    whole = json.loads(attribune("show", "news/ferry.txt", "--json", "--archive", archive).out)
    start = whole["text"].index("May 4")
    ran = attribune("show", "news/ferry.txt", "--at", f"{start}:{start + 5}", "--archive", archive)
    assert ">>>May 4<<<" in ran.out
    marked = attribune("show", "news/ferry.txt", "--at", f"{start}:{start + 5}", "--json", "--archive", archive)
    assert json.loads(marked.out)["at"] == {"start": start, "end": start + 5, "quote": "May 4"}


def test_a_saved_reply_is_verified(attribune: Any, archive: Path, tmp_path: Path) -> None:
    saved = tmp_path / "reply.json"
    saved.write_text(attribune("ask", "When will the Orla ferry stop?", "--json", "--archive", archive).out, "utf-8")
    ran = attribune("verify", saved, "--archive", archive)
    assert (ran.status, ran.err) == (0, "")
    reply = json.loads(saved.read_text("utf-8"))
    reply["claims"][0]["citations"][0]["quote"] = "The ferry never stops."
    saved.write_text(json.dumps(reply), "utf-8")
    ran = attribune("verify", saved, "--archive", archive)
    assert ran.status == 1
    assert "is not the quoted text" in ran.err


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"format": "attribune.reply/2"}', "[" * 100_000, '{"format": "attribune.reply/1", "claims": 5}'],
)
def test_what_is_no_saved_reply_is_wrong_use(attribune: Any, archive: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "saved.json"
    file.write_text(text, "utf-8")
    ran = attribune("verify", file, "--archive", archive)
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 1


def test_a_long_question_is_cut_and_it_is_said(attribune: Any, archive: Path) -> None:
    question = "When will the Orla ferry stop? " + "x" * 5000
    assert "only its first 1000 characters are read" in attribune("ask", question, "--archive", archive).err
    assert attribune("--quiet", "ask", question, "--archive", archive).err == ""


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ('"text": "The old mill', '"text": "The new mill', 1),
        ('"article": "news/mill.md"', '"article": {"a": 1}', 2),
        ('"article": "news/mill.md"', '"article": "\\ud800"', 1),
    ],
)
def test_a_changed_reply_is_told(
    attribune: Any, archive: Path, tmp_path: Path, old: str, new: str, status: int
) -> None:
    saved = attribune("ask", "What burned down on Friday?", "--json", "--archive", archive).out
    assert old in saved
    (tmp_path / "reply.json").write_text(saved.replace(old, new), "utf-8")
    ran = attribune("verify", tmp_path / "reply.json", "--archive", archive)
    assert ran.status == status
    assert ran.err.startswith("attribune: ")
