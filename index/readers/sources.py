"""Which files are read: every readable one under the paths given, once, in a stable order.

Knows the file system, not what is inside a file. Nothing but regular files is ever opened, no link is followed out of
the folder that was given, and hidden names are passed over in silence.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

KINDS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".json": "document",
    ".jsonl": "lines",
    ".ndjson": "lines",
}
PACKED = (".gz", ".xz")
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    `path` and `root` (the PATH given) are absolute, links above them resolved; `below` is the path under the folder
    given, with `/`; `folder` is the name of the folder given. For a file given directly both are its name.
    """

    path: Path
    root: Path
    below: str
    folder: str

    @property
    def key(self) -> str:
        """The name of the file's article where it has no name of its own: FOLDER/BELOW, or the name of the file."""
        return self.below if self.path == self.root else f"{self.folder}/{self.below}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One input that was left out: `what` (path, or path:line), `why`, and what to `do` about it."""

    what: str
    why: str
    do: str


def kind(path: Path) -> str | None:
    """How a file of this name is read (a value of KINDS), or None where it is not."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in PACKED:
        suffixes.pop()
    return KINDS.get(suffixes[-1]) if suffixes else None


def walk(paths: Sequence[Path]) -> Iterator[Source | Fault]:
    """Every readable file under `paths`, each once, sorted by name folder by folder; links come last.

    A file under two of the paths belongs to the first. A path that does not exist is a Fault like any other.
    """
    seen: set[Path] = set()
    for given in paths:
        place = Path(os.path.abspath(given))  # noqa: PTH100 - a link that was given keeps its own name
        try:
            root = given.resolve(strict=True)
            mode = root.stat().st_mode
        except FileNotFoundError:
            if given.is_symlink():
                yield Fault(str(given), "a link to nothing", "mend the link, or give the file that it should lead to")
            else:
                yield Fault(str(given), "no such file or folder", "check the path")
        except (OSError, RuntimeError) as error:
            yield Fault(str(given), _reason(error), "check the path and its permissions")
        else:
            if stat.S_ISDIR(mode):
                yield from _folder(root, place.name, seen)
            else:
                path = place.parent.resolve() / place.name
                if (found := _file(path, path, path.name, path.name, seen)) is not None:
                    yield found


def _folder(root: Path, name: str, seen: set[Path]) -> Iterator[Source | Fault]:
    waiting, visited, links = [root], set[Path](), list[Path]()
    while waiting or links:
        if waiting:
            folder = waiting.pop()
            if (real := folder.resolve()) in visited:
                continue
            visited.add(real)
            files, folders, more, fault = _entries(folder)
            if fault is not None:
                yield fault
            waiting.extend(reversed(folders))
            links.extend(more)
        else:
            link = links.pop(0)
            if (fault := _astray(link, root)) is not None:
                yield fault
                continue
            files = [] if link.is_dir() else [link]
            waiting.extend([] if files else [link])
        for path in files:
            if (found := _file(path, root, path.relative_to(root).as_posix(), name, seen)) is not None:
                yield found


def _entries(folder: Path) -> tuple[list[Path], list[Path], list[Path], Fault | None]:
    """Files, folders and links in `folder`, sorted by name, without what is hidden; a fault where there is no list."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        return [], [], [], Fault(str(folder), _reason(error), "check its permissions")
    found = [entry for entry in found if not entry.name.startswith(".") and entry.name.lower() not in _LITTER]
    links = [Path(entry) for entry in found if entry.is_symlink()]
    folders = [Path(entry) for entry in found if entry.is_dir(follow_symlinks=False)]
    files = [Path(entry) for entry in found if not entry.is_symlink() and not entry.is_dir(follow_symlinks=False)]
    return files, folders, links, None


def _astray(path: Path, root: Path) -> Fault | None:
    """Why the link at `path` is not followed, or None where it stays inside `root`."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return Fault(str(path), "a link that leads nowhere", "remove it or mend it")
    if not target.is_relative_to(root):
        return Fault(str(path), "a link that leads out of the folder given", "give the path it leads to")
    return None


def _file(path: Path, root: Path, below: str, folder: str, seen: set[Path]) -> Source | Fault | None:
    """The source at `path`, a fault, or None where it came before. `path` may be a link that was checked."""
    real = path.resolve()
    if real in seen:
        return None
    seen.add(real)
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return Fault(repr(str(path))[1:-1], "its name is not valid UTF-8", "rename it")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Fault(str(path), _reason(error), "check its permissions")
    if not stat.S_ISREG(mode):
        return Fault(str(path), "not a regular file", "leave pipes, sockets and devices out")
    if kind(path) is None:
        known = " ".join(KINDS)
        return Fault(str(path), "not a kind of file that is read", f"these are: {known}, also with .gz or .xz")
    return Source(path, root, below, folder)


def _reason(error: Exception) -> str:
    return (error.strerror or type(error).__name__).lower() if isinstance(error, OSError) else "a loop of links"
