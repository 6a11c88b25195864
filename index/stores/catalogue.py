"""What an archive's SQLite file tells of its articles at a glance, without reading a text.

Asked for a library to look through; nothing here finds or answers.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from index.stores.connections import Connections
from index.types import ArticleKey


class Listed(NamedTuple):
    """One article of a list."""

    key: ArticleKey
    title: str | None
    outlet: str | None
    published: date | None
    passages: int


class Catalogue(Connections):
    """Lists and counts over the articles."""

    def listing(self, search: str = "", *, skip: int = 0, most: int = 50) -> list[Listed]:
        """Articles whose title, outlet or key has `search` in it, newest first, undated last."""
        sql = f"""SELECT key, title, outlet, published,
                  (SELECT count(*) FROM passages p WHERE p.article = a.id) FROM articles a WHERE {_HAS}
                  ORDER BY published IS NULL, published DESC, key LIMIT ? OFFSET ?"""  # noqa: S608
        return [
            Listed(ArticleKey(key), title, outlet, None if day is None else date.fromordinal(day), passages)
            for key, title, outlet, day, passages in self._each(sql, (*_like(search), most, skip))
        ]

    def listed(self, search: str = "") -> int:
        """How many articles such a list has."""
        return int(str(self._rows(f"SELECT count(*) FROM articles a WHERE {_HAS}", _like(search))[0][0]))  # noqa: S608

    def by_outlet(self) -> list[tuple[str | None, int]]:
        """Outlets with their number of articles, most first; None: the outlet is not known."""
        sql = "SELECT outlet, count(*) AS n FROM articles GROUP BY outlet ORDER BY n DESC, outlet"
        return [(outlet, count) for outlet, count in self._each(sql)]

    def by_month(self) -> dict[tuple[int, int], int]:
        """(Year, month) -> number of articles published in it, in order; months without one are left out."""
        found: Counter[tuple[int, int]] = Counter()
        sql = "SELECT published, count(*) FROM articles WHERE published IS NOT NULL GROUP BY published ORDER BY 1"
        for day, count in self._each(sql):
            published = date.fromordinal(day)
            found[published.year, published.month] += count
        return dict(found)


_HAS = """(coalesce(a.title, '') || char(10) || coalesce(a.outlet, '') || char(10) || a.key) LIKE ? ESCAPE '!'"""


def _like(search: str) -> tuple[str]:
    """The pattern of a part; a character that stands for others, or that SQLite cannot hold, stands for itself."""
    held = search.encode("utf-8", "replace").decode("utf-8")
    for special in "!%_":
        held = held.replace(special, "!" + special)
    return (f"%{held}%",)
