"""Paths and documents into an archive: keys, versions, pruning, faults; nothing already indexed is lost."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from index import build
from index.errors import WrongUse
from index.readers.documents import from_document
from index.stores.archive import Archive
from index.types import Article, ArticleKey

Make = Callable[..., Article]

FERRY = "The old ferry sank off the quay of Mellbridge before dawn on Tuesday. All eleven people aboard were saved."
CUP = "Rovers won the cup for the first time in forty years. The goal came late, from a corner kick."


def index(archive: Path, *paths: Path, **more: bool) -> build.BuildReport:
    with Archive.write(archive) as opened:
        return build.index(opened, paths, **more)


def sources(archive: Path) -> dict[str, str]:
    """Key -> where it was read, and no fault inside."""
    with closing(Archive.read(archive)) as opened:
        assert opened.database.faults() == []
        return {str(record.key): str(record.source) for record in opened.database.records()}


def text(archive: Path, key: str) -> str:
    with closing(Archive.read(archive)) as opened:
        article = opened.article(ArticleKey(key))
        assert article is not None
        return article.text


def counted(report: build.BuildReport) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, len(report.removed), len(report.rejected)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here is about vector generations, whose proof takes seconds."""
    monkeypatch.setattr(Archive, "publish", lambda self, progress: False)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "2024").mkdir(parents=True)
    (folder / "ferry.txt").write_text(FERRY)
    (folder / "2024" / "cup.txt").write_text(CUP)
    rows = [{"id": "own", "text": "A row with an id."}, {"text": "A row without."}]
    (folder / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    return folder


ALL = {"news/ferry.txt", "news/2024/cup.txt", "own", "news/rows.jsonl#2"}


def test_a_folder_twice_is_work_once(archive: Path, news: Path) -> None:
    assert counted(index(archive, news)) == (4, 0, 0, 0, 0)
    assert set(sources(archive)) == ALL
    assert counted(index(archive, news)) == (0, 0, 4, 0, 0)
    assert counted(index(archive, news / "2024", news / "ferry.txt")) == (0, 0, 2, 0, 0)
    assert set(sources(archive)) == ALL, "a source on record keeps its key"


def test_an_empty_folder_is_no_fault(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert counted(index(archive, tmp_path / "empty")) == (0, 0, 0, 0, 0)


def test_a_changed_file_replaces_its_article(archive: Path, news: Path) -> None:
    index(archive, news)
    (news / "ferry.txt").write_text(CUP + " Really.")
    assert counted(index(archive, news)) == (0, 1, 3, 0, 0)
    assert text(archive, "news/ferry.txt") == CUP + " Really."
    os.utime(news / "ferry.txt", (0, 0))
    assert counted(index(archive, news)) == (0, 0, 4, 0, 0), "its time is no matter"


def test_the_samples_again_are_no_work(sample_archive: Path, sample_articles: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(sample_archive, tmp_path / "copy")
    report = index(Path(copy), sample_articles)
    assert counted(report) == (0, 0, 28, 0, 0)


# ---- keys ------------------------------------------------------------------------------------------------------------


def test_a_second_folder_of_the_same_name_gets_a_number(archive: Path, news: Path, tmp_path: Path) -> None:
    index(archive, news)
    other = tmp_path / "elsewhere" / "news"
    other.mkdir(parents=True)
    (other / "ferry.txt").write_text("Another ferry in another town.")
    third = tmp_path / "third" / "news"
    third.mkdir(parents=True)
    (third / "ferry.txt").write_text("A third ferry.")
    assert counted(index(archive, other)) == (1, 0, 0, 0, 0)
    assert counted(index(archive, third, other)) == (1, 0, 1, 0, 0)
    assert set(sources(archive)) == ALL | {"news~2/ferry.txt", "news~3/ferry.txt"}
    assert text(archive, "news~2/ferry.txt") == "Another ferry in another town."


def test_a_moved_folder_keeps_its_keys(archive: Path, news: Path, tmp_path: Path) -> None:
    index(archive, news)
    moved = tmp_path / "attic" / "news"
    moved.parent.mkdir()
    news.rename(moved)
    assert counted(index(archive, moved)) == (0, 0, 4, 0, 0)
    found = sources(archive)
    assert set(found) == ALL
    assert all(Path(source).is_relative_to(moved) for source in found.values())


def test_a_file_given_by_itself_is_called_by_its_name(archive: Path, news: Path, tmp_path: Path) -> None:
    assert counted(index(archive, news / "ferry.txt")) == (1, 0, 0, 0, 0)
    assert set(sources(archive)) == {"ferry.txt"}
    index(archive, news)
    assert set(sources(archive)) == ALL - {"news/ferry.txt"} | {"ferry.txt"}


def test_a_key_twice_in_a_run_is_a_fault_that_names_both_places(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({"id": "same", "text": FERRY}))
    (folder / "b.json").write_text(json.dumps({"id": "same", "text": CUP}))
    report = index(archive, folder)
    assert counted(report) == (1, 0, 0, 0, 1)
    (fault,) = report.rejected
    assert fault.what == str(folder / "b.json")
    assert str(folder / "a.json") in fault.why
    assert text(archive, "same") == FERRY
    assert counted(index(archive, folder)) == (0, 0, 1, 0, 1)


def test_a_key_from_another_source_changes_nothing(archive: Path, tmp_path: Path) -> None:
    for name, words in (("first", FERRY), ("second", CUP)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.json").write_text(json.dumps({"id": "same", "text": words}))
    index(archive, tmp_path / "first")
    report = index(archive, tmp_path / "second")
    assert counted(report) == (0, 0, 0, 0, 1)
    (fault,) = report.rejected
    assert str(tmp_path / "first" / "a.json") in fault.why
    assert fault.what == str(tmp_path / "second" / "a.json")
    assert text(archive, "same") == FERRY


def test_the_archive_inside_the_folder_is_no_article(news: Path) -> None:
    assert counted(index(news / "archive", news)) == (4, 0, 0, 0, 0)
    assert counted(index(news / "archive", news)) == (0, 0, 4, 0, 0)


# ---- what vanished ---------------------------------------------------------------------------------------------------


def test_what_vanished_stays_until_it_is_pruned(archive: Path, news: Path) -> None:
    index(archive, news)
    (news / "ferry.txt").unlink()
    assert counted(index(archive, news)) == (0, 0, 3, 0, 0)
    assert set(sources(archive)) == ALL
    report = index(archive, news, prune=True)
    assert report.removed == ("news/ferry.txt",)
    assert set(sources(archive)) == ALL - {"news/ferry.txt"}


def test_a_row_that_vanished_is_pruned_too(archive: Path, news: Path) -> None:
    index(archive, news)
    (news / "rows.jsonl").write_text(json.dumps({"id": "own", "text": "A row with an id."}))
    assert index(archive, news, prune=True).removed == ("news/rows.jsonl#2",)


def test_only_what_lay_below_the_paths_of_the_run_is_pruned(archive: Path, news: Path, tmp_path: Path) -> None:
    index(archive, news)
    with Archive.write(archive) as opened:
        build.add(opened, [Article(ArticleKey("given"), "A text that a program gave.")])
    (news / "ferry.txt").unlink()
    (news / "2024" / "cup.txt").unlink()
    (tmp_path / "news2").mkdir()
    assert index(archive, tmp_path / "news2", prune=True).removed == ()
    assert index(archive, news / "2024", prune=True, yes=True).removed == ("news/2024/cup.txt",)
    assert set(sources(archive)) == ALL - {"news/2024/cup.txt"} | {"given"}


def test_pruning_more_than_half_needs_a_yes(archive: Path, news: Path) -> None:
    index(archive, news)
    (news / "ferry.txt").unlink()
    (news / "rows.jsonl").unlink()
    with pytest.raises(WrongUse, match=r"3 of 4 articles.*--yes"):
        index(archive, news, prune=True)
    assert set(sources(archive)) == ALL
    assert len(index(archive, news, prune=True, yes=True).removed) == 3
    assert set(sources(archive)) == {"news/2024/cup.txt"}


def test_half_is_not_more_than_half(archive: Path, news: Path) -> None:
    index(archive, news)
    (news / "rows.jsonl").unlink()
    assert len(index(archive, news, prune=True).removed) == 2


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nowhere.txt"))


def leading_out(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def nothing(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("change", [dangling, leading_out, a_pipe, nothing])
def test_what_is_there_but_cannot_be_read_is_never_pruned(
    archive: Path, news: Path, change: Callable[[Path], None]
) -> None:
    index(archive, news)
    change(news / "ferry.txt")
    report = index(archive, news, prune=True)
    assert counted(report) == (0, 0, 3, 0, 1)
    assert set(sources(archive)) == ALL


def test_nothing_below_a_folder_that_cannot_be_read_is_pruned(archive: Path, news: Path, tmp_path: Path) -> None:
    index(archive, news)
    (news / "2024").rename(tmp_path / "2024")
    (news / "2024").symlink_to(tmp_path / "2024")
    report = index(archive, news, prune=True)
    assert (report.removed, len(report.rejected)) == ((), 1)
    assert set(sources(archive)) == ALL


def test_a_row_whose_new_version_was_refused_is_not_pruned(archive: Path, news: Path) -> None:
    """Renamed and changed at once: a fault, by the rule of keys, and the old version stays."""
    index(archive, news)
    (news / "rows.jsonl").rename(news / "renamed.jsonl")
    (news / "renamed.jsonl").write_text(json.dumps({"id": "own", "text": "A row with an id, changed."}))
    report = index(archive, news, prune=True)
    assert report.removed == ("news/rows.jsonl#2",)
    assert len(report.rejected) == 1
    assert text(archive, "own") == "A row with an id."


# ---- articles and documents from a program ---------------------------------------------------------------------------


def document(text: str, id_: str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", **metadata: object) -> SimpleNamespace:
    """What is read of a LlamaIndex Document; the real ones are in tests/qa/test_llamaindex.py."""
    return SimpleNamespace(id_=id_, metadata=metadata, get_content=lambda: text)


def test_articles_and_documents_may_be_mixed(archive: Path) -> None:
    given = [
        Article(ArticleKey("one"), FERRY),
        document(CUP, "two"),
        document(" \n ", "blank"),
        document("The same key again.", "two"),
    ]
    with Archive.write(archive) as opened:
        report = build.add(opened, given)
    assert counted(report) == (2, 0, 0, 0, 2)
    blank, twice = report.rejected
    assert (blank.what, blank.why) == ("blank", "the document has no text")
    assert "'two'" in twice.why
    assert set(sources(archive)) == {"one", "two"}
    with Archive.write(archive) as opened:
        assert counted(build.add(opened, given)) == (0, 0, 2, 0, 2)


def test_metadata_of_a_document_is_read_for_what_it_is() -> None:
    article = from_document(
        document(
            "A first line.\r\nA second \x07one.",
            headline="Ferry sinks",
            date_published="2024-05-07T10:00:00Z",
            source="The Mellbridge Echo",
            author="Ned Castellan and Ann Ott",
            URL="https://echo.example/ferry",
            last_modified_date="2026-01-01",
            score=0.5,
            tags=["a", "b"],
        )
    )
    assert article.text == "A first line.\nA second  one."
    assert article.title == "Ferry sinks"
    assert article.published == date(2024, 5, 7)
    assert article.outlet == "The Mellbridge Echo"
    assert article.authors == ("Ned Castellan", "Ann Ott")
    assert article.url == article.key == "https://echo.example/ferry"
    assert article.source is None


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (document("t", "mine", url="https://a.example/x"), "mine"),
        (document("t", doc_id="theirs", url="https://a.example/x"), "theirs"),
        (document("t", url="https://a.example/x", file_path="/data/news/f.pdf"), "https://a.example/x"),
        (document("t", file_path="/data/news/f.pdf"), "news/f.pdf"),
        (document("t", file_path="/data/news/f.pdf", page_label="3"), "news/f.pdf#3"),
        (document("t", "/data/news/f.pdf_part_0", file_path="/data/news/f.pdf", page_label="1"), "news/f.pdf#1"),
        (document("t", file_path="/f.txt"), "f.txt"),
        (document("t"), "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
    ],
)
def test_a_document_keeps_a_key_that_is_the_same_next_time(given: SimpleNamespace, key: str) -> None:
    assert from_document(given).key == key


def test_the_times_and_paths_of_a_file_are_no_facts_about_its_article() -> None:
    article = from_document(
        document(
            FERRY,
            file_path="/data/news/f.txt",
            source="/data/news/f.txt",
            creation_date="2026-01-01",
            file_name="f.txt",
        )
    )
    assert (article.published, article.outlet, article.source) == (None, None, "/data/news/f.txt")
