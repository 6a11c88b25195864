"""Files that were handed in by somebody who has no path to name: kept in the archive under `uploads/`, and indexed.

An uploaded file's articles have the keys `uploads/NAME` and `uploads/NAME#n`; one of the same name is a new version of
it. Knows nothing about how a file came here.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from index import build
from index.errors import CannotWrite
from index.readers.sources import KINDS, kind
from index.stores.archive import Archive
from index.text import one_line
from index.types import ArticleKey, Progress, silent

_LONGEST_NAME = 120
_FOLDERS = re.compile(r"/(?:[^/\s']+/)+")


class Upload(NamedTuple):
    """A file that waits somewhere, with the name that it had where it came from."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an upload: how many of its articles are new, changed or were there; `fault`: why one is not in."""

    name: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    fault: str | None = None


def add(archive: Archive, uploads: Sequence[Upload], progress: Progress = silent) -> tuple[Outcome, ...]:
    """Move files into the archive, which is open for writing, and index them. A file without an article is not kept.

    Raises ArchiveUnusable; the files that were moved until then are found by the next call.
    """
    folder = archive.folder.resolve() / build.UPLOADS
    kept: dict[str, Path] = {}
    refused: dict[str, str] = {}
    for upload in uploads:
        name = file_name(upload.name)
        if kind(Path(name)) is None:
            refused[upload.name] = f"files of this kind are not read; these are: {', '.join(KINDS)}, also .gz and .xz"
        else:
            kept[upload.name] = _moved(upload.path, folder, name)
    before = {r.key: (r.digest, r.described) for r in archive.database.records()}
    report = build.index(archive, list(kept.values()), progress=progress)
    faults = {fault.what: fault.why for fault in reversed(report.rejected)}
    after = archive.database.records()
    outcomes = []
    for upload in uploads:
        path = kept.get(upload.name)
        if path is None:
            outcomes.append(Outcome(one_line(upload.name, 100), fault=refused[upload.name]))
            continue
        mine = [r for r in after if r.source == str(path)]
        fault = next(
            (why for what, why in faults.items() if what == str(path) or what.startswith((f"{path}:", f"{path}#"))),
            None,
        )
        if not mine:
            path.unlink(missing_ok=True)
            fault = fault or "there is no article in it"
        new = sum(r.key not in before for r in mine)
        same = sum(before.get(r.key) == (r.digest, r.described) for r in mine)
        told = None if fault is None else _FOLDERS.sub("", fault)
        outcomes.append(Outcome(path.name, new, len(mine) - new - same, same, told))
    return tuple(outcomes)


def remove(archive: Archive, keys: Iterable[ArticleKey], progress: Progress = silent) -> list[ArticleKey]:
    """Remove articles from the archive, which is open for writing, and the uploaded files that held nothing else."""
    wanted = set(keys)
    folder = archive.folder.resolve() / build.UPLOADS
    records = archive.database.records()
    sources = {r.source for r in records if r.key in wanted and r.source}
    removed = archive.remove(wanted, progress)
    left = {r.source for r in records if r.key not in wanted}
    for source in sources - left:
        if Path(source).parent == folder:
            Path(source).unlink(missing_ok=True)
    archive.publish(progress)
    return removed


def file_name(given: str) -> str:
    """A name for a file of ours: one part of a path, visible, of a bearable length, its endings kept."""
    name = one_line(given.replace("\\", "/").rpartition("/")[2], 10_000).lstrip(".").replace("\0", "")
    suffixes = "".join(Path(name).suffixes[-2:])
    stem = name.removesuffix(suffixes)
    while len((stem + suffixes).encode("utf-8", "replace")) > _LONGEST_NAME and stem:
        stem = stem[:-1]
    return (stem + suffixes)[-_LONGEST_NAME:] or "unnamed"


def _moved(path: Path, folder: Path, name: str) -> Path:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        return Path(shutil.move(path, folder / name))
    except OSError as error:
        raise CannotWrite(str(folder), f"cannot be written ({error.strerror})", "make room on the disk") from error
