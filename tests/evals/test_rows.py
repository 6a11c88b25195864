import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import rows
from index.errors import CannotWrite, WrongUse
from index.types import Cancelled


def ident(row: rows.Row) -> str | int:
    return rows.name(row)


def test_plain_and_packed_files_read_alike(tmp_path: Path) -> None:
    text = '{"id": "a"}\n\n{"id": 2}\n'
    (tmp_path / "plain").write_text(text, "utf-8")
    (tmp_path / "packed").write_bytes(gzip.compress(text.encode()))
    assert rows.read(tmp_path / "plain", ident) == rows.read(tmp_path / "packed", ident) == ["a", 2]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b'\xef\xbb\xbf{"id": "a"}')
    assert rows.read(tmp_path / "f", ident) == ["a"]


def test_every_fault_of_a_file_is_listed_at_once(tmp_path: Path) -> None:
    lines = [b'{"id": "a"}', b'{"id": null}', b"{", b"[1]", b"", b"\xff", b"{}", b'{"id": "\\ud800"}', b"[" * 100_000]
    (tmp_path / "f").write_bytes(b"\n".join(lines))
    with pytest.raises(WrongUse) as caught:
        rows.read(tmp_path / "f", ident)
    why = caught.value.why
    assert "line 1" not in why
    assert "line 2: 'id' must be a text or a whole number, not null" in why
    assert "line 3: is not JSON" in why
    assert "line 4: is not a JSON object" in why
    assert "line 6: is not UTF-8" in why
    assert "line 7: 'id' must be a text or a whole number, not missing" in why
    assert "line 8: 'id' holds half a character" in why
    assert "line 9: is not JSON" in why
    assert "\n" not in why


def test_many_faults_end_in_a_count(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("{}\n" * 130, "utf-8")
    with pytest.raises(WrongUse, match="lines 1, 2, 3, 4 and 126 more: "):
        rows.read(tmp_path / "f", ident)


def test_a_limit_leaves_the_rest_unread(tmp_path: Path) -> None:
    (tmp_path / "f").write_text('{"id": 1}\n{"id": 2}\nbroken', "utf-8")
    assert rows.read(tmp_path / "f", ident, limit=2) == [1, 2]
    assert rows.read(tmp_path / "f", ident, limit=0) == []


DAMAGED = gzip.compress(b'{"id": 1}\n' * 999)[:12] + b"\xff" * 30


@pytest.mark.parametrize("content", [b"\x1f\x8bnot gzip", gzip.compress(b'{"id": 1}\n' * 999)[:40], DAMAGED, None])
def test_what_cannot_be_read_is_wrong_use(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "f").write_bytes(content)
    with pytest.raises(WrongUse, match="cannot be read"):
        rows.read(tmp_path / "f", ident)


def test_an_offset_is_a_whole_number_from_0() -> None:
    assert rows.offset({"start": 0}, "start") == 0
    for value in (-1, 1.0, True, None, "1"):
        with pytest.raises(rows.Fault):
            rows.offset({"start": value}, "start")


def test_a_number_is_finite() -> None:
    assert rows.maybe_number({"c": 1}, "c") == 1.0
    assert rows.maybe_number({}, "c") is None
    for value in (float("nan"), float("inf"), True, "1"):
        with pytest.raises(rows.Fault):
            rows.maybe_number({"c": value}, "c")


def test_spans_are_pairs_that_hold_something() -> None:
    assert [(s.start, s.end) for s in rows.spans({"s": [[0, 2], [5, 6]]}, "s")] == [(0, 2), (5, 6)]
    for value in ([[2, 2]], [[1]], [[0, 1.5]], [3], [[False, True]], {}):
        with pytest.raises(rows.Fault):
            rows.spans({"s": value}, "s")


@given(st.lists(st.dictionaries(st.text("abéλ\u2028\n😀"), st.text("abéλ\u2028\n\r😀"), max_size=3), max_size=5))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, items: list[dict[str, str]]) -> None:
    out = tmp_path_factory.mktemp("rows") / "out.jsonl"
    assert rows.write(out, items) == len(items)
    assert rows.read(out, dict) == items
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("end", [Cancelled, KeyboardInterrupt, RuntimeError])
def test_an_interrupted_run_leaves_the_part_file_and_says_so(tmp_path: Path, end: type[BaseException]) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("of an earlier run\n", "utf-8")

    def interrupted() -> Iterator[rows.Row]:
        yield {"id": 1}
        raise end

    with pytest.raises(end) as caught:
        rows.write(out, interrupted())
    part = tmp_path / "out.jsonl.part"
    assert [json.loads(line) for line in part.read_text("utf-8").splitlines()] == [{"id": 1}]
    assert caught.value.__notes__ == [f"stopped after 1 rows; they are in {part}"]
    assert out.read_text("utf-8") == "of an earlier run\n"


def test_rows_stand_on_disk_as_they_come(tmp_path: Path) -> None:
    out, seen = tmp_path / "out.jsonl", []

    def watched() -> Iterator[rows.Row]:
        for number in range(3):
            yield {"id": number}
            seen.append(len((tmp_path / "out.jsonl.part").read_text("utf-8").splitlines()))

    rows.write(out, watched())
    assert seen == [1, 2, 3]


def test_a_place_that_cannot_be_written_is_said_before_anything_runs(tmp_path: Path) -> None:
    def never() -> Iterator[rows.Row]:
        raise AssertionError("ran")
        yield {}

    (tmp_path / "link").symlink_to(os.devnull)
    for out in (tmp_path, tmp_path / "missing" / "out.jsonl", tmp_path / "link"):
        with pytest.raises(WrongUse):
            rows.write(out, never())
    (tmp_path / "out.jsonl.part").mkdir()
    with pytest.raises(CannotWrite):
        rows.write(tmp_path / "out.jsonl", never())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_said_and_a_fault_of_the_run_is_not_taken_for_one(tmp_path: Path) -> None:
    def failing() -> Iterator[rows.Row]:
        raise OSError("the run's own")
        yield {}

    with pytest.raises(OSError, match="the run's own"):
        rows.write(tmp_path / "other.jsonl", failing())
    (tmp_path / "out.jsonl.part").symlink_to("/dev/full")
    with pytest.raises(CannotWrite, match="No space left"):
        rows.write(tmp_path / "out.jsonl", [{"id": 1}])
    assert not (tmp_path / "out.jsonl").exists()


def test_a_link_keeps_leading_to_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "kept.jsonl").write_text("of an earlier run\n", "utf-8")
    (tmp_path / "link.jsonl").symlink_to("kept.jsonl")
    rows.write(tmp_path / "link.jsonl", [{"id": 1}])
    assert (tmp_path / "link.jsonl").is_symlink()
    assert rows.read(tmp_path / "kept.jsonl", dict) == [{"id": 1}]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(WrongUse, match="a pipe"):
        rows.read(tmp_path / "pipe", ident)


def test_a_file_without_what_must_be_there_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("\n\n")
    with pytest.raises(WrongUse, match="holds no claims"):
        rows.read(tmp_path / "f", ident, what="claims")
    assert rows.read(tmp_path / "f", ident) == []
