"""One article to what is stored of it: passages, names, a sketch, and the texts to embed. Pure."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from index.prose import copies, names, passages, sentences
from index.prose.words import STOPWORDS
from index.stores.records import Name
from index.text import fold
from index.types import Article, Span

SPLITTER = "1"
"""On the archive's stamp: raise it when the same text is cut differently."""


class Prepared(NamedTuple):
    """An article and everything about it that needs no model."""

    article: Article
    passages: tuple[Span, ...]
    names: tuple[Name, ...]
    sketch: tuple[int, ...]

    def texts(self) -> list[str]:
        """What is embedded: each passage with the title in front."""
        title = f"{self.article.title}. " if self.article.title else ""
        return [title + span.of(self.article.text) for span in self.passages]


def prepare(article: Article, words: int) -> Prepared:
    """Cut an article into passages of at most `words` words and find its names."""
    split = sentences.split(article.text)
    found: Counter[tuple[str, str, str]] = Counter()
    for mention in names.mentions(article.text, split):
        found[names.folded(mention.name), mention.name, mention.kind] += 1
    return Prepared(
        article,
        passages.tile(article.text, split, words),
        tuple(Name(folded, form, kind, n) for (folded, form, kind), n in found.items() if folded),
        copies.sketch(article.text),
    )


def reads_as_english(text: str) -> bool:
    """Whether the rules, which know English only, can be expected to work: a text of few words is given the benefit."""
    tokens = fold(text[:4000]).split()
    return len(tokens) < 40 or sum(t in STOPWORDS for t in tokens) >= 0.2 * len(tokens)
