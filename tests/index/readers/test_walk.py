"""Which files are read, and which are faults."""

import os
from pathlib import Path

import pytest

from index.readers.files import Fault, Source, walk


def below(found: list[Source | Fault]) -> list[str]:
    return [item.below for item in found if isinstance(item, Source)]


def faults(found: list[Source | Fault]) -> dict[str, str]:
    return {Path(item.what).name: item.why for item in found if isinstance(item, Fault)}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "b" / "c").mkdir(parents=True)
    for name in ("z.txt", "a.md", "b/two.html", "b/c/three.jsonl.gz", "b/four.JSON.xz"):
        (folder / name).write_bytes(b"x")
    return folder


def test_files_come_in_a_stable_order_with_the_place_below_the_folder(news: Path) -> None:
    found = list(walk([news]))
    assert below(found) == ["a.md", "z.txt", "b/four.JSON.xz", "b/two.html", "b/c/three.jsonl.gz"]
    first = found[0]
    assert isinstance(first, Source)
    assert (first.path, first.root, first.folder) == (news / "a.md", news, "news")
    assert first.key == "news/a.md"


def test_a_file_given_directly_is_known_by_its_name(news: Path) -> None:
    (source,) = walk([news / "b" / "two.html"])
    assert isinstance(source, Source)
    assert (source.key, source.below, source.folder, source.root) == ("two.html", "two.html", "two.html", source.path)


def test_a_relative_path_keeps_the_name_of_its_folder(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(news / "b")
    assert next(s.key for s in walk([Path()]) if isinstance(s, Source)) == "b/four.JSON.xz"
    assert next(s.key for s in walk([Path("..")]) if isinstance(s, Source)) == "news/a.md"


def test_a_file_below_two_paths_comes_once(news: Path) -> None:
    assert len(below(list(walk([news / "b", news, news / "z.txt"])))) == 5


def test_a_missing_path_is_a_fault_and_the_others_are_read(news: Path) -> None:
    found = list(walk([news / "nowhere", news]))
    assert faults(found) == {"nowhere": "no such file or folder"}
    assert len(below(found)) == 5


def test_a_link_to_nothing_that_is_given_is_said_to_be_one(news: Path) -> None:
    (news / "gone.txt").symlink_to(news / "nowhere")
    assert faults(list(walk([news / "gone.txt"]))) == {"gone.txt": "a link to nothing"}


def test_hidden_files_are_passed_over_in_silence(news: Path) -> None:
    (news / ".git").mkdir()
    (news / ".git" / "note.txt").write_text("x")
    (news / ".DS_Store").write_text("x")
    found = list(walk([news]))
    assert not faults(found)
    assert len(below(found)) == 5


@pytest.mark.parametrize("name", ["report.pdf", "letter.docx", "photo.JPG", "README", "archive.gz", "v1.2"])
def test_other_kinds_are_faults(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    assert faults(list(walk([tmp_path]))) == {name: "not a kind of file that is read"}


def test_pipes_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert faults(list(walk([tmp_path]))) == {"pipe.txt": "not a regular file"}
    assert faults(list(walk([tmp_path / "pipe.txt"]))) == {"pipe.txt": "not a regular file"}
    assert faults(list(walk([Path("/dev/null")]))) == {"null": "not a regular file"}


def test_links_stay_inside_the_folder(news: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    (news / ".objects").mkdir()
    (news / ".objects" / "1234").write_text("x")
    (news / "out.txt").symlink_to(tmp_path / "secret.txt")
    (news / "dangling.txt").symlink_to(news / "nothing")
    (news / "again.txt").symlink_to(news / "z.txt")
    (news / "stored.txt").symlink_to(news / ".objects" / "1234")
    (news / "loop").symlink_to(news)
    (news / "self").symlink_to(news / "self")
    found = list(walk([news]))
    assert faults(found) == {
        "dangling.txt": "a link that leads nowhere",
        "out.txt": "a link that leads out of the folder given",
        "self": "a link that leads nowhere",
    }
    assert below(found)[-1] == "stored.txt"
    assert len(below(found)) == 6


def test_a_link_given_is_followed_and_keeps_its_name(news: Path, tmp_path: Path) -> None:
    (tmp_path / "today").symlink_to(news)
    keys = [source.key for source in walk([tmp_path / "today"]) if isinstance(source, Source)]
    assert keys[0] == "today/a.md"


def test_a_name_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text("x")
    except OSError:
        pytest.skip("this file system has only UTF-8 names")
    (fault,) = walk([tmp_path])
    assert isinstance(fault, Fault)
    assert fault.why == "its name is not valid UTF-8"
    assert fault.what.encode()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_listed_is_a_fault(news: Path) -> None:
    (news / "b").chmod(0)
    found = list(walk([news]))
    (news / "b").chmod(0o755)
    assert faults(found) == {"b": "permission denied"}
    assert below(found) == ["a.md", "z.txt"]
