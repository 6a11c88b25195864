"""How many articles tell what is cited, and from how many origins: copies are counted and named. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.types import ArticleKey
from qa.types import Citation

_NAMED = 5


class Tellers(NamedTuple):
    """`articles` and `origins` of citations, and the `copies` among the articles that are not cited themselves."""

    articles: int
    origins: int
    copies: tuple[ArticleKey, ...]

    @property
    def told(self) -> str:
        """`n articles, m origins`."""
        return f"{_count(self.articles, 'article')}, {_count(self.origins, 'origin')}"


def tellers(citations: Sequence[Citation]) -> Tellers:
    """Who tells what is cited; a text that many print has one origin."""
    cited = {c.key for c in citations}
    copies = tuple(dict.fromkeys(key for c in citations for key in c.copies if key not in cited))
    return Tellers(len(cited) + len(copies), len({c.origin for c in citations}), copies)


def named(copies: Sequence[ArticleKey]) -> str:
    """Keys of copies in a row, as foreign as they are; of many the first."""
    more = f" and {len(copies) - _NAMED} more" if len(copies) > _NAMED else ""
    return ", ".join(copies[:_NAMED]) + more


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"
