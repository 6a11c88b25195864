"""Data and prediction files: JSON lines in (gzip or plain), every fault of the file named at once, and JSON lines out.

Knows lines and fields; what a row means is said by the `parse` function of whoever reads it.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import IO, TypeVar

from index.errors import CannotWrite, WrongUse
from index.text import one_line
from index.types import Span

T = TypeVar("T")
Row = Mapping[str, object]
"""One line of a file: a JSON object."""

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_NAMED = 4
"""Lines of one fault that are named; the rest are counted."""
_SHOWN = 100
"""Faults listed one by one; the rest are counted."""


class Fault(ValueError):
    """Why one row cannot be used, in words that go after "line 3: "."""


def read(path: Path, parse: Callable[[Row], T], *, limit: int | None = None, what: str | None = None) -> list[T]:
    """The rows of `path`, each through `parse`, in order; with `limit`, only the first so many.

    Blank lines are skipped. `what` names what must not lack altogether. Raises WrongUse where the file cannot be read
    or holds none of that, and one WrongUse that lists every line that is not a JSON object or that `parse` faults.
    """
    good: list[T] = []
    faults: dict[str, list[int]] = {}
    for number, line in _lines(path):
        if limit is not None and len(good) + sum(map(len, faults.values())) >= limit:
            break
        try:
            good.append(parse(_object(line)))
        except Fault as fault:
            faults.setdefault(str(fault), []).append(number)
    if faults:
        told = [f"{_lines_named(numbers)}: {why}" for why, numbers in faults.items()]
        more = len(told) - _SHOWN
        listed = "; ".join(told[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
        raise WrongUse(str(path), listed, "mend these lines")
    if not good and what is not None:
        raise WrongUse(str(path), f"holds no {what}", "name a file with one JSON object a line")
    return good


def _lines_named(numbers: list[int]) -> str:
    """The lines that have one fault: "line 3", "lines 3, 5 and 9", "lines 1, 2, 3 and 97 more"."""
    named, more = [str(n) for n in numbers[:_NAMED]], len(numbers) - _NAMED
    last = f"{more} more" if more > 0 else named.pop()
    return f"line {last}" if not named else f"lines {', '.join(named)} and {last}"


def write(out: Path, rows: Iterable[Row]) -> int:
    """Writes `rows` to `out`, one a line as they come, and returns how many.

    They stand in `OUT.part` until the last one is written; then it is renamed. Whatever ends the rows early passes
    through with a note (PEP 678) that says how many rows the part file holds. Raises WrongUse where the folder of
    `out` is missing or `out` is a folder or a device, CannotWrite where the disk does not take it.
    """
    if not out.parent.is_dir() or (out.exists() and not out.is_file()):
        # Renaming would put a file in the place of a device, such as /dev/null.
        why = "is a folder or a device" if out.exists() else "its folder does not exist"
        raise WrongUse(f"--out {out}", why, "name a file in a folder that exists")
    out = out.resolve()
    part = out.with_name(out.name + ".part")
    done = 0
    file = _disk(part, lambda: part.open("w", encoding="utf-8", buffering=1))
    try:
        try:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False) + "\n"
                _disk(part, partial(file.write, line))
                done += 1
        finally:
            _disk(part, file.close)
    except BaseException as error:
        if done:
            error.add_note(f"stopped after {done} rows; they are in {part}")
        raise
    _disk(out, lambda: part.replace(out))
    return done


def text(row: Row, field: str) -> str:
    """The string at `field`. Raises Fault."""
    value = row.get(field)
    if not isinstance(value, str):
        raise Fault(f"{field!r} must be a text, not {_kind(row, field)}")
    return value


def maybe_text(row: Row, field: str) -> str | None:
    """The string at `field`, None where it is null or not there. Raises Fault."""
    return None if row.get(field) is None else text(row, field)


def name(row: Row, field: str = "id") -> str | int:
    """The text or whole number that names a row, as it stands. Raises Fault."""
    value = row.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Fault(f"{field!r} must be a text or a whole number, not {_kind(row, field)}")
    if isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value):
        raise Fault(f"{field!r} holds half a character (a lone surrogate)")
    return value


def flag(row: Row, field: str) -> bool:
    """The true or false at `field`. Raises Fault."""
    value = row.get(field)
    if not isinstance(value, bool):
        raise Fault(f"{field!r} must be true or false, not {_kind(row, field)}")
    return value


def maybe_number(row: Row, field: str) -> float | None:
    """The number at `field`, None where it is null or not there. Raises Fault, also for what is not finite."""
    value = row.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < float("inf"):
        raise Fault(f"{field!r} must be a number, not {_kind(row, field)}")
    return float(value)


def offset(row: Row, field: str) -> int:
    """The offset at `field`: a whole number from 0. Raises Fault."""
    value = row.get(field)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Fault(f"{field!r} must be a whole number from 0, not {_kind(row, field)}")
    return value


def stretch(row: Row) -> Span:
    """The range from `start` to `end`. Raises Fault."""
    start, end = offset(row, "start"), offset(row, "end")
    if start >= end:
        raise Fault(f"'start' must be below 'end', not {start}:{end}")
    return Span(start, end)


def items(row: Row, field: str) -> tuple[object, ...]:
    """The list at `field`. Raises Fault."""
    value = row.get(field)
    if not isinstance(value, list):
        raise Fault(f"{field!r} must be a list, not {_kind(row, field)}")
    return tuple(value)


def objects(row: Row, field: str) -> tuple[Row, ...]:
    """The list of objects at `field`. Raises Fault."""
    found = items(row, field)
    if not all(isinstance(item, dict) for item in found):
        raise Fault(f"{field!r} must be a list of objects")
    return tuple(item for item in found if isinstance(item, dict))


def spans(row: Row, field: str) -> tuple[Span, ...]:
    """The list of [start, end] at `field`. Raises Fault."""
    return tuple(_span(item, field) for item in items(row, field))


def maybe_span(row: Row, field: str) -> Span | None:
    """The [start, end] at `field`, None where it is null or not there. Raises Fault."""
    return None if row.get(field) is None else _span(row[field], field)


def _span(value: object, field: str) -> Span:
    if not isinstance(value, list) or len(value) != 2 or not all(type(edge) is int for edge in value):
        raise Fault(f"{field!r} must hold [start, end] pairs of whole numbers")
    try:
        return Span(value[0], value[1])
    except ValueError as error:
        raise Fault(f"{field!r}: {error}") from None


def _kind(row: Row, field: str) -> str:
    return one_line(json.dumps(row[field]), 40) if field in row else "missing"


def _object(line: bytes) -> Row:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Fault(f"is not UTF-8 (byte {error.start})") from None
    except (ValueError, RecursionError) as error:
        raise Fault(f"is not JSON ({error})") from None
    if not isinstance(value, dict):
        raise Fault("is not a JSON object")
    return value


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The number (from 1) and the bytes of every line that is not blank."""
    if path.exists() and not path.is_file():
        raise WrongUse(str(path), "is a folder, a pipe or a device", "name a JSON lines file, gzip or plain")
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP
            raw.seek(0)
            source: IO[bytes] | gzip.GzipFile = gzip.GzipFile(fileobj=raw) if packed else raw
            for number, line in enumerate(source, 1):
                line = line.removeprefix(_BOM) if number == 1 else line
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error) as error:  # a broken gzip file raises any of them
        why = getattr(error, "strerror", None) or str(error)
        raise WrongUse(str(path), f"cannot be read ({why})", "name a JSON lines file, gzip or plain") from error


def _disk(path: Path, act: Callable[[], T]) -> T:
    try:
        return act()
    except OSError as error:
        raise CannotWrite(
            str(path), f"cannot be written ({error.strerror})", "free some space or name another"
        ) from error
