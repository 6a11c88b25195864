"""The passages nearest to a vector: through a generation of Chroma as well as by comparing all, whatever befalls it."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import CannotWrite
from index.settings import Settings
from index.stores.archive import Archive
from index.stores.records import EVERYTHING, Filter
from index.types import Article, ArticleKey

Make = Callable[..., Article]
Child = Callable[..., subprocess.CompletedProcess[str]]
Words = Callable[[int, int], str]

SHORT = Settings(passage_words=10)


@pytest.fixture
def reader(copied: Path) -> Iterator[Archive]:
    """Open for reading, through Chroma."""
    with closing(Archive.read(copied, SHORT)) as archive:
        archive.neighbours.exact_below = 0
        yield archive


def nearest(archive: Archive, text: str, k: int = 20, only: Filter = EVERYTHING) -> list[int]:
    return [pid for pid, _ in archive.nearest(archive.encoder.encode([text])[0], k, only)]


def exactly(archive: Archive, text: str, k: int = 20) -> list[int]:
    """The same with every vector compared."""
    through, archive.neighbours.exact_below = archive.neighbours.exact_below, 10**9
    found = nearest(archive, text, k)
    archive.neighbours.exact_below = through
    return found


QUESTIONS = ("the harbour budget", "violin in winter", "copper market signal", "Who voted?")


def test_chroma_finds_what_comparing_all_vectors_finds(reader: Archive) -> None:
    for question in QUESTIONS:
        through, exact = nearest(reader, question), exactly(reader, question)
        assert through[:5] == exact[:5]
        assert len(set(through) & set(exact)) >= 18
    assert not reader.notices


def test_a_generation_is_due_only_when_a_tenth_is_not_in_it(copied: Path, make: Make, words: Words) -> None:
    with Archive.write(copied, SHORT) as archive:
        assert not archive.publish()
        list(archive.add([make("new", words(100, 99))]))
        assert archive.generation_state() == (1200, 100)
        assert not archive.publish()
        list(archive.add([make("newer", words(60, 98))]))
        assert archive.publish()
        assert archive.generation_state() == (1360, 0)
        assert sorted(f.name for f in (copied / "chroma").iterdir()) == ["1", "2"]
        assert archive.publish(force=True)
        assert sorted(f.name for f in (copied / "chroma").iterdir()) == ["2", "3"]


def test_what_a_generation_lacks_or_holds_in_vain_makes_no_difference(
    copied: Path, reader: Archive, make: Make, words: Words
) -> None:
    with Archive.write(copied, SHORT) as archive:
        list(archive.add([make("new", words(50, 99)), make("k1", words(20, 1))]))
        archive.remove([ArticleKey("k0")])
        assert archive.generation_state() == (1200, 270)
        on_record = set(archive.database.ids(EVERYTHING))
    for question in QUESTIONS:
        through = nearest(reader, question)
        assert len(through) == 20
        assert set(through) <= on_record, "an id that is not on record any more is dropped"
        assert through[:5] == exactly(reader, question)[:5]
    text = words(50, 99)
    (best,) = nearest(reader, text[: text.index(".") + 1], 1)
    assert reader.database.rows([best])[best].passage.key == "new"
    assert not reader.notices


def test_a_newer_generation_is_used_without_opening_again(
    copied: Path, reader: Archive, make: Make, words: Words
) -> None:
    before = nearest(reader, QUESTIONS[0])
    with Archive.write(copied, SHORT) as archive:
        list(archive.add([make("new", words(300, 99))]))
        for _ in range(3):
            assert archive.publish(force=True)
    assert not (copied / "chroma" / "1").exists()
    assert nearest(reader, QUESTIONS[0])[:5] == exactly(reader, QUESTIONS[0])[:5]
    assert before
    assert not reader.notices


def test_a_reader_that_never_opened_a_deleted_generation_searches_exactly(copied: Path, reader: Archive) -> None:
    shutil.rmtree(copied / "chroma" / "1")
    assert nearest(reader, QUESTIONS[0]) == exactly(reader, QUESTIONS[0])
    assert len(reader.notices) == 1
    assert not (copied / "chroma" / "1").exists(), "reading makes nothing"


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwritten(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


@pytest.mark.parametrize("damage", [halved, overwritten, Path.unlink])
def test_a_damaged_vector_index_costs_nothing_but_a_notice(
    copied: Path, reader: Archive, damage: Callable[[Path], object]
) -> None:
    for file in (copied / "chroma").rglob("*"):
        if file.is_file():
            damage(file)
    for question in QUESTIONS:
        assert nearest(reader, question) == exactly(reader, question)
    (notice,) = reader.notices
    assert "doctor --repair" in notice
    with Archive.write(copied, SHORT) as archive:
        assert archive.publish(), "the next run makes it anew"
    assert nearest(reader, QUESTIONS[0])[:5] == exactly(reader, QUESTIONS[0])[:5]
    assert len(reader.notices) == 1


def test_one_damaged_while_it_is_open_costs_no_more(copied: Path, reader: Archive) -> None:
    assert nearest(reader, QUESTIONS[0])
    halved(copied / "chroma" / "1" / "chroma.sqlite3")
    assert len(nearest(reader, QUESTIONS[0])) == 20


def test_filters_are_kept_by_vector_search(reader: Archive) -> None:
    without = Filter(without=frozenset(ArticleKey(f"k{i}") for i in range(11)))
    found = nearest(reader, QUESTIONS[0], 50, without)
    assert len(found) == 50
    assert {row.passage.key for row in reader.database.rows(found).values()} == {"k11"}


@pytest.mark.parametrize("room", [60, 700, 2500])
def test_a_disk_too_full_for_a_generation_is_said_and_search_goes_on(
    disk: Callable[[str], Path], large: Path, room: int
) -> None:
    folder = disk("size=60m") / "archive"
    shutil.copytree(large, folder)
    shutil.rmtree(folder / "chroma")
    used = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) // 1024
    disk(f"size={used + room}k")
    with Archive.write(folder, SHORT) as archive, pytest.raises(CannotWrite, match="make room"):
        archive.publish(force=True)
    assert not list((folder / "chroma").iterdir())
    with closing(Archive.read(folder, SHORT)) as archive:
        archive.neighbours.exact_below = 0
        assert len(nearest(archive, QUESTIONS[0])) == 20
        assert archive.database.faults() == []


def test_a_read_only_disk_is_read_and_not_written(disk: Callable[[str], Path], large: Path, make: Make) -> None:
    folder = disk("size=60m") / "archive"
    shutil.copytree(large, folder)
    disk("ro")
    with pytest.raises(CannotWrite, match="cannot be written"), Archive.write(folder, SHORT):
        pass
    with closing(Archive.read(folder, SHORT)) as archive:
        archive.neighbours.exact_below = 0
        assert archive.database.counts() == (12, 1200)
        assert len(nearest(archive, QUESTIONS[0])) == 20


def test_a_folder_without_rights_is_read_and_not_written(copied: Path, child: Child) -> None:
    """As a user who owns nothing of it: where this process is root, it becomes one."""
    code = """
import os, sys
from contextlib import closing
from pathlib import Path
from index.errors import AttribuneError
from index.settings import Settings
from index.stores.archive import Archive
folder = Path(sys.argv[1])
def look():
    with closing(Archive.read(folder, Settings(passage_words=10))) as archive:
        archive.neighbours.exact_below = 0
        print(archive.database.counts(), len(archive.nearest(archive.encoder.encode(["harbour"])[0], 20)))
look()  # everything is imported before rights are given up
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
look()
try:
    with Archive.write(folder):
        print("written")
except AttribuneError as error:
    print(error.status, error)
"""
    for place in (copied, *copied.rglob("*")):
        place.chmod(0o555 if place.is_dir() else 0o444)
    for place in copied.parents:
        if place.stat().st_uid == os.getuid() and not place.stat().st_mode & 0o001:
            place.chmod(place.stat().st_mode | 0o011)
    done = child(code, copied)
    for place in (copied, *copied.rglob("*")):
        place.chmod(0o755 if place.is_dir() else 0o644)
    assert done.returncode == 0, done.stderr
    *looked, refused = done.stdout.splitlines()
    assert looked == ["(12, 1200) 20"] * 2
    assert refused.startswith("5 ")
    assert "cannot be written" in refused
