"""An archive: same input is no work, a new version replaces the old one, copies have one origin, nothing is lost."""

import os
import random
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import ArchiveLocked, ArchiveUnusable, CannotWrite, StampMismatch
from index.settings import Settings
from index.stores.archive import Archive, Outcome
from index.stores.records import EVERYTHING, Filter
from index.types import Article, ArticleKey

Make = Callable[..., Article]
Child = Callable[..., subprocess.CompletedProcess[str]]

SHORT = Settings(passage_words=10)
STORY = (
    "The old ferry sank off the quay of Mellbridge before dawn on Tuesday. All eleven people aboard reached the shore. "
    "The harbour master said that the hull had been inspected in March. A diver will look at the wreck on Thursday. "
    "The town council has asked for a report within a month, and the owner has promised to help with it."
)
OTHER = (
    "Rovers won the cup for the first time in forty years. The goal came late, from a corner that nobody had expected. "
    "Their captain thanked the crowd and said that the party would go on until the morning in every street of the town."
)


def added(folder: Path, *articles: Article) -> list[str]:
    with Archive.write(folder, SHORT) as archive:
        return [done.outcome.value for done in archive.add(articles)]


def keys(archive: Archive) -> dict[str, str]:
    """Key -> origin."""
    return {str(r.key): str(archive.database.origin(r.key)) for r in archive.database.records()}


def passages(archive: Archive) -> list[int]:
    return archive.database.ids(EVERYTHING)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def test_the_same_article_again_is_no_work(folder: Path, make: Make) -> None:
    story = make("a", STORY, title="Ferry", published=(2024, 5, 7), outlet="Echo", authors=("A. One",))
    assert added(folder, story) == ["added"]
    with closing(Archive.read(folder)) as archive:
        before = passages(archive)
    assert added(folder, story) == ["unchanged"]
    with closing(Archive.read(folder)) as archive:
        assert passages(archive) == before


@pytest.mark.parametrize(
    "change",
    [
        {"text": STORY + " More follows."},
        {"title": "Sunk"},
        {"published": (2024, 5, 8)},
        {"outlet": "Post"},
        {"authors": ("B. Two",)},
        {"url": "https://echo.example/a"},
    ],
)
def test_a_changed_article_replaces_its_old_version(folder: Path, make: Make, change: dict[str, object]) -> None:
    known: dict[str, object] = {"text": STORY, "title": "Ferry", "published": (2024, 5, 7), "outlet": "Echo"}
    added(folder, make("a", **known), make("b", OTHER))
    with closing(Archive.read(folder)) as archive:
        before = set(passages(archive))
    new = make("a", **{**known, **change})
    assert added(folder, new) == ["updated"]
    with closing(Archive.read(folder)) as archive:
        assert archive.article(new.key) == new
        assert len(keys(archive)) == 2
        assert (
            "".join(r.text for r in archive.database.rows(passages(archive)).values() if r.passage.key == "a")
            == new.text
        )
        assert len(set(passages(archive)) - before) > 1, "new passages have new ids"
        assert archive.database.faults() == []


def test_a_moved_article_only_gets_its_new_source(folder: Path, make: Make) -> None:
    added(folder, make("a", STORY, source="/old/a.txt"))
    with closing(Archive.read(folder)) as archive:
        before = passages(archive)
    assert added(folder, make("a", STORY, source="/new/a.txt")) == ["unchanged"]
    with closing(Archive.read(folder)) as archive:
        article = archive.article(ArticleKey("a"))
        assert article is not None
        assert article.source == "/new/a.txt"
        assert passages(archive) == before


def test_a_killed_update_leaves_the_old_version(folder: Path, make: Make) -> None:
    added(folder, make("a", STORY))
    with Archive.write(folder, SHORT) as archive:
        new = make("a", OTHER)
        database = archive.database

        def interrupted() -> None:
            with database.transaction():
                database.delete(new.key)
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
    with closing(Archive.read(folder)) as archive:
        article = archive.article(ArticleKey("a"))
        assert article is not None
        assert article.text == STORY


