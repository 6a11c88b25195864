"""Paths -> archive: the article's whole way on one screen.

walk -> read -> (key) -> archive.add: prose, embedding, one transaction an article -> publish a generation if due.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import Rejected, WrongUse
from index.readers import files
from index.readers.documents import Document, from_document
from index.readers.sources import Fault, Source, walk
from index.stores.archive import Archive, Outcome
from index.stores.prepare import reads_as_english
from index.types import Article, ArticleKey, Progress, silent

UPLOADS = "uploads"
"""The folder of an archive that holds articles' files: what was uploaded. All else in an archive is its own."""
ENGLISH_ONLY = "some texts are not in English: they are indexed and found, but the rules know English only"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a run of `index` did. `rejected`: one fault an input that was left out."""

    added: int
    updated: int
    unchanged: int
    removed: tuple[ArticleKey, ...]
    rejected: tuple[Fault, ...]
    published: bool
    notices: tuple[str, ...]
    passages: int = 0
    """Passages in the archive afterwards."""
    seconds: float = 0.0
    """Until everything was found."""
    publishing: float = 0.0
    """Seconds after that, for the vector generation; 0 where none was due."""


def index(
    archive: Archive,
    paths: Sequence[Path],
    *,
    fields: Mapping[str, str] | None = None,
    prune: bool = False,
    yes: bool = False,
    progress: Progress = silent,
) -> BuildReport:
    """Add and update what stands under the paths. Raises WrongUse where pruning would remove more than half."""
    run = _Run(archive)
    started = time.perf_counter()
    counts: Counter[Outcome] = Counter()
    foreign = False
    for article, outcome in archive.stream(run.articles(paths, fields or {}), progress):
        counts[outcome] += 1
        foreign = foreign or (outcome is not Outcome.UNCHANGED and not reads_as_english(article.text))
    removed = archive.remove(run.vanished(paths, yes=yes), progress) if prune else []
    found = time.perf_counter()
    published = archive.publish(progress)
    publishing = time.perf_counter() - found if published else 0.0
    notices = list(archive.notices)
    if foreign and archive.database.meta("told_english_only") is None:
        archive.database.set_meta("told_english_only", "yes")
        notices.append(ENGLISH_ONLY)
    return BuildReport(
        counts[Outcome.ADDED],
        counts[Outcome.UPDATED],
        counts[Outcome.UNCHANGED],
        tuple(removed),
        tuple(run.faults),
        published,
        tuple(notices),
        archive.database.counts()[1],
        found - started,
        publishing,
    )


def add(archive: Archive, items: Iterable[Article | Document], progress: Progress = silent) -> BuildReport:
    """Add and update what a program hands in: articles or LlamaIndex Documents; a key that comes twice is a fault."""
    run = _Run(archive)
    counts = Counter(outcome for _, outcome in archive.stream(run.given(items), progress))
    published = archive.publish(progress)
    return BuildReport(
        counts[Outcome.ADDED],
        counts[Outcome.UPDATED],
        counts[Outcome.UNCHANGED],
        (),
        tuple(run.faults),
        published,
        tuple(archive.notices),
    )


class _Run:
    """What one run knows: who has which key, what was seen, what went wrong."""

    def __init__(self, archive: Archive) -> None:
        self.faults: list[Fault] = []
        self._archive = archive
        self._own = archive.folder.resolve()
        self._uploads = self._own / UPLOADS
        self._records = {r.key: r for r in archive.database.records()}
        self._by_place = {(r.source, _row(r.key)): r.key for r in self._records.values() if r.source}
        self._seen: dict[ArticleKey, str] = {}
        self._failed: set[str] = set()
        self._refused: set[ArticleKey] = set()

    def articles(self, paths: Sequence[Path], fields: Mapping[str, str]) -> Iterator[Article]:
        """Every good article under the paths, under the key that the archive will know it by."""
        for source in walk(paths):
            if isinstance(source, Fault):
                if not self._is_own(Path(source.what)):
                    self._failed.add(str(Path(source.what).absolute()))
                    self.faults.append(source)
                continue
            if self._is_own(source.path):
                continue
            for number, article in enumerate(files.read(source, fields), 1):
                if isinstance(article, Fault):
                    self._failed.add(str(source.path))
                    self.faults.append(article)
                    continue
                keyed = replace(article, key=self._key(source, article.key))
                if self.admits(keyed, number):
                    yield keyed

    def given(self, items: Iterable[Article | Document]) -> Iterator[Article]:
        """Every good article among what a program hands in."""
        for item in items:
            try:
                article = item if isinstance(item, Article) else from_document(item)
            except Rejected as error:
                self.faults.append(Fault(error.what, error.why, error.do))
                continue
            if self.admits(article):
                yield article

    def admits(self, article: Article, row: int = 1) -> bool:
        """Whether the key is free or the article's own; else a fault that names both places.

        `row`: which one of its file it is, from 1.
        """
        source = article.source or "given by a program"
        place = source if row == 1 else f"{source}#{row}"
        earlier = self._seen.get(article.key)
        record = self._records.get(article.key)
        if earlier is None and record is not None and record.source not in (None, article.source):
            moved = record.digest == article.digest and not Path(str(record.source)).exists()
            if not moved:
                earlier = record.source
        if earlier is not None:
            why = f"its key {article.key!r} is already that of {earlier}"
            self.faults.append(Fault(place, why, "give one of them another id, or remove the other"))
            self._failed.add(source)
            self._refused.add(article.key)
            return False
        self._seen[article.key] = place
        return True

    def _key(self, source: Source, key: ArticleKey) -> ArticleKey:
        """A key made of folder and path, adapted to what is on record; a row's own id or URL stays."""
        if key != source.key and not key.startswith(f"{source.key}#"):
            return key
        on_record = self._by_place.get((str(source.path), _row(key)))
        if on_record is not None:
            return on_record
        if source.path.parent == self._uploads:
            return ArticleKey(f"{UPLOADS}/{source.path.name}{_row(key)}")
        if source.path == source.root or not source.folder:
            return key
        return ArticleKey(f"{self._folder(source)}/{key.removeprefix(source.folder + '/')}")

    def _is_own(self, path: Path) -> bool:
        """Whether the archive wrote it for itself: that is no article."""
        return path.is_relative_to(self._own) and not path.is_relative_to(self._uploads)

    def _folder(self, source: Source) -> str:
        """The name under which this folder is on record; a second one of the same name gets `~2`."""
        folders = self._archive.database.folders()
        root = str(source.root)
        name, n = source.folder, 1
        while name in folders and folders[name] != root and Path(folders[name]).is_dir():
            n += 1
            name = f"{source.folder}~{n}"
        if folders.get(name) != root:
            self._archive.database.set_folder(name, root)
        return name

    def vanished(self, paths: Sequence[Path], *, yes: bool) -> list[ArticleKey]:
        """Keys on record below the paths that this run did not see; never what is there but could not be read."""
        roots = [p.parent.resolve() / p.name if p.is_file() else p.resolve() for p in paths]
        below = [
            r for r in self._records.values() if r.source and any(Path(r.source).is_relative_to(root) for root in roots)
        ]
        told = self._refused.union(self._seen)
        gone = [r.key for r in below if r.key not in told and not self._unread(Path(str(r.source)))]
        if len(gone) * 2 > len(below) and not yes:
            raise WrongUse(
                "--prune",
                f"{len(gone)} of {len(below)} articles below the given paths have vanished and would be removed",
                "check the paths, then repeat with --yes",
            )
        return gone

    def _unread(self, source: Path) -> bool:
        """Whether the source, or a folder above it, is there but could not be read."""
        return any(str(place) in self._failed and os.path.lexists(place) for place in (source, *source.parents))


def _row(key: str) -> str:
    """`#n` at the end of a key of a file of several rows, else nothing."""
    _, mark, number = key.rpartition("#")
    return f"#{number}" if mark and number.isdigit() else ""
