"""What an archive's SQLite file holds: articles, passages, full-text index, vectors, names, stamp.

All SQL stands here. Knows nothing about Chroma, scores or files.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np

from index.stores.catalogue import Catalogue
from index.stores.connections import translated
from index.stores.encoder import Matrix
from index.stores.records import EVERYTHING, Entry, Filter, Name, Record, Row
from index.text import plain_letters
from index.types import Article, ArticleKey, Passage, PassageId, Span


class Database(Catalogue):
    """The tables of one archive.sqlite3."""

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
        if not _storable(key):
            return None
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

    def undated(self) -> int:
        """Articles of which nobody knows when they were published."""
        return int(str(self._rows("SELECT count(*) FROM articles WHERE published IS NULL")[0][0]))

    def published(self) -> tuple[date, date] | None:
        """The first and the last day of publication on record."""
        low, high = self._rows("SELECT min(published), max(published) FROM articles")[0]
        return None if low is None else (date.fromordinal(int(str(low))), date.fromordinal(int(str(high))))

    def newest(self, only: Filter, k: int) -> list[ArticleKey]:
        """The articles that may be seen, the newest first, k at most; undated ones last."""
        where, values = only.where()
        sql = (
            f"SELECT a.key FROM articles a WHERE {where} ORDER BY a.published IS NULL, a.published DESC, a.key LIMIT ?"  # noqa: S608
        )
        return [ArticleKey(str(key)) for (key,) in self._rows(sql, (*values, k))]

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
        """Ids of the k passages with the best BM25 for any of the terms, best first.

        A term: letters and digits alone; several with a space between must stand in a row.
        """
        if not terms:
            return []
        match = " OR ".join(f'"{term}"' for term in terms)
        where, values = only.where()
        # "+" keeps SQLite from looking the words up once for each passage that may be seen: minutes in a large archive.
        inside = (
            f"AND +rowid IN (SELECT p.id FROM passages p JOIN articles a ON a.id = p.article WHERE {where})"  # noqa: S608
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
        sql = """SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ? AND +rowid IN (
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

    def names_like(self, letter: str, least: int, most: int, only: Filter = EVERYTHING) -> list[Name]:
        """Names whose last word begins with the letter and has `least` to `most` letters."""
        where, values = only.where()
        sql = f"""SELECT n.folded, n.form, n.kind, sum(n.count) AS c FROM names n JOIN articles a ON a.id = n.article
                  WHERE n.last >= ? AND n.last < ? AND length(n.last) BETWEEN ? AND ? AND {where}
                  GROUP BY n.folded, n.form, n.kind ORDER BY c DESC, n.form"""  # noqa: S608
        rows = self._rows(sql, (letter, chr(ord(letter) + 1), least, most, *values))
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
            run(sql, (pid, plain_letters(span.of(article.text)), plain_letters(article.title or "")))
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
        sql = "SELECT id, title, text, origin FROM articles WHERE key = ?"
        row = run(sql, (key,)).fetchone() if _storable(key) else None
        if row is None:
            return False
        number, title, text, origin = row
        for pid, start, stop in run("SELECT id, start, stop FROM passages WHERE article = ?", (number,)).fetchall():
            # An external-content index is told exactly what it was given.
            sql = "INSERT INTO passages_fts (passages_fts, rowid, text, title) VALUES ('delete', ?, ?, ?)"
            run(sql, (pid, plain_letters(text[start:stop]), plain_letters(title or "")))
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

    def unembedded(self) -> list[int]:
        """Passages that have no vector."""
        sql = "SELECT id FROM passages WHERE id NOT IN (SELECT passage FROM vectors) ORDER BY id"
        return [int(str(row[0])) for row in self._rows(sql)]

    def rebuild(self) -> None:
        """Make the full-text index anew from the passages."""
        with translated(self._path):
            self._connection.execute("INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')")


def stacked(blobs: Sequence[bytes]) -> Matrix:
    """Vectors as stored -> one matrix, shape (n, dimension); (0, 0) for none."""
    if not blobs:
        return np.zeros((0, 0), np.float32)
    return np.frombuffer(b"".join(blobs), np.float32).reshape(len(blobs), -1)


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


def _storable(key: str) -> bool:
    """Whether SQLite takes the text: half a character (a lone surrogate) cannot be written, so it names nothing."""
    return not any("\ud800" <= c <= "\udfff" for c in key)
