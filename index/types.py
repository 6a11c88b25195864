"""The nouns of an archive: spans, articles, passages, hits, queries.

Frozen values without behaviour of their own; nothing here reads a file or a store.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import NewType, Protocol

ArticleKey = NewType("ArticleKey", str)
"""The name of an article inside an archive (design, section 3)."""

PassageId = NewType("PassageId", int)
"""The number of a passage inside an archive; never used twice."""


class Cancelled(Exception):
    """Raised by a Progress function to stop the work that reports to it."""


class Progress(Protocol):
    """Told what is being done: stage name, units done, units in all (0: unknown). May raise Cancelled."""

    def __call__(self, stage: str, done: int, total: int, /) -> None: ...


def silent(stage: str, done: int, total: int, /) -> None:
    """A Progress that reports to nobody."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points: 0 <= start < end."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The slice of `text` that this span names."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether at least one code point belongs to both."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One text with what is known about it; unknown is None, never a guess.

    `text` is normalised (index.text.normalise) and never changed again: every offset counts in it.
    `source` is the absolute path it was read from; it stays in the archive and is never shown on a page.
    """

    key: ArticleKey
    text: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    source: str | None = None
    digest: str = field(default="")

    def __post_init__(self) -> None:
        if not self.digest:
            encoded = self.text.encode("utf-8", "surrogatepass")
            object.__setattr__(self, "digest", hashlib.sha256(encoded).hexdigest())


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences; the passages of an article tile its text."""

    id: PassageId
    key: ArticleKey
    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found.

    `score` orders hits; `lexical` is its BM25, in [0, 1] within one search, `dense` the cosine with the query.
    `copies` names the other articles that hold a near-identical passage.
    """

    passage: Passage
    score: float
    lexical: float
    dense: float
    copies: tuple[ArticleKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """Days of publication, both ends included; None is open."""

    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    `terms`: content words, lower case, accents folded, not stemmed. `names`: the names among them, as written.
    `period` filters; `asked`, the day of asking, only feeds the date prior, strongly where the question speaks of
    the `present`. `without`: articles that must not be seen, in search, names or counts. `phrases`: words that must
    stand in a row, folded, with a space between.
    """

    text: str
    terms: tuple[str, ...]
    names: tuple[str, ...] = ()
    period: Period = Period()
    asked: date | None = None
    present: bool = False
    without: frozenset[ArticleKey] = frozenset()
    phrases: tuple[str, ...] = ()
