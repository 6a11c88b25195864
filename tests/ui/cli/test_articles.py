import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index import build
from index.settings import Settings
from index.stores.archive import Archive


@pytest.fixture
def own(archive: Path, tmp_path: Path) -> Path:
    """A copy of the archive to change."""
    shutil.copytree(archive, tmp_path / "own")
    return tmp_path / "own"


def test_the_same_input_twice_is_no_work(attribune: Any, articles: Path, own: Path) -> None:
    ran = attribune("index", articles, "--archive", own)
    assert ran == (0, "added 0, updated 0, unchanged 2, removed 0, rejected 0\n", "")
    told = json.loads(attribune("--json", "index", articles, "--archive", own).out)
    assert told.pop("seconds") >= 0
    assert told == {
        "added": 0,
        "updated": 0,
        "unchanged": 2,
        "removed": [],
        "rejected": [],
        "published": False,
        "passages": 2,
        "publishing": 0.0,
        "notices": [],
    }


def test_bad_input_is_said_a_line_each_and_the_good_is_in(attribune: Any, own: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text("A secret of the neighbours stands here.")
    (folder / "good.txt").write_text("The lighthouse of Orla shines again.")
    (folder / "junk.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "rows.jsonl").write_text('{"id": "row-1", "text": "The bakery moves."}\n{"id": \n{"id": "row-3"}\n')
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "twice.jsonl").write_text('{"id": "row-1", "text": "Another text of the same key."}\n')
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(200 << 20)
    os.mkfifo(folder / "pipe.txt")
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    (folder / "out.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "\u202eevil\x1b[31m.csv").write_text("x")
    ran = attribune("index", folder, "--archive", own)
    assert ran.status == 3
    assert ran.out == "added 2, updated 0, unchanged 0, removed 0, rejected 12\n"
    lines = ran.err.splitlines()
    assert len(lines) == 12
    assert all(line.startswith("attribune: ") and "; " in line for line in lines)
    for name in (
        "junk.txt",
        "empty.txt",
        "rows.jsonl:2",
        "rows.jsonl:3",
        "deep.json",
        "picture.png",
        "huge.txt",
        "pipe.txt",
        "dangling.txt",
        "out.txt",
        "twice.jsonl",
        "evil",
    ):
        assert sum(name in line for line in lines) == 1, name
    assert "\x1b" not in ran.err
    assert "\u202e" not in ran.err
    listed = [json.loads(line)["article"] for line in attribune("list", "--json", "--archive", own).out.splitlines()]
    assert "news/ferry.txt" in listed
    assert "mixed/good.txt" in listed
    assert "row-1" in listed


def test_two_places_with_one_key_are_both_named(attribune: Any, own: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "same", "text": "The first text of that key."}\n')
    (tmp_path / "b.jsonl").write_text('{"id": "same", "text": "The second text of that key."}\n')
    ran = attribune("index", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--archive", own)
    assert ran.status == 3
    assert "a.jsonl" in ran.err
    assert "b.jsonl" in ran.err


def test_a_row_with_the_key_of_another_is_named_by_its_number(attribune: Any, own: Path, tmp_path: Path) -> None:
    rows = ['{"id": "same", "text": "First."}', '{"id": "x", "text": "Second."}', '{"id": "same", "text": "Third."}']
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    ran = attribune("index", tmp_path / "a.jsonl", "--archive", own)
    assert ran.status == 3
    assert f"{tmp_path}/a.jsonl#3: its key 'same' is already that of {tmp_path}/a.jsonl;" in ran.err


def test_an_empty_path_is_not_the_folder_one_stands_in(attribune: Any, articles: Path, own: Path) -> None:
    ran = attribune("index", articles, "", "--archive", own)
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)


def test_an_empty_folder_is_done_with_a_notice(attribune: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = attribune("index", tmp_path / "empty", "--archive", tmp_path / "archive")
    assert ran.status == 0
    assert "no articles there" in ran.err
    assert attribune("--quiet", "index", tmp_path / "empty", "--archive", tmp_path / "archive").err == ""


def test_a_missing_path_is_wrong_use_alone_and_rejected_among_others(
    attribune: Any, articles: Path, own: Path, tmp_path: Path
) -> None:
    ran = attribune("index", tmp_path / "nowhere", "--archive", own)
    assert (ran.status, len(ran.err.splitlines())) == (2, 1)
    ran = attribune("index", tmp_path / "nowhere", articles, "--archive", own)
    assert (ran.status, len(ran.err.splitlines())) == (3, 1)
    assert ran.out == "added 0, updated 0, unchanged 2, removed 0, rejected 1\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["index"],
        ["index", ".", "--yes"],
        ["index", ".", "--field", "title"],
        ["index", ".", "--field", "colour=red"],
        ["index", ".", "--embedding", "nowhere:Nothing"],
        ["remove"],
        ["remove", "nobody/knows.txt"],
    ],
)
def test_wrong_use_is_one_line_and_changes_nothing(
    attribune: Any, archive: Path, tmp_path: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = (archive / "archive.sqlite3").read_bytes()
    ran = attribune(*arguments, "--archive", archive)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert (archive / "archive.sqlite3").read_bytes() == before


def test_fields_of_rows_can_be_named(attribune: Any, own: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.json").write_text('[{"nr": "n-1", "words": "The harbour master retires.", "wann": "2024-02-01"}]')
    fields = ["--field", "id=nr", "--field", "text=words", "--field", "date=wann"]
    assert attribune("index", tmp_path / "rows.json", *fields, "--archive", own).status == 0
    shown = json.loads(attribune("show", "n-1", "--json", "--archive", own).out)
    assert (shown["text"], shown["published"]) == ("The harbour master retires.", "2024-02-01")


def test_pruning_more_than_half_needs_a_yes(attribune: Any, articles: Path, tmp_path: Path) -> None:
    folder, kept = tmp_path / "news", tmp_path / "kept"
    shutil.copytree(articles, folder)
    with Archive.write(kept, Settings(publish_share=9.0)) as opened:
        build.index(opened, [folder])
    for file in folder.iterdir():
        file.unlink()
    ran = attribune("index", folder, "--prune", "--archive", kept)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "2 of 2 articles" in ran.err
    ran = attribune("index", folder, "--prune", "--yes", "--archive", kept)
    assert ran.status == 0
    assert "removed: news/ferry.txt" in ran.out


def test_articles_are_removed_and_unknown_keys_said(attribune: Any, own: Path) -> None:
    ran = attribune("remove", "news/mill.md", "news/nothing.md", "--archive", own)
    assert ran.status == 3
    assert ran.out == "removed 1\n"
    assert "news/nothing.md" in ran.err
    assert attribune("show", "news/mill.md", "--archive", own).status == 2


def test_nothing_is_made_where_nothing_is_to_remove(attribune: Any, tmp_path: Path) -> None:
    assert attribune("remove", "x", "--archive", tmp_path / "none").status == 2
    assert not (tmp_path / "none").exists()


def test_the_list_for_people_and_for_programs(attribune: Any, articles: Path, archive: Path) -> None:
    ran = attribune("list", "--archive", archive)
    assert ran.out.splitlines()[1].split("\t") == ["news/mill.md", "The Quay Post", "2024-03-02", "The mill", "1"]
    rows = [json.loads(line) for line in attribune("--json", "list", "--archive", archive).out.splitlines()]
    assert rows[1] == {
        "article": "news/mill.md",
        "title": "The mill",
        "outlet": "The Quay Post",
        "published": "2024-03-02",
        "authors": [],
        "url": None,
        "source": str(articles / "mill.md"),
        "passages": 1,
    }


def test_the_status_says_what_is_held(attribune: Any, archive: Path) -> None:
    told = json.loads(attribune("status", "--json", "--archive", archive).out)
    assert (told["articles"], told["passages"]) == (2, 2)
    assert told["published"] == {"first": "2024-03-02", "last": "2024-03-02"}
    assert told["generation"]["vectors"] == 2
    assert "articles\t2" in attribune("status", "--archive", archive).out


def test_no_archive_yet_is_an_empty_one(attribune: Any, tmp_path: Path) -> None:
    told = json.loads(attribune("status", "--json", "--archive", tmp_path / "none").out)
    assert (told["articles"], told["published"]) == (0, None)
    ran = attribune("list", "--archive", tmp_path / "none")
    assert (ran.status, ran.out) == (0, "")
    assert "holds no articles yet" in ran.err


def test_the_doctor_finds_and_mends(attribune: Any, own: Path) -> None:
    (own / "chroma" / "9.building").mkdir()
    ran = attribune("doctor", "--archive", own)
    assert (ran.status, ran.out) == (1, "2 articles, 1 faults\n")
    assert "9.building" in ran.err
    ran = attribune("doctor", "--repair", "--json", "--archive", own)
    assert ran.status == 0
    assert json.loads(ran.out)["faults"] == []


def test_an_archive_that_cannot_be_used_exits_with_5(attribune: Any, articles: Path, own: Path, tmp_path: Path) -> None:
    with Archive.write(own):
        ran = attribune("index", articles, "--archive", own)
    assert ran.status == 5
    assert f"by process {os.getpid()}" in ran.err
    (tmp_path / "file").write_text("no folder")
    for command in (["status"], ["index", articles]):
        ran = attribune(*command, "--archive", tmp_path / "file")
        assert (ran.status, len(ran.err.splitlines())) == (5, 1)
    with closing(sqlite3.connect(own / "archive.sqlite3")) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
        connection.commit()
    for command in (["list"], ["ask", "When?"], ["index", articles], ["doctor"], ["search", "ferry"]):
        ran = attribune(*command, "--archive", own)
        assert (ran.status, ran.out) == (5, "")
        assert "schema version 99" in ran.err
    (own / "archive.sqlite3").write_bytes(b"no database at all" * 500)
    for command in (["status"], ["ask", "When?"], ["index", articles], ["doctor", "--repair"]):
        ran = attribune(*command, "--archive", own)
        assert (ran.status, len(ran.err.splitlines())) == (5, 1)


@pytest.mark.parametrize("command", [["show"], ["remove"]])
def test_half_a_character_is_no_key(attribune: Any, own: Path, command: list[str]) -> None:
    ran = attribune(*command, "\udcff", "--archive", own)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "attribune: \ufffd: the archive has no article of that key; `attribune list` shows the keys\n"


def test_known_keys_beside_half_a_character_are_removed(attribune: Any, own: Path) -> None:
    assert attribune("remove", "news/mill.md", "\udcff", "--archive", own).status == 3
    assert attribune("status", "--json", "--archive", own).out.count('"articles": 1') == 1


def test_an_archive_that_cannot_be_written_is_not_called_damaged(attribune: Any, own: Path) -> None:
    (own / "lock").unlink(missing_ok=True)
    (own / "lock").mkdir()
    ran = attribune("doctor", "--archive", own)
    assert (ran.status, ran.out) == (0, "2 articles, no faults\n")
    assert "cannot be written" in ran.err


def test_what_may_not_be_read_is_one_line(articles: Path, own: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK) and shutil.which("setpriv") is None:
            pytest.skip("this user may read everything")
        assert _without_privileges("index", articles, closed, "--archive", own)[0] == 3
        for command in (["status"], ["ask", "When?"], ["index", articles], ["doctor"], ["doctor", "--repair"]):
            status, out, err = _without_privileges(*command, "--archive", closed)
            assert (status, out, len(err.splitlines())) == (5, "", 1)
    finally:
        closed.chmod(0o700)


def _without_privileges(*arguments: object) -> tuple[int, str, str]:
    """What the command does for a user who may not read everything, also where the tests run as root."""
    command = [sys.executable, "-m", "attribune", *map(str, arguments)]
    if os.geteuid() == 0:
        gone = "-dac_override,-dac_read_search"
        command = ["setpriv", f"--bounding-set={gone}", f"--inh-caps={gone}", *command]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout, ran.stderr
