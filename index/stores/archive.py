"""An archive: the one owner of its stores. Open, lock, add, remove, publish, close.

SQLite holds the truth; Chroma generations are derived from it. Knows nothing about files, questions or scores.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from index.errors import ArchiveLocked, ArchiveUnusable, CannotWrite, StampMismatch
from index.prose import copies
from index.readers.documents import Document, from_document
from index.settings import DEFAULT, Settings
from index.stores import encoder as encoders
from index.stores import generations
from index.stores.database import Database
from index.stores.encoder import Encoder, Matrix
from index.stores.generations import Node
from index.stores.nearest import Neighbours, generation_state
from index.stores.prepare import SPLITTER, Prepared, prepare
from index.stores.records import EVERYTHING, Entry, Filter, Record, described
from index.types import Article, ArticleKey, Progress, silent

SAME_TEXT = 0.5
"""Estimated share of common 5-word runs from which two articles are compared: they may be one text."""
_EMBED_AT_ONCE = 256


class Outcome(StrEnum):
    """What became of an article that was handed in."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Done(NamedTuple):
    """An article and its outcome."""

    article: Article
    outcome: Outcome


class Archive:
    """An archive on disk, opened by `read` or `write`; no archive yet is an empty one. Safe for several threads."""

    def __init__(self, folder: Path, database: Database, settings: Settings, lock: FileLock | None) -> None:
        self.folder = folder
        self.database = database
        self.settings = settings
        self.notices: list[str] = []
        """What the user should be told once, such as that the vector index could not be used."""
        self.neighbours = Neighbours(folder / "chroma", database, self.notices)
        self._lock = lock
        self._guard = threading.Lock()
        self._encoder: Encoder | None = None

    # ---- opening -----------------------------------------------------------------------------------------------

    @classmethod
    def read(cls, folder: Path, settings: Settings = DEFAULT) -> Archive:
        """Open for reading. Raises ArchiveUnusable where it is damaged, newer, or made with another splitter."""
        try:
            other = (folder / "archive.sqlite3").is_dir() or (folder.exists() and not folder.is_dir())
        except OSError as error:
            raise ArchiveUnusable(
                str(folder), f"cannot be read ({error.strerror})", "check the path and its rights"
            ) from error
        if other:
            raise ArchiveUnusable(str(folder), "is not a folder that can hold an archive", "name another --archive")
        archive = cls(folder, Database(folder / "archive.sqlite3"), settings, None)
        archive._check_splitter()
        return archive

    @classmethod
    @contextmanager
    def write(cls, folder: Path, settings: Settings = DEFAULT) -> Iterator[Archive]:
        """Open for writing, made if there is none; one writer at a time. Raises ArchiveLocked, ArchiveUnusable."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(folder / "lock", timeout=0)
            lock.acquire()
        except Timeout:
            raise ArchiveLocked(str(folder), f"is being written {_holder(folder)}", "wait for it to end") from None
        except (OSError, NotImplementedError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise CannotWrite(str(folder), f"cannot be written ({reason})", "check the path and its rights") from error
        try:
            try:
                (folder / "writer.json").write_text(json.dumps({"pid": os.getpid(), "since": time.time()}))
            except OSError as error:
                raise CannotWrite(
                    str(folder), f"cannot be written ({error.strerror})", "make room on the disk"
                ) from error
            database = Database(folder / "archive.sqlite3", write=True)
            archive = cls(folder, database, settings, lock)
            try:
                archive._check_splitter()
                yield archive
            finally:
                archive.close()
        finally:
            (folder / "writer.json").unlink(missing_ok=True)
            lock.release()

    def copy_to(self, folder: Path) -> None:
        """Copy the archive into `folder`, which must not exist, with its published generation."""
        folder.mkdir(parents=True)
        self.database.copy_to(folder / "archive.sqlite3")
        number = self.database.meta("generation") or "0"
        generation = self.folder / "chroma" / number
        if number != "0" and generation.is_dir():
            shutil.copytree(generation, folder / "chroma" / number)

    def close(self) -> None:
        """Let go of every file. Idempotent."""
        self.neighbours.close()
        self.database.close()

    def _check_splitter(self) -> None:
        splitter = self.database.meta("splitter")
        if splitter not in (None, SPLITTER):
            self.database.close()
            raise StampMismatch(
                str(self.folder),
                f"its passages were cut by splitter {splitter}, this program has {SPLITTER}",
                "index the articles into a new archive",
            )

    # ---- embedding ---------------------------------------------------------------------------------------------

    @property
    def embedding(self) -> str:
        """The name of the embedding on the stamp, or of the default where nothing is stamped yet."""
        return self.database.meta("embedding") or "wordllama-256"

    @property
    def encoder(self) -> Encoder:
        """The encoder that the stamp names, loaded once; another one when the archive was re-embedded meanwhile."""
        stamped = self.database.meta("embedding")
        with self._guard:
            if self._encoder is None or stamped not in (None, self._encoder.name):
                found = _load(self.embedding)
                if stamped is not None and not self._made_with(found):
                    told = f"{found.name} with {found.dimension} numbers"
                    named = "wordllama" if stamped.startswith("wordllama") else stamped
                    raise StampMismatch(
                        str(self.folder),
                        f"its vectors were made by {self._maker()}, installed is {told}",
                        f"run `{self._command(named)}`",
                    )
                self._encoder = found
            return self._encoder

    def _command(self, embedding: str) -> str:
        """What makes all vectors of this archive anew."""
        return f"attribune --archive {shlex.quote(str(self.folder))} index --embedding {embedding} --reembed"

    def _made_with(self, encoder: Encoder) -> bool:
        name, dimension = self.database.meta("embedding"), self.database.meta("dimension")
        return (name, dimension) == (encoder.name, str(encoder.dimension))

    def _maker(self) -> str:
        return f"{self.database.meta('embedding')} with {self.database.meta('dimension')} numbers"

    def choose(self, embedding: str | None, *, reembed: bool, progress: Progress = silent) -> None:
        """Use this embedding from now on. Raises StampMismatch where another made the vectors and not `reembed`."""
        if embedding is None and not reembed:
            return
        chosen = _load(embedding or "wordllama-256")
        if self.database.meta("embedding") is not None and (reembed or not self._made_with(chosen)):
            if not reembed:
                raise StampMismatch(
                    str(self.folder),
                    f"its vectors were made by {self._maker()}, not by {chosen.name} with {chosen.dimension}",
                    f"run `{self._command(embedding or 'wordllama')}` to make them all anew",
                )
            self._reembed(chosen, progress)
        self._encoder = chosen

    def _reembed(self, encoder: Encoder, progress: Progress) -> None:
        with self.database.transaction():
            self._embed(self.database.ids(EVERYTHING), encoder, progress)
            self._stamp(encoder)
            self.database.set_meta("generation", "0")

    def complete(self, progress: Progress = silent) -> int:
        """Make the vectors that passages lack; how many."""
        ids = self.database.unembedded()
        with self.database.transaction():
            self._embed(ids, self.encoder, progress)
        return len(ids)

    def _embed(self, ids: Sequence[int], encoder: Encoder, progress: Progress) -> None:
        for start in range(0, len(ids), _EMBED_AT_ONCE):
            rows = self.database.rows(ids[start : start + _EMBED_AT_ONCE])
            texts = [f"{r.title}. {r.text}" if r.title else r.text for r in rows.values()]
            self.database.set_vectors(list(rows), encoder.encode(texts))
            progress("embedding", min(start + _EMBED_AT_ONCE, len(ids)), len(ids))

    def _stamp(self, encoder: Encoder) -> None:
        self.database.set_meta("embedding", encoder.name)
        self.database.set_meta("dimension", str(encoder.dimension))
        self.database.set_meta("splitter", SPLITTER)

    # ---- writing -----------------------------------------------------------------------------------------------

    def add(self, items: Iterable[Article | Document], progress: Progress = silent) -> list[Done]:
        """Write articles, or the LlamaIndex Documents that hold them; each with its outcome.

        `index.build.add` does the same, tells what cannot be taken, and publishes. Raises Rejected for a Document
        without text.
        """
        given = (item if isinstance(item, Article) else from_document(item) for item in items)
        return list(self.stream(given, progress))

    def stream(self, articles: Iterable[Article], progress: Progress = silent) -> Iterator[Done]:
        """Write articles, each in one transaction: from then on it is found. Yields each with its outcome.

        The same text and description again is no work; a known key gets the new version. Keys must differ.
        """
        known = {r.key: r for r in self.database.records()}
        done = 0
        # One thread embeds a batch while this one cuts the next: together they are bound by two cores, not by one.
        with ThreadPoolExecutor(max_workers=1) as worker:
            waiting: tuple[list[Prepared], Future[Matrix]] | None = None
            for batch in self._batches(articles, known):
                if isinstance(batch, Done):
                    done += 1
                    yield batch
                    continue
                ready, waiting = waiting, (batch, worker.submit(_embed, self.encoder, batch))
                if ready is not None:
                    for article in self._store(*ready):
                        done += 1
                        yield Done(article, Outcome.UPDATED if article.key in known else Outcome.ADDED)
                    progress("indexing", done, 0)
            if waiting is not None:
                for article in self._store(*waiting):
                    done += 1
                    yield Done(article, Outcome.UPDATED if article.key in known else Outcome.ADDED)
        progress("indexing", done, 0)

    def _batches(
        self, articles: Iterable[Article], known: Mapping[ArticleKey, Record]
    ) -> Iterator[Done | list[Prepared]]:
        """Unchanged articles at once; the others prepared, in batches of what is embedded at once."""
        batch: list[Prepared] = []
        size = 0
        for article in articles:
            record = known.get(article.key)
            if record and record.digest == article.digest and record.described == described(article):
                if record.source != article.source:
                    self.database.move(article.key, article.source)
                yield Done(article, Outcome.UNCHANGED)
                continue
            batch.append(prepare(article, self.settings.passage_words))
            size += len(batch[-1].passages)
            if size >= _EMBED_AT_ONCE:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _store(self, batch: Sequence[Prepared], embedded: Future[Matrix]) -> Iterator[Article]:
        vectors = embedded.result()
        start = 0
        for p in batch:
            entry = Entry(p.article, p.passages, vectors[start : start + len(p.passages)], p.names, p.sketch)
            start += len(p.passages)
            with self.database.transaction():
                if self.database.meta("embedding") is None:
                    self._stamp(self.encoder)
                # First, so that what was its own cluster is named by the one that is left.
                self.database.delete(p.article.key)
                self.database.put(entry, self._origin_of(p))
            yield p.article

    def _origin_of(self, prepared: Prepared) -> ArticleKey:
        key = prepared.article.key
        for origin, sketch in self.database.similar(prepared.sketch):
            if origin == key or copies.resemblance(prepared.sketch, sketch) < SAME_TEXT:
                continue
            article = self.database.article(origin)
            if article is not None and copies.same_text(prepared.article.text, article.text):
                return origin
        return key

    def remove(self, keys: Iterable[ArticleKey], progress: Progress = silent) -> list[ArticleKey]:
        """Remove articles, each in one transaction; the keys that were there."""
        wanted = list(keys)
        removed = []
        for i, key in enumerate(wanted, 1):
            with self.database.transaction():
                if self.database.delete(key):
                    removed.append(key)
            progress("removing", i, len(wanted))
        return removed

    def publish(self, progress: Progress = silent, *, force: bool = False) -> bool:
        """Build a vector generation if one is due. True where a new one is published.

        Due: none exists, or what it lacks and what is gone exceed `publish_share` of the passages.
        """
        chroma = self.folder / "chroma"
        generations.sweep(chroma)
        total = self.database.counts()[1]
        held, lacking = self.generation_state()
        if held and not generations.whole(chroma / str(self.database.meta("generation"))):
            held = 0
        if not total or not (force or held == 0 or lacking > self.settings.publish_share * total):
            return False
        number = max([int(self.database.meta("last_generation") or 0), *_numbers(chroma)]) + 1
        last = self.database.last_passage()
        try:
            built = generations.build(chroma, number, self._nodes(), total, progress)
        except OSError as error:
            generations.sweep(chroma)
            raise CannotWrite(str(chroma), f"cannot be written ({error.strerror})", "make room on the disk") from error
        if not built:
            self.notices.append(
                "the vector index could not be proven sound and was left out; search goes on without it"
            )
            return False
        with self.database.transaction():
            self.database.set_meta("generation", str(number))
            self.database.set_meta("last_generation", str(number))
            self.database.set_meta("generation_last", str(last))
            self.database.set_meta("generation_count", str(total))
        generations.keep_newest(chroma, number)
        return True

    def _nodes(self) -> Iterator[Node]:
        ids = self.database.ids(EVERYTHING)
        for start in range(0, len(ids), generations.BATCH):
            part = ids[start : start + generations.BATCH]
            vectors = self.database.vectors(part)
            for pid, row in self.database.rows(part).items():
                span = row.passage.span
                day = row.published.toordinal() if row.published else 0
                yield Node(pid, row.passage.key, span.start, span.end, row.text, row.title, day, vectors[pid])

    def generation_state(self) -> tuple[int, int]:
        """Vectors in the current generation (0: none), and how many passages it lacks or holds in vain."""
        return generation_state(self.database)

    # ---- reading -----------------------------------------------------------------------------------------------

    def article(self, key: ArticleKey) -> Article | None:
        """The article of that key, or None."""
        return self.database.article(key)

    def nearest(self, vector: Matrix, k: int, only: Filter = EVERYTHING) -> list[tuple[int, float]]:
        """The k passages nearest to a unit vector of shape (dimension,) that may be seen: (id, cosine), best first."""
        return self.neighbours.nearest(vector, k, only)

    def cosines(self, vector: Matrix, ids: Iterable[int]) -> dict[int, float]:
        """Cosine of the unit vector with these passages' vectors."""
        return self.neighbours.cosines(vector, ids)


def _embed(encoder: Encoder, batch: Sequence[Prepared]) -> Matrix:
    return encoder.encode([text for p in batch for text in p.texts()])


def _load(name: str) -> Encoder:
    if name.startswith("wordllama"):
        return encoders.default()
    from index.stores import embedding

    return embedding.load(name)


def _numbers(chroma: Path) -> list[int]:
    return [int(f.name) for f in chroma.iterdir() if f.name.isdigit()] if chroma.is_dir() else []


def _holder(folder: Path) -> str:
    try:
        held = json.loads((folder / "writer.json").read_text())
        since = time.strftime("%H:%M:%S", time.localtime(held["since"]))
        return f"by process {held['pid']} since {since}"
    except (OSError, ValueError, KeyError, TypeError):
        return "by another process"
