"""The whole path without a network: in an empty network namespace where one can be had, else under a guard."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

GUARD = '''
import socket

class Reached(OSError):
    """Somebody tried to reach the network."""

def refuse(self, *arguments):
    if self.family != socket.AF_UNIX:
        raise Reached(f"network: {arguments}")
    return original(self, *arguments)

def look_up(*arguments, **named):
    raise Reached(f"network: {arguments}")

original = socket.socket.connect
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.gethostbyname = look_up
'''
PROBE = """
import socket
try:
    socket.create_connection(("192.0.2.1", 80), timeout=5)
except OSError as error:
    print(f"{type(error).__name__}: {error}")
else:
    raise SystemExit("a connection was made")
"""
COMMAND = "import sys, attribune; sys.exit(attribune.main())"
LLAMAINDEX = """
import sys
from pathlib import Path
from index.stores.archive import Archive
from qa.bot import Bot
from qa.llamaindex import AttribuneQueryEngine, AttribuneRetriever
archive = Archive.read(Path(sys.argv[1]))
archive.neighbours.exact_below = 0
nodes = AttribuneRetriever(archive).retrieve("How many homes were flooded in Mellbridge?")
response = AttribuneQueryEngine(Bot(archive)).query("How many homes were flooded in Mellbridge?")
print(len(nodes), response.metadata["answered"], archive.notices)
"""


class Offline(NamedTuple):
    """How processes are run without a network, in words and as the command before theirs."""

    words: str
    before: tuple[str, ...]
    environment: dict[str, str]

    def run(self, code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [*self.before, sys.executable, "-c", code, *map(str, arguments)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=240, check=False)


@pytest.fixture(scope="module")
def offline(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Offline:
    """An empty network namespace, as root or as a user who may have one; else sockets that connect to nothing."""
    # Nothing that another run has left in a cache of the user's may help.
    bare = {**environment, "HOME": str(tmp_path_factory.mktemp("home"))}
    bare = {name: value for name, value in bare.items() if not name.startswith(("HF_", "XDG_", "ATTRIBUNE_"))}
    unshare = shutil.which("unshare")
    for options in ([], ["--map-root-user"]) if unshare else ():
        before = (str(unshare), "--net", *options)
        if subprocess.run([*before, "true"], capture_output=True, check=False).returncode == 0:
            return Offline("in an empty network namespace", before, bare)
    guard = tmp_path_factory.mktemp("guard")
    (guard / "sitecustomize.py").write_text(GUARD)
    words = "under a guard of Python's sockets, which binds no compiled library: no network namespace could be had"
    return Offline(words, (), {**bare, "PYTHONPATH": f"{guard}:{bare['PYTHONPATH']}"})


@pytest.fixture(scope="module")
def archive(offline: Offline, sample_articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline") / "archive"
    done = offline.run(COMMAND, "index", sample_articles, "--archive", folder, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["added"] == 28
    assert (folder / "chroma" / "1").is_dir(), "the vector generation was proven and published"
    return folder


@pytest.fixture
def ask(offline: Offline, archive: Path) -> Callable[..., Any]:
    def run(*arguments: str, status: int = 0) -> Any:
        done = offline.run(COMMAND, *arguments, "--archive", archive, "--json")
        assert done.returncode == status, done.stderr
        return json.loads(done.stdout)

    return run


def test_there_is_no_network(offline: Offline, capsys: pytest.CaptureFixture[str]) -> None:
    done = offline.run(PROBE)
    assert done.returncode == 0, done.stderr
    assert "unreachable" in done.stdout or "Reached" in done.stdout
    with capsys.disabled():
        sys.stdout.write(f"\nwithout a network: {offline.words}\n")


@pytest.mark.parametrize("question", ["How many homes were flooded in Mellbridge?", "What did Orban agree to?"])
def test_a_question_is_answered(ask: Callable[..., Any], question: str) -> None:
    reply = ask("ask", question)
    assert reply["answered"]
    assert reply["claims"][0]["citations"][0]["quote"]


def test_a_question_is_refused(ask: Callable[..., Any]) -> None:
    assert not ask("ask", "What did Macron agree to?", status=4)["answered"]


def test_passages_are_found(ask: Callable[..., Any]) -> None:
    assert ask("search", "library on Saturdays", "-k", "3")


def test_llamaindex_is_served_through_chroma(offline: Offline, archive: Path) -> None:
    done = offline.run(LLAMAINDEX, archive)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split(maxsplit=1) == ["10", "True []\n"]


def test_other_embeddings_are_ours_to_wrap_without_a_download(offline: Offline, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sank off the quay before dawn. Nobody was hurt.")
    named = "index.stores.embedding:WordLlamaEmbedding"
    arguments: Sequence[object] = ("index", tmp_path, "--archive", tmp_path / "archive", "--embedding", named)
    done = offline.run(COMMAND, *arguments)
    assert done.returncode == 0, done.stderr
