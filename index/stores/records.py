"""What is written and read of an archive, as plain values; and which articles may be seen.

Knows no SQL but the condition that a Filter is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from index.stores.encoder import Matrix
from index.types import Article, ArticleKey, Passage, Period, Span


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
