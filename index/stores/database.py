"""SQLite: the truth of an archive. Articles, passages, full-text index, vectors, names, stamp; all SQL stands here.

One connection a thread; readers see one snapshot inside `snapshot()`. Knows nothing about Chroma, scores or files.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from index.errors import ArchiveDamaged, ArchiveUnusable, CannotWrite, OtherVersion
from index.stores.encoder import Matrix
from index.types import Article, ArticleKey, Passage, PassageId, Period, Span

VERSION = 1
_BATCH = 500
_SCHEMA = """
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
    SELECT p.id AS id, substr(a.text, p.start + 1, p.stop - p.start) AS text, coalesce(a.title, '') AS title
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
"""


class Name(NamedTuple):
    """A name of one article: its folded key, the fullest form there, what it names, how often."""

    folded: str
    form: str
    kind: str
    times: int


class Row(NamedTuple):
    """A passage with what scoring and showing need of its article."""

    passage: Passage
    text: str
    title: str
    published: date | None
    origin: ArticleKey


class Record(NamedTuple):
    """What is on record of an article, without its text."""

    key: ArticleKey
    digest: str
    described: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything that is written of one article, in one transaction."""

    article: Article
    passages: tuple[Span, ...]
    vectors: Matrix
    names: tuple[Name, ...]
    sketch: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may be seen."""

    period: Period = Period()
    without: frozenset[ArticleKey] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.period) or bool(self.without)

    def where(self) -> tuple[str, list[object]]:
        """A condition over `a` (articles) with its parameters. An undated article is outside every period."""
        parts: list[str] = []
        values: list[object] = []
        if self.period.since is not None:
            parts.append("a.published >= ?")
            values.append(self.period.since.toordinal())
        if self.period.until is not None:
            parts.append("a.published <= ?")
            values.append(self.period.until.toordinal())
        if self.without:
            parts.append("a.key NOT IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(sorted(self.without)))
        return " AND ".join(parts) or "1", values


EVERYTHING = Filter()


def described(article: Article) -> str:
    """Everything but text and source, as one comparable string."""
    day = article.published.isoformat() if article.published else None
    return json.dumps([article.title, day, article.outlet, list(article.authors), article.url], ensure_ascii=False)


class Database:
    """One archive.sqlite3. `path` need not exist for a writer; a reader of a missing file sees an empty archive."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self._path = path
        self._write = write
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        _ = self._connection

    # ---- connections -------------------------------------------------------------------------------------------

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

    # ---- meta --------------------------------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """A value of the stamp, or None."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def set_meta(self, key: str, value: str) -> None:
        """Write a value of the stamp."""
        with translated(self._path):
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def folders(self) -> dict[str, str]:
        """Name of a folder that was given -> its absolute path."""
        return {str(name): str(path) for name, path in self._rows("SELECT name, path FROM folders")}

    def set_folder(self, name: str, path: str) -> None:
        """Record where the folder of that name stands."""
        with translated(self._path):
            self._connection.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", (name, path))

    # ---- articles ----------------------------------------------------------------------------------------------

    def counts(self, only: Filter = EVERYTHING) -> tuple[int, int]:
        """Articles and passages that may be seen."""
        if not only:
            return self._all_counts()
        where, values = only.where()
        articles = self._rows(f"SELECT count(*) FROM articles a WHERE {where}", values)[0][0]  # noqa: S608
        sql = f"SELECT count(*) FROM passages p JOIN articles a ON a.id = p.article WHERE {where}"  # noqa: S608
        return int(str(articles)), int(str(self._rows(sql, values)[0][0]))

    def _all_counts(self) -> tuple[int, int]:
        """Counted again only when another connection has committed; a writer counts each time."""
        version = int(str(self._rows("PRAGMA data_version")[0][0]))
        kept: tuple[int, tuple[int, int]] | None = getattr(self._local, "counts", None)
        if kept is None or kept[0] != version or self._write:
            sql = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages)"
            articles, passages = self._rows(sql)[0]
            kept = self._local.counts = (version, (int(str(articles)), int(str(passages))))
        return kept[1]

    def records(self) -> list[Record]:
        """Every article on record, without texts."""
        sql = "SELECT key, digest, title, published, outlet, authors, url, source FROM articles ORDER BY id"
        found = []
        for key, digest, title, published, outlet, authors, url, source in self._each(sql):
            day = date.fromordinal(published).isoformat() if published is not None else None
            told = json.dumps([title, day, outlet, json.loads(authors), url], ensure_ascii=False)
            found.append(Record(key, digest, told, source))
        return found

    def article(self, key: ArticleKey) -> Article | None:
        """The whole article, or None where the archive has none of that key."""
        sql = "SELECT key, text, title, published, outlet, authors, url, source, digest FROM articles WHERE key = ?"
        rows = self._rows(sql, (key,))
        return _article(rows[0]) if rows else None

    def articles(self) -> Iterator[tuple[Article, int]]:
        """Every article with its number of passages, by key."""
        sql = """SELECT key, text, title, published, outlet, authors, url, source, digest,
                 (SELECT count(*) FROM passages p WHERE p.article = a.id) FROM articles a ORDER BY key"""
        for row in self._each(sql):
            yield _article(row[:-1]), int(row[-1])

    def origin(self, key: ArticleKey) -> ArticleKey:
        """The first article in of the near-identical texts that `key` belongs to; itself where it stands alone."""
        rows = self._rows("SELECT origin FROM articles WHERE key = ?", (key,))
        return ArticleKey(str(rows[0][0])) if rows else key

    def published(self) -> tuple[date, date] | None:
        """The first and the last day of publication on record."""
        low, high = self._rows("SELECT min(published), max(published) FROM articles")[0]
        return None if low is None else (date.fromordinal(int(str(low))), date.fromordinal(int(str(high))))

    # ---- passages ----------------------------------------------------------------------------------------------

    def rows(self, ids: Iterable[int]) -> dict[int, Row]:
        """Passages with texts, by id; an id that is not on record is left out."""
        sql = """SELECT id, article, number, start, stop FROM passages
                 WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"""
        places = list(self._each(sql, (json.dumps(list(ids)),)))
        # Each article once: substr() in SQL would read the whole text again for every passage of it.
        sql = """SELECT id, key, text, coalesce(title, ''), published, origin FROM articles
                 WHERE id IN (SELECT value FROM json_each(?))"""
        articles = {row[0]: row[1:] for row in self._each(sql, (json.dumps(list({p[1] for p in places})),))}
        found = {}
        for pid, article, number, start, stop in places:
            key, text, title, day, origin = articles[article]
            passage = Passage(PassageId(pid), ArticleKey(key), number, Span(start, stop))
            published = date.fromordinal(day) if day is not None else None
            found[pid] = Row(passage, text[start:stop], title, published, origin)
        return found

    def ids(self, only: Filter) -> list[int]:
        """Ids of the passages that may be seen."""
        where, values = only.where()
        sql = f"SELECT p.id FROM passages p JOIN articles a ON a.id = p.article WHERE {where}"  # noqa: S608
        return [int(str(row[0])) for row in self._rows(sql, values)]

    def lexical(self, terms: Sequence[str], only: Filter, k: int) -> list[int]:
        """Ids of the k passages with the best BM25 for any of the terms (letters and digits alone), best first."""
        if not terms:
            return []
        match = " OR ".join(f'"{term}"' for term in terms)
        where, values = only.where()
        inside = (
            f"AND rowid IN (SELECT p.id FROM passages p JOIN articles a ON a.id = p.article WHERE {where})"  # noqa: S608
            if only
            else ""
        )
        sql = f"SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? {inside} ORDER BY rank LIMIT ?"  # noqa: S608
        return [int(str(row[0])) for row in self._rows(sql, (match, *(values if only else ()), k))]

    def frequency(self, stem: str) -> int:
        """Passages that hold a word of this stem, in text or title."""
        rows = self._rows("SELECT doc FROM passages_terms WHERE term = ?", (stem,))
        return int(str(rows[0][0])) if rows else 0

    def frequency_in(self, stem: str, keys: Iterable[ArticleKey]) -> int:
        """The same, counted only in the articles of `keys`."""
        sql = """SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ? AND rowid IN (
                 SELECT p.id FROM passages p JOIN articles a ON a.id = p.article
                 WHERE a.key IN (SELECT value FROM json_each(?)))"""
        return int(str(self._rows(sql, (f'"{stem}"', json.dumps(sorted(keys))))[0][0]))

    def phrase(self, words: Sequence[str], only: Filter = EVERYTHING) -> int:
        """Passages that hold these words (letters and digits alone) in a row and may be seen; stems match."""
        where, values = only.where()
        sql = f"""SELECT count(*) FROM passages_fts f JOIN passages p ON p.id = f.rowid
                  JOIN articles a ON a.id = p.article WHERE passages_fts MATCH ? AND {where}"""  # noqa: S608
        match = '"' + " ".join(words).replace('"', " ") + '"'
        return int(str(self._rows(sql, (match, *values))[0][0]))

    # ---- vectors -----------------------------------------------------------------------------------------------

    def vectors(self, ids: Iterable[int]) -> dict[int, Matrix]:
        """Vectors by passage id."""
        sql = "SELECT passage, vector FROM vectors WHERE passage IN (SELECT value FROM json_each(?))"
        return {pid: np.frombuffer(blob, np.float32) for pid, blob in self._each(sql, (json.dumps(list(ids)),))}

    def vectors_after(self, last: int) -> tuple[list[int], Matrix]:
        """Ids greater than `last` and their vectors, shape (n, dimension); (0, 0) where there are none."""
        sql = "SELECT passage, vector FROM vectors WHERE passage > ? ORDER BY passage"
        rows = list(self._each(sql, (last,)))
        return [row[0] for row in rows], stacked([row[1] for row in rows])

    def set_vectors(self, ids: Sequence[int], vectors: Matrix) -> None:
        """Replace vectors, row by row. Call inside `transaction`."""
        pairs = [(pid, vector.tobytes()) for pid, vector in zip(ids, vectors, strict=True)]
        self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", pairs)

    def alive(self, ids: Iterable[int]) -> set[int]:
        """Those of the ids that are on record."""
        sql = "SELECT id FROM passages WHERE id IN (SELECT value FROM json_each(?))"
        return {int(str(row[0])) for row in self._rows(sql, (json.dumps(list(ids)),))}

    def last_passage(self) -> int:
        """The greatest passage id on record; 0 for none."""
        return int(str(self._rows("SELECT coalesce(max(id), 0) FROM passages")[0][0]))

    def count_until(self, last: int) -> int:
        """Passages with an id of at most `last`."""
        return int(str(self._rows("SELECT count(*) FROM passages WHERE id <= ?", (last,))[0][0]))

    # ---- names -------------------------------------------------------------------------------------------------

    def names(self, folded: str, only: Filter = EVERYTHING) -> list[Name]:
        """Articles' forms of this name that may be seen, with counts, most frequent first."""
        where, values = only.where()
        sql = f"""SELECT n.folded, n.form, n.kind, sum(n.count) AS c FROM names n JOIN articles a ON a.id = n.article
                  WHERE n.folded = ? AND {where} GROUP BY n.form, n.kind ORDER BY c DESC, n.form"""  # noqa: S608
        return [Name(str(f), str(form), str(k), int(str(c))) for f, form, k, c in self._rows(sql, (folded, *values))]

    def names_ending(self, folded: str, only: Filter = EVERYTHING) -> list[Name]:
        """Names of which `folded` is a whole last part: "orban" finds "viktor orban"."""
        where, values = only.where()
        sql = f"""SELECT n.folded, n.form, n.kind, sum(n.count) AS c FROM names n JOIN articles a ON a.id = n.article
                  WHERE n.last = ? AND n.folded LIKE ? ESCAPE '!' AND {where}
                  GROUP BY n.folded, n.form, n.kind ORDER BY c DESC, n.form LIMIT 50"""  # noqa: S608
        like = "% " + folded.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        last = folded.rsplit(" ", 1)[-1]
        rows = self._rows(sql, (last, like, *values))
        return [Name(str(f), str(form), str(k), int(str(c))) for f, form, k, c in rows]

    def top_names(self, k: int) -> list[tuple[Name, int]]:
        """The k names in most articles, with how many articles each is in."""
        sql = """SELECT folded, form, kind, sum(count), count(DISTINCT article) AS n FROM names
                 GROUP BY folded ORDER BY n DESC, sum(count) DESC, folded LIMIT ?"""
        return [
            (Name(str(f), str(form), str(kind), int(str(c))), int(str(n)))
            for f, form, kind, c, n in self._rows(sql, (k,))
        ]

    # ---- writing -----------------------------------------------------------------------------------------------

    def put(self, entry: Entry, origin: ArticleKey) -> None:
        """Write an article in the place of any older version of its key. Call inside `transaction`."""
        article = entry.article
        self.delete(article.key)
        run = self._connection.execute
        day = article.published.toordinal() if article.published else None
        number = run(
            "INSERT INTO articles (key, digest, title, published, outlet, authors, url, source, origin, text) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.key,
                article.digest,
                article.title,
                day,
                article.outlet,
                json.dumps(article.authors, ensure_ascii=False),
                article.url,
                article.source,
                origin,
                article.text,
            ),
        ).lastrowid
        for i, (span, vector) in enumerate(zip(entry.passages, entry.vectors, strict=True)):
            sql = "INSERT INTO passages (article, number, start, stop) VALUES (?, ?, ?, ?)"
            pid = run(sql, (number, i, span.start, span.end)).lastrowid
            sql = "INSERT INTO passages_fts (rowid, text, title) VALUES (?, ?, ?)"
            run(sql, (pid, span.of(article.text), article.title or ""))
            run("INSERT INTO vectors VALUES (?, ?)", (pid, vector.tobytes()))
        many = self._connection.executemany
        many(
            "INSERT INTO names VALUES (?, ?, ?, ?, ?, ?)",
            [(n.folded, n.folded.rsplit(" ", 1)[-1], n.form, n.kind, number, n.times) for n in entry.names],
        )
        many("INSERT INTO sketches VALUES (?, ?)", [(h, number) for h in entry.sketch])

    def delete(self, key: ArticleKey) -> bool:
        """Remove an article and all that hangs on it; False where there is none. Call inside `transaction`."""
        run = self._connection.execute
        row = run("SELECT id, title, text, origin FROM articles WHERE key = ?", (key,)).fetchone()
        if row is None:
            return False
        number, title, text, origin = row
        for pid, start, stop in run("SELECT id, start, stop FROM passages WHERE article = ?", (number,)).fetchall():
            # An external-content index is told exactly what it was given.
            sql = "INSERT INTO passages_fts (passages_fts, rowid, text, title) VALUES ('delete', ?, ?, ?)"
            run(sql, (pid, text[start:stop], title or ""))
            run("DELETE FROM vectors WHERE passage = ?", (pid,))
        for table in ("passages", "names", "sketches"):
            run(f"DELETE FROM {table} WHERE article = ?", (number,))  # noqa: S608
        run("DELETE FROM articles WHERE id = ?", (number,))
        if origin == key:
            heir = run("SELECT key FROM articles WHERE origin = ? ORDER BY id LIMIT 1", (key,)).fetchone()
            if heir is not None:
                run("UPDATE articles SET origin = ? WHERE origin = ?", (heir[0], key))
        return True

    def move(self, key: ArticleKey, source: str | None) -> None:
        """Record that an article is read from elsewhere now."""
        with translated(self._path):
            self._connection.execute("UPDATE articles SET source = ? WHERE key = ?", (source, key))

    def similar(self, sketch: Sequence[int]) -> list[tuple[ArticleKey, tuple[int, ...]]]:
        """Origins that share a quarter of the hashes with `sketch`, in order of entry, with their own sketches."""
        sql = """SELECT article FROM sketches WHERE hash IN (SELECT value FROM json_each(?))
                 GROUP BY article HAVING count(*) * 4 >= ? ORDER BY article"""
        found = []
        for (number,) in self._rows(sql, (json.dumps(list(sketch)), len(sketch))):
            origin = self._rows("SELECT origin FROM articles WHERE id = ?", (number,))[0][0]
            hashes = self._rows("SELECT hash FROM sketches WHERE article = ?", (number,))
            found.append((ArticleKey(str(origin)), tuple(int(str(h[0])) for h in hashes)))
        return found

    # ---- health ------------------------------------------------------------------------------------------------

    def faults(self) -> list[str]:
        """What is wrong inside the file; empty where all is well."""
        found = []
        with translated(self._path):
            run = self._connection.execute
            found += [str(r[0]) for r in run("PRAGMA integrity_check").fetchall() if r[0] != "ok"]
            if self._write:
                try:
                    run("INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 1)")
                except sqlite3.DatabaseError as error:
                    found.append(f"the full-text index does not fit the passages ({error})")
            checks = {
                "passages without an article": "passages WHERE article NOT IN (SELECT id FROM articles)",
                "passages without a vector": "passages WHERE id NOT IN (SELECT passage FROM vectors)",
                "vectors without a passage": "vectors WHERE passage NOT IN (SELECT id FROM passages)",
                "names without an article": "names WHERE article NOT IN (SELECT id FROM articles)",
            }
            for what, rest in checks.items():
                n = run(f"SELECT count(*) FROM {rest}").fetchone()[0]  # noqa: S608
                if n:
                    found.append(f"{n} {what}")
        return found

    def rebuild(self) -> None:
        """Make the full-text index anew from the passages."""
        with translated(self._path):
            self._connection.execute("INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')")


def stacked(blobs: Sequence[bytes]) -> Matrix:
    """Vectors as stored -> one matrix, shape (n, dimension); (0, 0) for none."""
    if not blobs:
        return np.zeros((0, 0), np.float32)
    return np.frombuffer(b"".join(blobs), np.float32).reshape(len(blobs), -1)


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
    return ArchiveDamaged(str(path), text, "run `attribune doctor`")


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


def _article(row: Sequence[object]) -> Article:
    key, text, title, published, outlet, authors, url, source, digest = row
    optional = [None if x is None else str(x) for x in (title, outlet, url, source)]
    return Article(
        key=ArticleKey(str(key)),
        text=str(text),
        title=optional[0],
        published=date.fromordinal(int(str(published))) if published is not None else None,
        outlet=optional[1],
        authors=tuple(json.loads(str(authors))),
        url=optional[2],
        source=optional[3],
        digest=str(digest),
    )
