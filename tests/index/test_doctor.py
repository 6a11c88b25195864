import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import build
from index.doctor import examine, mend
from index.errors import ArchiveDamaged, ArchiveLocked, OtherVersion
from index.stores import generations
from index.stores.archive import Archive
from index.stores.records import EVERYTHING
from index.types import Article, ArticleKey

TEXTS = {
    "quay": "The quay of Orla is being rebuilt. Ines Duarte said the ferry stops on May 4.",
    "mill": "The old mill burned down in March. Nobody was hurt, the fire brigade said.",
}


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("healthy") / "archive"
    with Archive.write(folder) as archive:
        build.add(archive, [Article(ArticleKey(key), text) for key, text in TEXTS.items()])
    return folder


@pytest.fixture
def whole(healthy: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the archive."""
    copy = tmp_path / "archive"
    shutil.copytree(healthy, copy)
    yield copy
    with closing(Archive.read(copy)) as archive:
        kept = {key for key in TEXTS if archive.article(ArticleKey(key)) is not None}
    assert kept == set(TEXTS), "no repair removes an article"


@pytest.fixture
def folder(whole: Path) -> Path:
    """A copy of the archive without a vector index, which takes seconds to prove."""
    shutil.rmtree(whole / "chroma")
    _tampered(whole, "UPDATE meta SET value = '0' WHERE key = 'generation'")
    return whole


def _tampered(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / "archive.sqlite3")) as connection:
        connection.execute(sql)
        connection.commit()


def _whys(folder: Path) -> list[str]:
    return [fault.why for fault in examine(folder).faults]


def test_a_healthy_archive_has_no_faults_and_is_not_changed(whole: Path) -> None:
    before = (whole / "archive.sqlite3").read_bytes()
    found = examine(whole)
    assert (found.articles, found.faults, found.notices) == (2, (), ())
    assert (whole / "archive.sqlite3").read_bytes() == before


def test_no_vector_index_yet_is_no_fault(folder: Path) -> None:
    found = examine(folder)
    assert found.faults == ()
    assert "no vector index yet" in found.notices[0]
    assert mend(folder) == ()


def test_no_archive_yet_is_no_fault_and_makes_none(tmp_path: Path) -> None:
    found = examine(tmp_path / "none")
    assert (found.articles, found.faults) == (0, ())
    assert mend(tmp_path / "none") == ()
    assert not (tmp_path / "none").exists()


def test_a_full_text_index_that_does_not_fit_is_made_anew(folder: Path) -> None:
    _tampered(folder, "INSERT INTO passages_fts (passages_fts) VALUES ('delete-all')")
    assert len(examine(folder).faults) >= 1
    assert mend(folder) == ("the full-text index was made anew",)
    assert _whys(folder) == []
    with closing(Archive.read(folder)) as archive:
        assert archive.database.lexical(["ferri"], EVERYTHING, 5)


def test_a_vector_index_that_is_gone_is_made_anew(whole: Path) -> None:
    shutil.rmtree(whole / "chroma")
    assert _whys(whole) == ["the vector index is gone; search goes on without it, slower"]
    assert mend(whole) == ("the vector index was made anew",)
    assert generations.whole(whole / "chroma" / "2")


def test_a_damaged_vector_index_is_found_in_a_child_process(whole: Path) -> None:
    (whole / "chroma" / "1" / "chroma.sqlite3").write_bytes(b"junk" * 5000)
    assert _whys(whole) == ["the vector index is damaged; search goes on without it, slower"]


def test_a_vector_index_whose_files_have_changed_is_not_even_opened(whole: Path) -> None:
    (whole / "chroma" / "1" / generations.FILES).write_text('{"index.bin": [1, 2]}')
    assert _whys(whole) == ["files of the vector index are missing or changed; search goes on without it"]


def test_vectors_that_are_not_those_on_record_are_a_damaged_index(whole: Path) -> None:
    _tampered(whole, "UPDATE vectors SET vector = (SELECT vector FROM vectors ORDER BY passage DESC LIMIT 1)")
    assert len(_whys(whole)) == 1


def test_what_an_interrupted_run_left_is_deleted(folder: Path) -> None:
    left = folder / "chroma" / "7.building"
    left.mkdir(parents=True)
    (left / "half").write_text("x")
    assert _whys(folder) == ["an interrupted run left it"]
    assert mend(folder) == ("what an interrupted run left was deleted",)
    assert not left.exists()


def test_a_text_that_was_changed_behind_our_back_is_named(folder: Path) -> None:
    _tampered(folder, "UPDATE articles SET text = replace(text, 'May', 'Jun') WHERE key = 'quay'")
    assert [fault.what for fault in examine(folder).faults if "not the one" in fault.why] == ["quay"]


def test_an_embedding_that_cannot_be_had_is_named(folder: Path) -> None:
    _tampered(folder, "UPDATE meta SET value = 'nowhere:Nothing' WHERE key = 'embedding'")
    assert any("nowhere:Nothing" in fault.what for fault in examine(folder).faults)


def test_what_cannot_be_made_anew_is_said_and_left_alone(folder: Path) -> None:
    _tampered(folder, "INSERT INTO names VALUES ('ann', 'ann', 'Ann', 'person', 999, 1)")
    assert mend(folder) == ()
    assert "1 names without an article" in _whys(folder)


def test_a_vector_that_is_gone_is_made_anew(folder: Path) -> None:
    _tampered(folder, "DELETE FROM vectors WHERE passage = 1")
    assert "1 passages without a vector" in _whys(folder)
    assert "vectors of 1 passages were made anew" in mend(folder)
    assert not examine(folder).faults


def test_an_archive_that_is_being_written_is_left_alone(folder: Path) -> None:
    with Archive.write(folder), pytest.raises(ArchiveLocked):
        examine(folder)


def test_what_cannot_be_opened_at_all_is_raised(healthy: Path, tmp_path: Path) -> None:
    newer, broken = tmp_path / "newer", tmp_path / "broken"
    shutil.copytree(healthy, newer)
    _tampered(newer, "UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(OtherVersion):
        examine(newer)
    shutil.copytree(healthy, broken)
    (broken / "archive.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(ArchiveDamaged):
        examine(broken)
