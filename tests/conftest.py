"""What tests share: the sample articles as an archive, articles made by hand, clean children, the shared data."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from index import build
from index.stores.archive import Archive
from index.types import Article, ArticleKey

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "evals" / "sample" / "articles"
SHARED = ROOT.parent / "shared"

Make = Callable[..., Article]
Child = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def sample_articles() -> Path:
    """The folder of the bundled articles."""
    return SAMPLES


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled articles indexed, with a vector generation, once for all tests: nobody writes to it."""
    folder = tmp_path_factory.mktemp("samples") / "archive"
    with Archive.write(folder) as archive:
        report = build.index(archive, [SAMPLES])
    assert not report.rejected
    assert report.published
    return folder


@pytest.fixture
def samples(sample_archive: Path) -> Iterator[Archive]:
    """The archive of the bundled articles, open for reading."""
    archive = Archive.read(sample_archive)
    yield archive
    archive.close()


@pytest.fixture(scope="session")
def make() -> Make:
    """An article of a few words: `make(key, text, title=..., published=(2024, 5, 6), source=...)`."""

    def article(key: str, text: str, *, published: tuple[int, int, int] | None = None, **more: object) -> Article:
        return Article(ArticleKey(key), text, published=date(*published) if published else None, **more)  # type: ignore[arg-type]

    return article


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data beside the checkout; without it the test is left out, in one line."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"no data beside the checkout ({SHARED.name}/): left out, its twin on the sample articles runs")
    return SHARED


@pytest.fixture(autouse=True, scope="session")
def nobody_else_writes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No language model that the environment or a settings file of whoever runs the tests names is asked."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("ATTRIBUNE_LLM", "ATTRIBUNE_LLM_URL", "ATTRIBUNE_LLM_KEY", "OPENAI_API_KEY"):
            patch.delenv(name, raising=False)
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("settings")))
        yield


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """The environment of a child process that imports what this one does, from any folder."""
    path = [str(ROOT), *(p for p in sys.path if p)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(path))}


@pytest.fixture(scope="session")
def child(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Child:
    """Run Python code in a fresh process: `child(code, *arguments)`, with `before` as the command that runs it."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(code: str, *arguments: object, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        command = [*before, sys.executable, "-c", code, *map(str, arguments)]
        return subprocess.run(
            command, env=environment, cwd=elsewhere, capture_output=True, text=True, timeout=240, check=False
        )

    return run
