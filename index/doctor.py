"""What is wrong with an archive, and how it is mended. Nothing of the user's articles is ever deleted.

Whatever can be derived from SQLite (full-text index, vectors, generations) is mended by making it anew; what cannot is
only said. Knows the stores; nothing about questions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.errors import AttribuneError, CannotWrite
from index.stores import generations
from index.stores.archive import Archive
from index.stores.generations import Node
from index.stores.records import EVERYTHING
from index.types import Progress, silent

_REPAIR = "run `attribune doctor --repair`"
_ANEW = f"{_REPAIR}; where that does not help, index the articles into a new archive"
_READ_ONLY = "it cannot be written, so neither its full-text index nor its vector index was tried"
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """`what` is wrong, `why`, and what to `do` about it."""

    what: str
    why: str
    do: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What `examine` found; `notices` are no faults."""

    articles: int
    faults: tuple[Fault, ...]
    notices: tuple[str, ...]


def examine(folder: Path, progress: Progress = silent) -> Findings:
    """Look at everything; takes the archive's lock, changes nothing.

    Raises ArchiveUnusable where it cannot be opened at all, or is being written.
    """
    if not _there(folder):
        return Findings(0, (), ("there is no archive there yet",))
    try:
        with Archive.write(folder) as archive:
            return _examined(archive, progress, ())
    except CannotWrite:
        with closing(Archive.read(folder)) as archive:
            return _examined(archive, progress, (_READ_ONLY,), proving=False)


def mend(folder: Path, progress: Progress = silent) -> tuple[str, ...]:
    """Make anew what is derived and at fault; says what. Raises ArchiveUnusable.

    Nothing is made from a database that stays at fault.
    """
    if not _there(folder):
        return ()
    done = []
    with Archive.write(folder) as archive:
        if archive.database.faults():
            archive.database.rebuild()
            embedded = archive.complete(progress)
            if archive.database.faults():
                return ()
            done.append("the full-text index was made anew")
            done += [f"vectors of {embedded} passages were made anew"] if embedded else []
        if list(_leftovers(archive)):
            generations.sweep(archive.folder / "chroma")
            done.append("what an interrupted run left was deleted")
        if list(_generation(archive)):
            archive.publish(progress, force=True)
            done.append("the vector index was made anew")
    return tuple(done)


def _there(folder: Path) -> bool:
    with closing(Archive.read(folder)):
        return (folder / "archive.sqlite3").exists()


def _examined(archive: Archive, progress: Progress, notices: tuple[str, ...], *, proving: bool = True) -> Findings:
    progress("examining", 0, 4)
    path = str(archive.folder / "archive.sqlite3")
    faults = [Fault(path, why, _ANEW) for why in archive.database.faults()]
    progress("examining", 1, 4)
    faults += _stamp(archive)
    faults += _texts(archive)
    progress("examining", 2, 4)
    faults += _leftovers(archive)
    faults += _generation(archive, proving=proving)
    progress("examining", 4, 4)
    articles, passages = archive.database.counts()
    if passages and not archive.generation_state()[0]:
        notices += ("there is no vector index yet: the next `attribune index` makes one, search is exact until then",)
    return Findings(articles, tuple(faults), notices)


def _stamp(archive: Archive) -> Iterator[Fault]:
    """Whether the embedding on the stamp can be had and makes vectors like those on record."""
    ids = archive.database.ids(EVERYTHING)
    if not ids:
        return
    try:
        encoder = archive.encoder
    except AttribuneError as error:
        yield Fault(error.what, error.why, error.do)
        return
    lengths = set()
    for start in range(0, len(ids), _AT_ONCE):
        lengths |= {len(v) for v in archive.database.vectors(ids[start : start + _AT_ONCE]).values()}
    if lengths - {encoder.dimension}:
        why = f"vectors of {sorted(lengths)} numbers stand in it, {archive.embedding} makes {encoder.dimension}"
        yield Fault(str(archive.folder), why, "index the articles into a new archive")


def _texts(archive: Archive) -> Iterator[Fault]:
    """Whether each text is the one that was indexed."""
    for article, _ in archive.database.articles():
        digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest != article.digest:
            do = "remove it with `attribune remove` and index its file again"
            yield Fault(article.key, "its text is not the one that was indexed", do)


def _leftovers(archive: Archive) -> Iterator[Fault]:
    chroma = archive.folder / "chroma"
    for left in sorted(chroma.glob("*.building")):
        yield Fault(str(left), "an interrupted run left it", _REPAIR)


def _generation(archive: Archive, *, proving: bool = True) -> Iterator[Fault]:
    """Whether the published generation is there, whole and true to the vectors on record; tried in a child process.

    Without `proving` it is not opened: Chroma opens nothing that it may not write, and that is no damage.
    """
    number = int(archive.database.meta("generation") or 0)
    if not number:
        return
    folder = archive.folder / "chroma" / str(number)
    held = int(archive.database.meta("generation_count") or 0)
    if not folder.is_dir():
        yield Fault(str(folder), "the vector index is gone; search goes on without it, slower", _REPAIR)
    elif not generations.whole(folder):
        yield Fault(str(folder), "files of the vector index are missing or changed; search goes on without it", _REPAIR)
    elif proving and not generations.proven(folder, held, _known(archive)):
        yield Fault(str(folder), "the vector index is damaged; search goes on without it, slower", _REPAIR)


def _known(archive: Archive) -> list[Node]:
    """Passages that the generation must hold, with their vectors on record; none where every such one was removed."""
    last = int(archive.database.meta("generation_last") or 0)
    held = [i for i in archive.database.ids(EVERYTHING) if i <= last]
    vectors = archive.database.vectors(held[:: -(-len(held) // generations.PROBES) or 1])
    return [Node(pid, "", 0, 0, "", "", 0, vector) for pid, vector in vectors.items()]
