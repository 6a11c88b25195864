"""The command line in this process, over a tiny archive that is indexed once."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from index import build
from index.stores.archive import Archive
from ui.cli.app import run

ARTICLES = {
    "ferry.txt": "Ferry stops\n\nThe Orla ferry will stop on May 4, the line said on Monday. "
    '"We will refund every ticket," said Ines Duarte, who runs the Orla ferry.\n',
    "mill.md": "---\ntitle: The mill\ndate: 2024-03-02\noutlet: The Quay Post\n---\n"
    "The old mill at Orla burned down on Friday. Nobody was hurt, the fire brigade said.\n",
}


class Ran(NamedTuple):
    """What a run of the command line left."""

    status: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def attribune(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs a command line; every line on stderr must be one that the contract knows."""
    monkeypatch.setenv("ATTRIBUNE_ARCHIVE", str(tmp_path / "unnamed"))

    def ran(*arguments: object) -> Ran:
        status = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(status, out, err)

    return ran


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two articles."""
    folder = tmp_path_factory.mktemp("given") / "news"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def archive(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the two; read it only."""
    folder = tmp_path_factory.mktemp("kept") / "archive"
    with Archive.write(folder) as opened:
        build.index(opened, [articles])
    return folder
