"""JSON: a row is an article. One object, a list of them, an object that holds such a list, or JSON lines.

A broken row is a fault that names its place; the good ones are read. Lines are streamed: the file may be big.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from index.errors import Rejected
from index.readers import fields, metadata
from index.readers.decode import decode
from index.readers.sources import Fault, Source
from index.text import one_line
from index.types import Article

LIMIT = 64 << 20
"""Bytes that one article, or one line of JSON lines, may have."""

_LISTS = ("articles", "data", "items", "documents")
_CHUNK = 1 << 20


def read_document(text: str, source: Source, named: Mapping[str, str]) -> Iterator[Article | Fault]:
    """The rows of a whole JSON document. Raises Rejected where the document cannot be read or holds none."""
    if not text.strip():
        raise Rejected(str(source.path), "empty", "leave it out, or fill it")
    try:
        found = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and text.lstrip().startswith("{"):  # JSON lines by another name
            yield from _each_line(enumerate(text.split("\n"), 1), source, named)
            return
        raise Rejected(f"{source.path}:{error.lineno}", _broken(error), "mend it or leave it out") from error
    except (ValueError, RecursionError) as error:
        raise Rejected(str(source.path), _broken(error), "mend it or leave it out") from error
    if isinstance(found, dict):
        rows = next((found[name] for name in _LISTS if _is_rows(found.get(name))), None)
        if rows is None or fields.text(found, named) is not None:
            yield _row(found, source, named, str(source.path), source.key)
            return
        found = rows
    if not isinstance(found, list):
        raise Rejected(str(source.path), "neither an object nor a list of objects", "give one object an article")
    if not found:
        raise Rejected(str(source.path), "empty", "leave it out, or fill it")
    for number, row in enumerate(found, 1):
        yield _row(row, source, named, f"{source.path}#{number}", f"{source.key}#{number}")


def read_lines(stream: BinaryIO, source: Source, named: Mapping[str, str]) -> Iterator[Article | Fault]:
    """An article a line of `stream`, which is read as far as the caller iterates. Blank lines are no rows.

    Raises Rejected where no line holds anything, and what reading `stream` raises.
    """
    yield from _each_line(_lines(stream, source), source, named)


def _lines(stream: BinaryIO, source: Source) -> Iterator[tuple[int, str | Fault]]:
    number = 0
    while data := stream.readline(LIMIT + 1):
        number += 1
        what = f"{source.path}:{number}"
        if len(data) > LIMIT:
            while data and not data.endswith(b"\n"):
                data = stream.readline(_CHUNK)
            yield number, Fault(what, f"a line of more than {LIMIT >> 20} MiB", "split it or leave it out")
            continue
        try:
            yield number, decode(data, what)
        except Rejected as error:
            yield number, Fault(error.what, error.why, error.do)


def _each_line(
    lines: Iterator[tuple[int, str]] | Iterator[tuple[int, str | Fault]], source: Source, named: Mapping[str, str]
) -> Iterator[Article | Fault]:
    row = 0
    for number, line in lines:
        if isinstance(line, str) and not line.strip():
            continue
        row += 1
        what = f"{source.path}:{number}"
        if isinstance(line, Fault):
            yield line
            continue
        try:
            found = json.loads(line, strict=False)
        except (ValueError, RecursionError) as error:
            yield Fault(what, _broken(error), "mend the line or leave it out")
        else:
            yield _row(found, source, named, what, f"{source.key}#{row}")
    if not row:
        raise Rejected(str(source.path), "empty", "leave it out, or fill it")


def _row(row: object, source: Source, named: Mapping[str, str], what: str, key: str) -> Article | Fault:
    if not isinstance(row, dict):
        return Fault(what, "not an object with fields", "give one object an article")
    text = fields.text(row, named)
    if text is None:
        have = one_line(", ".join(map(str, row)) or "none")
        return Fault(what, f"no text in its fields ({have})", "name the field with --field text=NAME")
    key = fields.name(row, named) or key
    return metadata.article(key, text, fields.known(row, named), str(source.path))


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(row, dict) for row in value)


def _broken(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error).partition(";")[0]
    return f"not JSON ({one_line(reason)})"