def test_removal_leaves_nothing_of_the_article(folder: Path, make: Make) -> None:
    added(folder, make("a", STORY), make("b", OTHER))
    with Archive.write(folder, SHORT) as archive:
        assert archive.remove([ArticleKey("a"), ArticleKey("absent"), ArticleKey("a")]) == ["a"]
        assert list(keys(archive)) == ["b"]
        assert archive.database.lexical(["ferry"], EVERYTHING, 9) == []
        assert archive.database.frequency("ferri") == 0
        assert archive.database.faults() == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from([STORY, STORY + " More follows.", OTHER, None])), max_size=8
    )
)
def test_copies_share_one_origin_after_any_history(
    steps: list[tuple[str, str | None]], make: Make, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Near-identical texts have one origin, which is one of them; different texts never do."""
    folder = tmp_path_factory.mktemp("copies")
    kept: dict[str, str] = {}
    with Archive.write(folder, SHORT) as archive:
        for key, text in steps:
            if text is None:
                archive.remove([ArticleKey(key)])
                kept.pop(key, None)
            else:
                list(archive.add([make(key, text)]))
                kept[key] = text
        origins = keys(archive)
    assert set(origins) == set(kept)
    for one, text in kept.items():
        alike = {key for key, other in kept.items() if (other == OTHER) == (text == OTHER)}
        assert origins[one] in alike
        assert {origins[key] for key in alike} == {origins[one]}


def test_the_first_one_in_names_the_copies_and_the_next_is_its_heir(folder: Path, make: Make) -> None:
    copies = [make(key, STORY + f" Filed by the {key} desk.") for key in ("wire", "echo", "post")]
    added(folder, make("sport", OTHER), *copies)
    with Archive.write(folder, SHORT) as archive:
        assert keys(archive) == {"sport": "sport", "wire": "wire", "echo": "wire", "post": "wire"}
        archive.remove([ArticleKey("wire")])
        assert keys(archive) == {"sport": "sport", "echo": "echo", "post": "echo"}
        list(archive.add([make("echo", OTHER)]))
        assert keys(archive) == {"sport": "sport", "post": "post", "echo": "sport"}


def test_a_new_version_of_the_first_copy_stays_with_the_others(folder: Path, make: Make) -> None:
    added(folder, make("wire", STORY), make("echo", STORY), make("post", STORY))
    added(folder, make("wire", STORY, title="Ferry sinks"))
    with closing(Archive.read(folder)) as archive:
        assert len(set(keys(archive).values())) == 1


# ---- one writer, many readers ----------------------------------------------------------------------------------------


def test_a_locked_archive_says_who_holds_it(folder: Path, make: Make, child: Child) -> None:
    code = """
import sys
from pathlib import Path
from index.errors import AttribuneError
from index.stores.archive import Archive
try:
    with Archive.write(Path(sys.argv[1])):
        print("in")
except AttribuneError as error:
    print(error)
    sys.exit(error.status)
"""
    with Archive.write(folder) as archive:
        list(archive.add([make("a", STORY)]))
        second = child(code, folder)
        assert second.returncode == 5
        assert f"process {os.getpid()} since" in second.stdout
        assert "Traceback" not in second.stderr
        with pytest.raises(ArchiveLocked), Archive.write(folder):
            pass
        with closing(Archive.read(folder)) as reader:
            assert list(keys(reader)) == ["a"]
    assert child(code, folder).stdout == "in\n"


def test_readers_are_on_one_state_each_while_a_writer_writes(folder: Path, make: Make) -> None:
    """Every snapshot holds as many articles as it has passages of them, whatever is written meanwhile."""
    added(folder, make("k0", STORY))
    stop = threading.Event()
    broken: list[object] = []
    looks = [0]
    with closing(Archive.read(folder, SHORT)) as reader:

        def look() -> None:
            while not stop.is_set():
                with reader.database.snapshot():
                    ids = passages(reader)
                    there = {str(r.passage.key) for r in reader.database.rows(ids).values()}
                    told = {str(r.key) for r in reader.database.records()}
                    found = {i for i, _ in reader.nearest(np.eye(256, dtype=np.float32)[0], 10_000)}
                    if there != told or found != set(ids) or reader.database.counts() != (len(told), len(ids)):
                        broken.append((there ^ told, found ^ set(ids), reader.database.counts()))
                looks[0] += 1

        threads = [threading.Thread(target=look) for _ in range(2)]
        for thread in threads:
            thread.start()
        with Archive.write(folder, SHORT) as writer:
            for round_ in range(12):
                list(writer.add([make(f"k{i}", f"{STORY} Round {round_}.") for i in range(round_ % 5 + 1)]))
                writer.remove([ArticleKey(f"k{round_ % 3}")])
        stop.set()
        for thread in threads:
            thread.join()
    assert not broken
    assert looks[0] > 2


def test_what_is_written_is_found_without_opening_again(folder: Path, make: Make) -> None:
    with closing(Archive.read(folder)) as reader:
        assert reader.database.counts() == (0, 0)
        added(folder, make("a", STORY))
        assert list(keys(reader)) == ["a"]
        added(folder, make("b", OTHER))
        assert set(keys(reader)) == {"a", "b"}


# ---- generations -----------------------------------------------------------------------------------------------------


def words(count: int, seed: int) -> str:
    """Sentences of ten different words: a passage each."""
    pool = random.Random(seed)
    stems = ["harbour", "council", "ferry", "garden", "violin", "budget", "winter", "copper", "market", "signal"]
    return " ".join(
        "The " + " ".join(pool.choice(stems) + chr(97 + pool.randrange(26)) for _ in range(8)) + " ended."
        for _ in range(count)
    )


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, make: Make) -> Path:
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
def reader(copied: Path) -> Iterator[Archive]:
    """Open for reading, through Chroma."""
    with closing(Archive.read(copied, SHORT)) as archive:
        archive.exact_below = 0
        yield archive


def nearest(archive: Archive, text: str, k: int = 20, only: Filter = EVERYTHING) -> list[int]:
    return [pid for pid, _ in archive.nearest(archive.encoder.encode([text])[0], k, only)]


def exactly(archive: Archive, text: str, k: int = 20) -> list[int]:
    """The same with every vector compared."""
    through, archive.exact_below = archive.exact_below, 10**9
    found = nearest(archive, text, k)
    archive.exact_below = through
    return found


QUESTIONS = ("the harbour budget", "violin in winter", "copper market signal", "Who voted?")


def test_chroma_finds_what_comparing_all_vectors_finds(reader: Archive) -> None:
    for question in QUESTIONS:
        through, exact = nearest(reader, question), exactly(reader, question)
        assert through[:5] == exact[:5]
        assert len(set(through) & set(exact)) >= 18
    assert not reader.notices


def test_a_generation_is_due_only_when_a_tenth_is_not_in_it(copied: Path, make: Make) -> None:
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
    copied: Path, reader: Archive, make: Make
) -> None:
    with Archive.write(copied, SHORT) as archive:
        list(archive.add([make("new", words(50, 99)), make("k1", words(20, 1))]))
        archive.remove([ArticleKey("k0")])
        assert archive.generation_state() == (1200, 270)
        on_record = set(passages(archive))
    for question in QUESTIONS:
        through = nearest(reader, question)
        assert len(through) == 20
        assert set(through) <= on_record, "an id that is not on record any more is dropped"
        assert through[:5] == exactly(reader, question)[:5]
    text = words(50, 99)
    (best,) = nearest(reader, text[: text.index(".") + 1], 1)
    assert reader.database.rows([best])[best].passage.key == "new"
    assert not reader.notices


def test_a_newer_generation_is_used_without_opening_again(copied: Path, reader: Archive, make: Make) -> None:
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


# ---- archives that cannot be used ------------------------------------------------------------------------------------


def test_another_splitter_is_refused(folder: Path, make: Make) -> None:
    added(folder, make("a", STORY))
    with Archive.write(folder) as archive:
        archive.database.set_meta("splitter", "0")
    with pytest.raises(StampMismatch, match="splitter 0"):
        Archive.read(folder)
    with pytest.raises(StampMismatch), Archive.write(folder):
        pass


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("text")
    with pytest.raises(ArchiveUnusable):
        Archive.read(place)
    with pytest.raises(ArchiveUnusable), Archive.write(place):
        pass
    (tmp_path / "odd" / "archive.sqlite3").mkdir(parents=True)
    with pytest.raises(ArchiveUnusable):
        Archive.read(tmp_path / "odd")
    with pytest.raises(ArchiveUnusable), Archive.write(tmp_path / "odd"):
        pass


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
        subprocess.run(["umount", place], check=True)


def test_a_full_disk_is_said_and_nothing_already_in_is_lost(disk: Callable[[str], Path], make: Make) -> None:
    folder = disk("size=700k") / "archive"
    articles = [make(f"k{i}", words(30, i)) for i in range(60)]
    with pytest.raises(CannotWrite, match=r"full.*make room") as full, Archive.write(folder, SHORT) as archive:
        list(archive.add(articles))
    assert full.value.status == 5
    with closing(Archive.read(folder)) as archive:
        there = archive.database.counts()[0]
        assert 0 < there < len(articles)
        assert archive.database.faults() == []
    disk("size=30m")
    assert added(folder, *articles) == ["unchanged"] * there + ["added"] * (len(articles) - there)
    with closing(Archive.read(folder)) as archive:
        assert archive.database.faults() == []


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
        archive.exact_below = 0
        assert len(nearest(archive, QUESTIONS[0])) == 20
        assert archive.database.faults() == []


def test_a_read_only_disk_is_read_and_not_written(disk: Callable[[str], Path], large: Path, make: Make) -> None:
    folder = disk("size=60m") / "archive"
    shutil.copytree(large, folder)
    disk("ro")
    with pytest.raises(CannotWrite, match="cannot be written"), Archive.write(folder, SHORT):
        pass
    with closing(Archive.read(folder, SHORT)) as archive:
        archive.exact_below = 0
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
        archive.exact_below = 0
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
