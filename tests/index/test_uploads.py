import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import build, uploads
from index.stores.archive import Archive
from index.types import ArticleKey
from index.uploads import Outcome, Upload, file_name

FERRY = "Ferry stops\n\nThe Orla ferry will stop on May 4, the line said on Monday. Tickets will be refunded.\n"


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    folder = tmp_path / "waiting"
    folder.mkdir()
    return folder


def _add(folder: Path, waiting: Path, **files: bytes) -> tuple[Outcome, ...]:
    given = []
    for number, (name, content) in enumerate(files.items()):
        path = waiting / str(number)
        path.write_bytes(content)
        given.append(Upload(path, name))
    with Archive.write(folder) as archive:
        return uploads.add(archive, given)


def test_an_upload_is_kept_and_found(tmp_path: Path, waiting: Path) -> None:
    folder = tmp_path / "archive"
    (outcome,) = _add(folder, waiting, **{"ferry.txt": FERRY.encode()})
    assert outcome == Outcome("ferry.txt", added=1)
    assert (folder / "uploads" / "ferry.txt").read_text() == FERRY
    with Archive.write(folder) as archive:
        assert archive.article(ArticleKey("uploads/ferry.txt")) is not None
        again = build.index(archive, [folder / "uploads"])
        assert (again.added, again.unchanged) == (0, 1)


def test_the_same_name_is_a_new_version(tmp_path: Path, waiting: Path) -> None:
    folder = tmp_path / "archive"
    _add(folder, waiting, **{"ferry.txt": FERRY.encode()})
    assert _add(folder, waiting, **{"ferry.txt": FERRY.encode()})[0] == Outcome("ferry.txt", unchanged=1)
    assert _add(folder, waiting, **{"ferry.txt": FERRY.replace("4", "5").encode()})[0] == Outcome(
        "ferry.txt", updated=1
    )


def test_each_file_has_its_outcome(tmp_path: Path, waiting: Path) -> None:
    rows = "".join(
        json.dumps({"title": f"Row {n}", "text": f"Row {n} tells of the quay at Orla."}) + "\n" for n in (1, 2)
    )
    files = {
        "rows.jsonl.gz": gzip.compress(rows.encode()),
        "empty.txt": b"",
        "picture.png": b"\x89PNG",
        "broken.json": b"{",
        "noise.txt": bytes(range(256)) * 20,
    }
    folder = tmp_path / "archive"
    found = {outcome.name: outcome for outcome in _add(folder, waiting, **files)}
    assert found["rows.jsonl.gz"] == Outcome("rows.jsonl.gz", added=2)
    for name in ("empty.txt", "picture.png", "broken.json", "noise.txt"):
        assert found[name].fault, name
        assert str(tmp_path) not in str(found[name].fault)
        assert not (folder / "uploads" / name).exists()


def test_what_is_removed_goes_with_its_file(tmp_path: Path, waiting: Path) -> None:
    folder = tmp_path / "archive"
    rows = "".join(
        json.dumps({"title": f"Row {n}", "text": f"Row {n} tells of the quay at Orla."}) + "\n" for n in (1, 2)
    )
    _add(folder, waiting, **{"rows.jsonl": rows.encode()})
    with Archive.write(folder) as archive:
        assert uploads.remove(archive, [ArticleKey("uploads/rows.jsonl#1")]) == ["uploads/rows.jsonl#1"]
        assert (folder / "uploads" / "rows.jsonl").exists()
        uploads.remove(archive, [ArticleKey("uploads/rows.jsonl#2")])
        assert not (folder / "uploads" / "rows.jsonl").exists()


def test_a_file_of_the_user_stays_when_its_article_is_removed(tmp_path: Path) -> None:
    mine = tmp_path / "news" / "ferry.txt"
    mine.parent.mkdir()
    mine.write_text(FERRY)
    with Archive.write(tmp_path / "archive") as archive:
        build.index(archive, [mine.parent])
        assert uploads.remove(archive, [ArticleKey("news/ferry.txt")])
    assert mine.exists()


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\news\\a.html", "a.html"),
        (".hidden.txt", "hidden.txt"),
        ("a\nb\x1b.txt", "a b .txt"),
        ("", "unnamed"),
    ],
)
def test_names_stay_in_the_folder(given_name: str, name: str) -> None:
    assert file_name(given_name) == name


@given(st.text())
def test_any_name_makes_one_part_of_a_path(given_name: str) -> None:
    name = file_name(given_name)
    assert name
    assert "/" not in name
    assert "\0" not in name
    assert not name.startswith(".")
    assert len(name.encode()) <= 255
