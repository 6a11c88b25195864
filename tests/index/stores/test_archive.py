"""An archive: same input is no work, a new version replaces the old one, copies have one origin, nothing is lost."""

import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import ArchiveLocked, ArchiveUnusable, CannotWrite, StampMismatch
from index.settings import Settings
from index.stores.archive import Archive
from index.stores.records import EVERYTHING
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


def test_a_full_disk_is_said_and_nothing_already_in_is_lost(
    disk: Callable[[str], Path], make: Make, words: Callable[[int, int], str]
) -> None:
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
