"""A language model on the command line: named by options, environment or file; where passages go is always said."""

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

QUESTION = "When will the Orla ferry stop?"
KEY = "sk-0123456789abcdef"
DRAFT = "The Orla ferry will stop on May 4. [1] The Orla ferry will stop on June 9. [1]"


class Writing(BaseHTTPRequestHandler):
    """Answers every request with the same draft."""

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["content-length"])).decode()
        self.server.keys.append(self.headers["authorization"])  # type: ignore[attr-defined]
        text = ("Yes." if "May 4" in asked else "No.") if "yes or no" in asked else DRAFT
        content = json.dumps({"choices": [{"message": {"content": text}}]}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def writing() -> Iterator[Any]:
    http = ThreadingHTTPServer(("127.0.0.1", 0), Writing)
    http.keys = []  # type: ignore[attr-defined]
    thread = Thread(target=http.serve_forever, args=(0.01,))
    thread.start()
    yield http
    http.shutdown()
    thread.join()
    http.server_close()


def address(server: Any, name: str = "127.0.0.1") -> str:
    return f"http://{name}:{server.server_port}/v1"


def test_checked_sentences_are_shown_and_the_others_listed(attribune: Any, archive: Path, writing: Any) -> None:
    ran = attribune("ask", QUESTION, "--archive", archive, "--llm", "tiny", "--llm-url", address(writing))
    assert ran.status == 0
    assert "1  The Orla ferry will stop on May 4.\n" in ran.out
    assert "The Orla ferry will stop on May 4, the line said on Monday." in ran.out
    assert "Left out: The Orla ferry will stop on June 9. (" in ran.out
    assert (
        f"Written by tiny at 127.0.0.1:{writing.server_port}, which was sent the question and the passages" in ran.out
    )
    assert ran.err == "", "nothing left this machine"


def test_a_terminal_sees_each_checked_sentence_before_the_reply(archive: Path, writing: Any) -> None:
    """On stderr alone: stdout, here a pipe, has the reply and nothing else."""
    leader, follower = pty.openpty()
    named = ["--llm", "tiny", "--llm-url", address(writing)]
    ran = subprocess.Popen(
        [sys.executable, "-m", "attribune", "ask", QUESTION, "--archive", str(archive), *named],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=follower,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"},
    )
    os.close(follower)
    under_way = b""
    with suppress(OSError):  # how Linux says that the other side has closed
        while block := os.read(leader, 1 << 16):
            under_way += block
    os.close(leader)
    assert ran.stdout is not None
    out = ran.stdout.read().decode()
    assert ran.wait(60) == 0
    assert "✓ The Orla ferry will stop on May 4." in under_way.decode()
    assert "June 9" not in under_way.decode()
    assert out.startswith("May 4\n\n1  The Orla ferry will stop on May 4.\n")
    assert "✓" not in out


def test_json_says_who_wrote_and_where_the_passages_went(attribune: Any, archive: Path, writing: Any) -> None:
    ran = attribune("ask", QUESTION, "--json", "--archive", archive, "--llm", "tiny", "--llm-url", address(writing))
    told = json.loads(ran.out)
    host = f"127.0.0.1:{writing.server_port}"
    assert told["engine"] == {"kind": "llm", "model": "tiny", "host": host, "sent": ["question", "passages"]}
    assert [left["text"] for left in told["withheld"]] == ["The Orla ferry will stop on June 9."]


def test_before_words_leave_this_machine_it_is_said(attribune: Any, archive: Path) -> None:
    ran = attribune("ask", QUESTION, "--archive", archive, "--llm", "tiny", "--llm-url", "http://nowhere.invalid/v1")
    assert ran.status == 0
    assert ran.err.startswith(
        "the question and the passages found for it, and for a follow-up the earlier questions and answers, "
        "go to nowhere.invalid (tiny)\n"
    )
    assert ran.err.count("nowhere.invalid") == 1
    assert "tiny was sent nothing: no connection to nowhere.invalid; these are the articles' own words" in ran.out


def test_a_refusal_sends_nothing_and_says_nothing(attribune: Any, archive: Path) -> None:
    ran = attribune(
        "ask", "What did Atlantis agree to?", "--archive", archive, "--llm", "x", "--llm-url", "http://nowhere.invalid"
    )
    assert ran.status == 4
    assert ran.err == ""


def test_a_refused_follow_up_says_where_it_was_sent(
    attribune: Any, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{QUESTION}\nWhat did Atlantis say about it?\n"))
    ran = attribune("ask", "--archive", archive, "--llm", "tiny", "--llm-url", "http://nowhere.invalid/v1")
    _, refused = ran.out.split("No answer.")
    assert "tiny at nowhere.invalid was sent the question and the earlier questions and answers" in refused


def test_the_environment_names_a_model_and_an_empty_option_takes_it_back(
    attribune: Any, archive: Path, writing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATTRIBUNE_LLM", "tiny")
    monkeypatch.setenv("ATTRIBUNE_LLM_URL", address(writing))
    monkeypatch.setenv("ATTRIBUNE_LLM_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-openai")
    ran = attribune("ask", QUESTION, "--archive", archive)
    assert "Written by tiny" in ran.out
    assert set(writing.keys) == {f"Bearer {KEY}"}
    assert KEY not in ran.out + ran.err
    assert "Written by" not in attribune("ask", QUESTION, "--archive", archive, "--llm", "").out


def test_a_settings_file_names_a_model(
    attribune: Any, archive: Path, writing: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    file = tmp_path / "attribune" / "settings.toml"
    file.parent.mkdir()
    file.write_text(f'llm = "tiny"\nllm_url = "{address(writing)}"\nllm_key = "{KEY}"\n')
    file.chmod(0o600)
    assert "Written by tiny" in attribune("ask", QUESTION, "--archive", archive).out
    assert set(writing.keys) == {f"Bearer {KEY}"}
    file.chmod(0o644)
    ran = attribune("ask", QUESTION, "--archive", archive)
    assert ran.status == 2
    assert ran.err.startswith("attribune: ")
    assert "chmod 600" in ran.err
    assert KEY not in ran.out + ran.err


def test_an_openai_key_is_not_sent_elsewhere(
    attribune: Any, archive: Path, writing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    attribune("ask", QUESTION, "--archive", archive, "--llm", "tiny", "--llm-url", address(writing))
    assert set(writing.keys) == {None}


def test_wrong_use_is_one_line(attribune: Any, archive: Path) -> None:
    for options in (("--llm", "gpt"), ("--llm-url", "http://127.0.0.1/v1"), ("--llm", "m", "--llm-url", "nonsense")):
        ran = attribune("ask", QUESTION, "--archive", archive, *options)
        assert ran.status == 2
        assert len(ran.err.splitlines()) == 1


def test_a_run_measures_what_a_model_writes_and_what_another_thinks_of_it(
    attribune: Any, archive: Path, writing: Any, tmp_path: Path
) -> None:
    gold = [{"article": "news/ferry.txt", "start": 13, "end": 75}]
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps({"id": "a", "question": QUESTION, "gold": gold}) + "\n", "utf-8")
    options = ["--llm", "tiny", "--llm-url", address(writing), "--judge-llm", "other"]
    ran = attribune("eval", "run", "--archive", archive, "--cases", cases, "--json", *options)
    assert (ran.status, ran.err) == (0, "")
    told = json.loads(ran.out)
    (outcome,) = told["outcomes"]
    assert outcome["response"]["withheld"] == ["The Orla ferry will stop on June 9."]
    assert outcome["withheld"] == [False]
    figures = told["engines"][0]["figures"]
    assert figures["withheld rightly"]["value"] == 1.0
    assert figures["withheld wrongly"]["value"] == 0.0
    assert figures["faithfulness, model judge"]["value"] == 1.0
    assert figures["model judge agrees"]["n"] == 1
    assert told["engines"][1]["figures"]["model judge agrees"]["n"] == 0
    ran = attribune("eval", "run", "--archive", archive, "--cases", cases)
    assert "tiny" not in ran.out


def test_who_names_no_second_judge_has_none(attribune: Any, archive: Path, writing: Any, tmp_path: Path) -> None:
    gold = [{"article": "news/ferry.txt", "start": 13, "end": 75}]
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps({"id": "a", "question": QUESTION, "gold": gold}) + "\n", "utf-8")
    run = ["eval", "run", "--archive", archive, "--cases", cases, "--json"]
    ran = attribune(*run, "--llm", "tiny", "--llm-url", address(writing))
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["engines"][0]["figures"]["model judge agrees"]["n"] == 0
    assert attribune(*run, "--judge-llm-url", address(writing)).status == 2
