import errno
import json
import os
import pty
import resource
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index import build
from ui.cli import faults, screen
from ui.cli.app import to_front

WORDS = st.sampled_from(["ask", "--json", "--quiet", "--archive", "--archive=x", "DIR", "--", "-k", "5", "a question"])


@given(st.lists(WORDS))
def test_common_options_come_first_and_nothing_is_lost(arguments: list[str]) -> None:
    assume(arguments[-1:] != ["--archive"])
    moved = to_front(arguments)
    assert sorted(moved) == sorted(arguments)
    behind = arguments[arguments.index("--") :] if "--" in arguments else []
    if "--archive" not in arguments:
        assert moved[len(moved) - len(behind) :] == behind
    assert to_front(moved) == moved


def test_what_stands_behind_two_dashes_is_no_option(attribune: Any, archive: Path) -> None:
    ran = attribune("ask", "--archive", archive, "--", "--json")
    assert ran.status == 4
    assert not ran.out.startswith("{")


def test_help_names_every_command_and_needs_no_heavy_library(attribune: Any) -> None:
    ran = attribune("--help")
    assert ran.status == 0
    for command in ("demo", "index", "remove", "list", "status", "doctor", "search", "ask", "show", "verify", "eval"):
        assert f"\n  {command} " in ran.out
    code = "import sys; from ui.cli.app import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split()
    assert not {"numpy", "chromadb", "llama_index", "wordllama", "wordfreq", "trafilatura", "rich.console"} & set(
        loaded
    )


def test_nothing_asked_for_shows_the_help_and_is_wrong_use(attribune: Any) -> None:
    ran = attribune()
    assert ran.status == 2
    assert "Commands:" in ran.out


def test_the_version_is_all_that_is_said(attribune: Any) -> None:
    ran = attribune("--version")
    assert ran.status == 0
    assert ran.out.startswith("attribune ")
    assert len(ran.out.splitlines()) == 1


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/full"), 5, "attribune: /full: no space left on device; "),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), 2, "attribune: /x: permission denied; "),
        (KeyboardInterrupt(), 130, "attribune: interrupted: nothing that was indexed is lost; "),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 0, ""),
    ],
)
def test_what_ends_a_command_early_is_one_line_and_a_status(
    error: BaseException, status: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert faults.told(error) == status
    err = capsys.readouterr().err
    assert err.startswith(told)
    assert len(err.splitlines()) == bool(told)


def test_notes_of_an_error_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    error = KeyboardInterrupt()
    error.add_note("stopped after 3 rows; they are in out.part")
    faults.told(error)
    assert "stopped after 3 rows; they are in out.part" in capsys.readouterr().err


def test_an_error_of_the_program_itself_is_not_swallowed(
    attribune: Any, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(build, "index", broken)
    with pytest.raises(ZeroDivisionError):
        attribune("index", articles, "--archive", tmp_path / "own")


@given(st.text())
def test_json_reaches_no_terminal_raw_and_keeps_every_character(text: str) -> None:
    for indent in (None, 2):
        dumped = screen.as_json({"text": text, text: [text]}, indent)
        assert screen.plain(dumped) == dumped
        assert json.loads(dumped) == {"text": text, text: [text]}


def test_json_for_an_output_without_unicode_is_escaped(archive: Path) -> None:
    ran = subprocess.run(
        _command("ask", "Who is Orbán?", "--json", "--archive", archive),
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.isascii()
    assert json.loads(ran.stdout)["question"] == "Who is Orbán?"


def test_a_terminal_gets_colours_and_progress(archive: Path, articles: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    subprocess.run(["cp", "-r", archive, own], check=True)
    for arguments, told in ((["index", articles, "--archive", own], "indexing"), (["list", "--archive", own], "\x1b[")):
        assert told in _on_a_terminal(_command(*arguments))


def _on_a_terminal(command: list[str]) -> str:
    leader, follower = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    env.pop("NO_COLOR", None)
    ran = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=env)
    os.close(follower)
    shown = b""
    try:
        while block := os.read(leader, 1 << 16):
            shown += block
    except OSError:  # how Linux says that the other side has closed
        pass
    finally:
        os.close(leader)
    assert ran.wait(60) == 0
    return shown.decode("utf-8", "replace")


def _command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "attribune", *(str(argument) for argument in arguments)]


def test_a_reader_that_leaves_early_is_no_fault(archive: Path) -> None:
    command = subprocess.Popen(
        _command("show", "news/ferry.txt", "--archive", archive), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert command.stdout is not None
    command.stdout.close()
    assert command.wait(60) == 0
    assert command.stderr is not None
    assert command.stderr.read() == b""
    command.stderr.close()


def test_an_output_that_is_full_is_one_line(archive: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            _command("list", "--archive", archive), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ran.returncode == 5
    assert ran.stderr.startswith("attribune: the output: no space left on device; ")
    assert len(ran.stderr.splitlines()) == 1


def test_a_disk_that_takes_no_more_loses_nothing(archive: Path, tmp_path: Path, attribune: Any) -> None:
    own = tmp_path / "own"
    subprocess.run(["cp", "-r", archive, own], check=True)
    (tmp_path / "more.jsonl").write_text(
        "".join(json.dumps({"id": f"r{n}", "text": f"Report {n} of the harbour. " * 400}) + "\n" for n in range(60))
    )

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    ran = subprocess.run(
        _command("index", tmp_path / "more.jsonl", "--archive", own),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )
    assert ran.returncode == 5, ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert attribune("show", "news/ferry.txt", "--archive", own).status == 0
    assert attribune("ask", "When will the Orla ferry stop?", "--archive", own).status == 0


def test_an_interrupt_is_one_line_and_what_is_in_stays(archive: Path, tmp_path: Path, attribune: Any) -> None:
    own = tmp_path / "own"
    subprocess.run(["cp", "-r", archive, own], check=True)
    (tmp_path / "more.jsonl").write_text(
        "".join(json.dumps({"id": f"r{n}", "text": f"Report {n} of the harbour. " * 3000}) + "\n" for n in range(400))
    )
    command = subprocess.Popen(
        _command("index", tmp_path / "more.jsonl", "--archive", own),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while not (own / "writer.json").exists() and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(1.5)
    os.kill(command.pid, signal.SIGINT)
    out, err = command.communicate(timeout=60)
    assert (command.returncode, out) == (130, "")
    assert err.startswith("attribune: interrupted: ")
    assert len(err.splitlines()) == 1
    assert attribune("show", "news/ferry.txt", "--archive", own).status == 0


@pytest.mark.parametrize("named", [["--archive"], ["--archive", ""], ["--archive="]])
def test_an_archive_that_is_not_named_is_not_the_folder_one_stands_in(attribune: Any, named: list[str]) -> None:
    ran = attribune("status", *named)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "attribune: --archive: no folder is named; write it behind: --archive DIR\n"


@pytest.mark.parametrize(("closed", "status"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0), ("2>/dev/full", 0)])
def test_closed_outputs_change_no_status(archive: Path, closed: str, status: int) -> None:
    command = [sys.executable, "-m", "attribune", "--archive", str(archive)]
    for arguments, wanted in ((["status"], status), (["show", "nothing"], 2)):
        words = " ".join(shlex.quote(word) for word in (*command, *arguments))
        ran = subprocess.run(["/bin/sh", "-c", f"{words} {closed}"], capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr if "2>" not in closed and wanted == 0 else "") == (wanted, "")
