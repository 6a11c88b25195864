"""Without the reader's file everything works, and whoever asks is told so once: terminal, page and program."""

import asyncio
import io
import json
import logging
import shutil
import warnings
from pathlib import Path

import pytest

import attribune
from evals.suites import conversations
from index.stores.archive import Archive
from qa import models
from qa.bot import Bot
from qa.llamaindex import AttribuneQueryEngine, AttribuneRetriever
from qa.reader import TrainedReader
from qa.types import Answer
from ui.cli.app import run
from ui.web.conversations import Session
from ui.web.desk import Desk
from ui.web.talk import Talk

TOLD = "model reader.onnx: No such file or directory; install attribune again"
QUESTION = "When is the Washington summit?"


@pytest.fixture(autouse=True)
def weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The weights without the reader's."""
    folder = tmp_path / "weights"
    folder.mkdir()
    for name in sorted(models.SHA256):
        if name != "reader.onnx":
            shutil.copy(models.FOLDER / name, folder / name)
    monkeypatch.setattr(models, "FOLDER", folder)
    return folder


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = run([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_conversation_says_it_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sample_archive: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{QUESTION}\nWhat did Orban agree to?\nWho is Viktor Orban?\n"))
    status, out, err = _run(capsys, "--archive", sample_archive, "ask", "--json")
    assert status == 0
    assert len(out.splitlines()) == 3
    assert err.count(TOLD) == 1


def test_the_demo_says_it_once_and_not_where_it_is_told_to_be_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = _run(capsys, "demo", "--json")
    assert (status, err.count(TOLD)) == (0, 1)
    assert [reply["answered"] for reply in json.loads(out)["replies"]] == [True, True, True, False]
    assert _run(capsys, "--quiet", "demo", "--json")[2] == ""


def test_a_damaged_file_is_said_as_such(capsys: pytest.CaptureFixture[str], sample_archive: Path) -> None:
    (models.FOLDER / "reader.onnx").write_bytes(b"not a model")
    status, _, err = _run(capsys, "--archive", sample_archive, "search", QUESTION)
    assert status == 0
    assert err.count("model reader.onnx: is damaged; ") == 1


def test_evaluations_say_it_once(capsys: pytest.CaptureFixture[str], sample_archive: Path, tmp_path: Path) -> None:
    cases, turns = tmp_path / "cases.jsonl", tmp_path / "turns.jsonl"
    cases.write_text("".join(json.dumps({"id": n, "question": QUESTION, "gold": []}) + "\n" for n in range(2)), "utf-8")
    turns.write_text(conversations.bundled().read_text("utf-8").splitlines()[0], "utf-8")
    for line in (("run", "--cases", cases), ("conversations", "--data", turns)):
        _, _, err = _run(capsys, "--archive", sample_archive, "eval", *line, "--json")
        assert err.count(TOLD) == 1, line


def test_programs_are_warned_once(sample_archive: Path) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(2):
            with attribune.open(sample_archive) as opened:
                assert isinstance(opened.ask(QUESTION), Answer)
                assert isinstance(opened.ask(QUESTION), Answer)
                assert opened.search("summit")
        archive = Archive.read(sample_archive)
        assert AttribuneRetriever(archive, reader=TrainedReader()).retrieve(QUESTION)
        assert AttribuneQueryEngine(Bot(archive, TrainedReader())).query(QUESTION).metadata["answered"]
        archive.close()
    told = [warning for warning in caught if issubclass(warning.category, RuntimeWarning)]
    assert [str(warning.message).startswith(TOLD) for warning in told] == [True]


def test_the_page_says_it_to_each_conversation_and_the_log_once(
    sample_archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> list[list[str]]:
        talk = Talk(Desk(Bot(Archive.read(sample_archive), TrainedReader())), may_write=False)

        async def notices(name: str, question: str | None) -> list[str]:
            session = Session(name)
            shown = talk.opened(session, {}) if question is None else talk.asked(session, {"question": question})
            return [str(one.notice) async for one in shown if one.notice]

        seen = [await notices("one", None), await notices("one", QUESTION), await notices("one", QUESTION)]
        seen += [await notices("two", None), await notices("two", QUESTION)]
        await talk._desk.close()
        return seen

    with caplog.at_level(logging.WARNING, "attribune.web"):
        seen = asyncio.run(scene())
    assert [len(notices) for notices in seen] == [0, 1, 0, 1, 0]
    for notices in (seen[1], seen[3]):
        assert TOLD in notices[0]
        assert 'role="status"' in notices[0]
        assert str(models.FOLDER) not in notices[0]
    assert [record.getMessage().startswith(TOLD) for record in caplog.records] == [True]
