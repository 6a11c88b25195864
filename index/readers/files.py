"""One file to its articles: opened safely, unpacked within limits, read by suffix and content."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import stat
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import BinaryIO, cast

from index.errors import Rejected
from index.readers import markup, plain, records
from index.readers.decode import decode, wide
from index.readers.records import LIMIT
from index.readers.sources import Fault, Source, kind, walk
from index.types import Article

__all__ = ["Fault", "Source", "read", "walk"]


def read(source: Source, fields: Mapping[str, str] | None = None) -> Iterator[Article | Fault]:
    """The articles of one file, in its order, and a Fault for each part that cannot be read.

    `fields` maps WHAT (id, text, title, date, url, outlet, authors) to the name of a field. What is wrong with the
    file never raises.
    """
    what = str(source.path)
    try:
        with ExitStack() as stack:
            stream, size = _open(source, stack)
            yield from _articles(stream, size, source, fields or {})
    except Rejected as error:
        yield Fault(error.what, error.why, error.do)
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        yield Fault(what, f"its packing is broken ({str(error).rstrip('.')})", "pack it again")
    except OSError as error:
        yield Fault(what, (error.strerror or type(error).__name__).lower(), "check the file and its permissions")


def _articles(stream: BinaryIO, size: int, source: Source, fields: Mapping[str, str]) -> Iterator[Article | Fault]:
    how = kind(source.path)
    if how == "lines":
        buffered = io.BufferedReader(cast(io.RawIOBase, stream), 1 << 16)
        start = buffered.peek(1 << 12)
        if not (wide(start) or start.lstrip().startswith(b"[") or start.split(b"\n", 1)[0].strip() == b"{"):
            yield from records.read_lines(buffered, source, fields)
            return
        stream, how = buffered, "document"
    data = _whole(stream, size, source)
    if how == "page":
        yield markup.read_page(data, source)
        return
    text = decode(data, str(source.path))
    if how == "document":
        yield from records.read_document(text, source, fields)
    elif how == "markdown":
        yield plain.read_markdown(text, source, fields)
    else:
        yield plain.read_text(text, source)


def _open(source: Source, stack: ExitStack) -> tuple[BinaryIO, int]:
    """The unpacked stream and the size on disk. A pipe that took the file's place since it was listed cannot block."""
    number = os.open(source.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    raw = stack.enter_context(os.fdopen(number, "rb"))
    status = os.fstat(number)
    if not stat.S_ISREG(status.st_mode):
        raise Rejected(str(source.path), "not a regular file", "leave pipes, sockets and devices out")
    suffix = source.path.suffix.lower()
    if suffix == ".gz":
        return cast(BinaryIO, stack.enter_context(gzip.GzipFile(fileobj=raw))), status.st_size
    if suffix == ".xz":
        return cast(BinaryIO, stack.enter_context(lzma.LZMAFile(raw))), status.st_size
    return raw, status.st_size


def _whole(stream: BinaryIO, size: int, source: Source) -> bytes:
    data = b"" if size > LIMIT else stream.read(LIMIT + 1)
    if size > LIMIT or len(data) > LIMIT:
        raise Rejected(str(source.path), f"larger than {LIMIT >> 20} MiB", "split it, or give it as JSON lines")
    return data
