"""SQLite's file: opened by writers and readers, its schema made or refused, its errors translated.

One connection a thread; a reader sees one snapshot inside `snapshot()`. Knows nothing about what the tables are asked.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import ArchiveDamaged, ArchiveUnusable, CannotWrite, OtherVersion
from index.text import LETTERS

VERSION = 2


def _plain_letters(column: str) -> str:
    """`index.text.plain_letters` in SQL: FTS5 folds accents, but no other letters."""
    for letter, plain in LETTERS.items():
        column = f"replace({column}, '{letter}', '{plain}')"
    return column


_SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, title TEXT, published INTEGER, outlet TEXT,
    authors TEXT NOT NULL, url TEXT, source TEXT, origin TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX articles_published ON articles (published);
CREATE INDEX articles_source ON articles (source);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES articles (id), number INTEGER NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL);
CREATE INDEX passages_article ON passages (article);
CREATE VIEW passage_texts AS
    SELECT p.id AS id, {_plain_letters("substr(a.text, p.start + 1, p.stop - p.start)")} AS text,
        {_plain_letters("coalesce(a.title, '')")} AS title
    FROM passages p JOIN articles a ON a.id = p.article;
CREATE VIRTUAL TABLE passages_fts USING fts5 (
    text, title, content = 'passage_texts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE passages_terms USING fts5vocab (passages_fts, row);
CREATE TABLE vectors (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE names (
    folded TEXT NOT NULL, last TEXT NOT NULL, form TEXT NOT NULL, kind TEXT NOT NULL, article INTEGER NOT NULL,
    count INTEGER NOT NULL);
CREATE INDEX names_folded ON names (folded);
CREATE INDEX names_last ON names (last);
CREATE INDEX names_article ON names (article);
CREATE TABLE sketches (hash INTEGER NOT NULL, article INTEGER NOT NULL);
CREATE INDEX sketches_hash ON sketches (hash);
CREATE INDEX sketches_article ON sketches (article);
CREATE TABLE folders (name TEXT PRIMARY KEY, path TEXT NOT NULL);
"""  # noqa: S608  letters of our own


class Connections:
    """Every thread's connection to one file. It need not exist: a reader of a missing one sees an empty archive."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self._path = path
        self._write = write
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        _ = self._connection

    @property
    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is not None and self._local.absent and not found.in_transaction and _holds_something(self._path):
            with self._lock:
                self._all.remove(found)
            found.close()
            found = None
        if found is None:
            found = self._local.connection = self._open()
            with self._lock:
                self._all.append(found)
        return found

    def _open(self) -> sqlite3.Connection:
        self._local.absent = False
        with translated(self._path):
            if self._write:
                connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA busy_timeout = 20000")
            else:
                connection = _reader(self._path) if self._path.exists() else _nothing()
                if not _tables(connection):
                    # No archive yet, or a writer was killed before its first commit: an empty one, until there is one.
                    connection.close()
                    connection = _nothing()
                    self._local.absent = True
            connection.execute("PRAGMA cache_size = -32000")
            self._migrate(connection)
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        if not _tables(connection):
            connection.executescript(
                f"BEGIN; {_SCHEMA} INSERT INTO meta VALUES ('schema', '{VERSION}'); COMMIT;"  # noqa: S608
            )
            return
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        if row is None or not str(row[0]).isdigit():
            raise ArchiveDamaged(str(self._path), "its schema version is missing", "restore it from a copy")
        if int(row[0]) != VERSION:
            raise OtherVersion(
                str(self._path),
                f"it has schema version {row[0]}, this program reads version {VERSION}",
                "use the attribune that wrote it, or index your articles into a new archive",
            )

    def close(self) -> None:
        """Close every thread's connection. Idempotent."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy of the file to `path`, which must not exist. Raises ArchiveUnusable."""
        with translated(path):
            target = sqlite3.connect(path)
            try:
                self._connection.backup(target)
            finally:
                target.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the archive, whatever a writer does meanwhile. May be nested."""
        connection = self._connection
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside happen, or none."""
        connection = self._connection
        with translated(self._path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                # SQLite itself rolls back after some errors, and says nothing.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        return list(self._each(sql, values))

    def _each(self, sql: str, values: Sequence[object] = ()) -> Iterator[Any]:
        with translated(self._path):
            # Not `yield from`: left half-way, that would close the cursor of a connection that may be closed already.
            for row in self._connection.execute(sql, values):  # noqa: UP028
                yield row


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors in the words of index.errors: the one place where they are translated."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(path, error) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.NotSupportedError):
            raise
        raise ArchiveDamaged(
            str(path), f"it is not a sound SQLite file ({error})", "restore it from a copy or index again"
        ) from error


def _operational(path: Path, error: sqlite3.OperationalError) -> ArchiveUnusable:
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return CannotWrite(
            str(path), f"the disk is full or failing ({text})", "make room and run the same command again"
        )
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return CannotWrite(str(path), f"it cannot be written ({text})", "check the rights of the folder")
    if "locked" in text:
        return ArchiveUnusable(str(path), "another process keeps it locked", "wait for it and try again")
    return ArchiveDamaged(str(path), text, "restore it from a copy, or index your articles into a new archive")


def _reader(path: Path) -> sqlite3.Connection:
    """A connection that never writes; on a read-only medium, where WAL needs files that cannot be, an immutable one."""
    uri = path.resolve().as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA busy_timeout = 20000")
    try:
        _tables(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        if "locked" in str(error):
            raise
        connection = sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    return connection


def _nothing() -> sqlite3.Connection:
    """An archive that is not there."""
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def _tables(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _holds_something(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
