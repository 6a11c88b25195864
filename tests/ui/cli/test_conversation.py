"""`ask` without a question: a question a line, each answered in the light of those before it."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import CannotWrite

Talk = Any


@pytest.fixture
def talk(attribune: Any, archive: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Runs `ask` with these lines on stdin."""

    def run(text: str | bytes, *options: object) -> Any:
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), "utf-8"))
        return attribune("ask", "--archive", archive, *options)

    return run


def test_a_question_a_line_until_the_end_of_the_file(talk: Talk) -> None:
    ran = talk("When will the Orla ferry stop?\n\n   \nWho runs it?\n")
    assert ran.status == 0
    first, second = ran.out.split("\nUnderstood as: Who runs the Orla ferry?\n")
    assert first.startswith("May 4\n\n1  ")
    assert "Ines Duarte" in second
    assert ran.err == ""


def test_json_is_an_object_a_line(talk: Talk) -> None:
    ran = talk("When will the Orla ferry stop?\nWhat did Atlantis agree to?\nhello", "--json")
    assert ran.status == 0
    replies = [json.loads(line) for line in ran.out.splitlines()]
    assert [r["question"] for r in replies] == [
        "When will the Orla ferry stop?",
        "What did Atlantis agree to?",
        "hello",
    ]
    assert [r["answered"] for r in replies] == [True, False, False]
    assert {r["format"] for r in replies} == {"attribune.reply/1"}


def test_a_part_of_a_question_is_made_whole(talk: Talk) -> None:
    ran = talk("When will the Orla ferry stop?\nWhat about the old mill at Orla?\nWhy?\n", "--json")
    understood = [json.loads(line)["stand_alone"] for line in ran.out.splitlines()]
    assert understood[2] == understood[1].replace("When", "Why")


def test_a_follow_up_with_nothing_before_it_is_unclear(talk: Talk) -> None:
    ran = talk("And when?\nWhat did he say?\n", "--json")
    replies = [json.loads(line) for line in ran.out.splitlines()]
    assert [r["refusal"]["reason"] for r in replies] == ["question_unclear", "question_unclear"]


def test_one_of_the_proposed_questions_is_chosen_by_its_number(talk: Talk) -> None:
    ran = talk("hello\nyes, the second one\n", "--json")
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert second["stand_alone"] == first["refusal"]["examples"][1]
    assert second["answered"]


def test_an_error_ends_a_question_and_not_the_conversation(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    from qa.bot import Bot

    ask = Bot.ask

    def failing(self: Bot, question: str, **how: Any) -> Any:
        if "Atlantis" in question:
            raise CannotWrite("archive.sqlite3", "the disk is full", "make room")
        return ask(self, question, **how)

    monkeypatch.setattr(Bot, "ask", failing)
    ran = talk("What did Atlantis agree to?\nWhen will the Orla ferry stop?\n")
    assert ran.status == 0
    assert ran.err == "attribune: archive.sqlite3: the disk is full; make room\n"
    assert ran.out.startswith("May 4\n")


def test_an_interrupt_ends_it(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    from qa.bot import Bot

    def interrupted(self: Bot, question: str, **how: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(Bot, "ask", interrupted)
    ran = talk("When will the Orla ferry stop?\nWho runs it?\n")
    assert ran.status == 130
    assert len(ran.err.splitlines()) == 1


def test_bytes_that_are_no_text_and_a_huge_line_are_survived(talk: Talk) -> None:
    ran = talk(b"\xff\xfe\x00ferry\n" + b"ferry " * 20_000 + b"\nWhen will the Orla ferry stop?")
    assert ran.status == 0
    assert "only its first 1000 characters are read" in ran.err
    assert "May 4" in ran.out


def test_nothing_on_stdin_is_no_error(talk: Talk) -> None:
    assert talk("") == (0, "", "")
