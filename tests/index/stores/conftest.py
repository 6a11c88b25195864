"""Archives that are large enough for a vector index of their own, and disks that are too small."""

import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.settings import Settings
from index.stores.archive import Archive, Outcome
from index.types import Article

Make = Callable[..., Article]

SHORT = Settings(passage_words=10)


@pytest.fixture(scope="module")
def words() -> Callable[[int, int], str]:
    """Gives so many sentences of ten different words, a passage each, by a seed."""
    return _words


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, make: Make, words: Callable[[int, int], str]) -> Path:
    """1,200 passages in twelve articles, published: enough that Chroma keeps index files of its own."""
    folder = tmp_path_factory.mktemp("large") / "archive"
    with Archive.write(folder, SHORT) as archive:
        for done in archive.add([make(f"k{i}", words(100, i)) for i in range(12)]):
            assert done.outcome is Outcome.ADDED
        assert archive.database.counts() == (12, 1200)
        assert archive.publish()
    return folder


@pytest.fixture
def copied(large: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(large, tmp_path / "large"))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A small disk of its own: `disk("size=600k")` mounts it, or changes it."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = False

    def mount(options: str) -> Path:
        nonlocal mounted
        how = f"remount,{options}" if mounted else options
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", how, "tmpfs", place], capture_output=True, text=True, check=False
        )
        if done.returncode and not mounted:
            pytest.skip("no disk could be mounted here (it takes root): left out")
        assert done.returncode == 0, done.stderr
        mounted = True
        return place

    yield mount
    if mounted:
        subprocess.run(["umount", "--lazy", place], check=True)  # a closed file may be let go of a moment later


def _words(count: int, seed: int) -> str:
    """Sentences of ten different words: a passage each."""
    pool = random.Random(seed)
    stems = ["harbour", "council", "ferry", "garden", "violin", "budget", "winter", "copper", "market", "signal"]
    return " ".join(
        "The " + " ".join(pool.choice(stems) + chr(97 + pool.randrange(26)) for _ in range(8)) + " ended."
        for _ in range(count)
    )
