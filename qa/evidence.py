"""Hits -> evidence: the sentences of the passages found, each with its section and its place in the article.

Knows articles as read; nothing about what the question wants.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.prose.names import Mention
from index.prose.words import Word, stems, words
from index.stores.archive import Archive
from index.types import Article, Hit, Span
from qa.reader import Read
from qa.reading import Reading, Shelf
from qa.types import Evidence

ANSWERS = frozenset({"prose", "caption"})
"""Sections that can support an answer; a caption only where no prose does."""
UNREAD = -20.0
"""A margin below all that the reader gives."""


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of a hit with its surroundings. `number`: its place among the article's sentences, from 0."""

    article: Article
    reading: Reading
    number: int
    span: Span
    hit: Hit
    rank: int
    """Place of its hit among the hits, from 0."""
    read: Read | None = None
    """What the reader made of its hit; None where there is no reader."""

    @property
    def text(self) -> str:
        """The sentence itself, a slice."""
        return self.span.of(self.article.text)

    @property
    def section(self) -> str:
        """What part of the article it is."""
        return self.reading.sections[self.number]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words; their spans count in the sentence."""
        return words(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(word.stem for word in self.words)

    @cached_property
    def around(self) -> frozenset[str]:
        """The stems of the sentence, of the one before and the one after, and of the title."""
        spans = self.reading.sentences[max(0, self.number - 1) : self.number + 2]
        near = self.article.text[spans[0].start : spans[-1].end]
        return frozenset(stems(f"{near} {self.article.title or ''}"))

    @cached_property
    def passage(self) -> frozenset[str]:
        """The stems of its passage, and of the title."""
        return frozenset(stems(f"{self.hit.passage.span.of(self.article.text)} {self.article.title or ''}"))

    @cached_property
    def margin(self) -> float:
        """Logits of its best answer span above "no answer"; UNREAD where it was not read."""
        if self.read is None:
            return UNREAD
        start, end = (edge - self.hit.passage.span.start for edge in (self.span.start, self.span.end))
        return max((found.margin for found in self.read.best(1, Span(start, end))), default=UNREAD)

    @cached_property
    def mentions(self) -> Sequence[Mention]:
        """The names in it; their spans count in the article."""
        found = self.reading.mentions
        low = bisect_left(found, self.span.start, key=lambda m: m.span.start)
        high = bisect_left(found, self.span.end, key=lambda m: m.span.start)
        return found[low:high]

    @property
    def evidence(self) -> Evidence:
        """The same as a plain value, with its speaker."""
        said = self.reading.attributions.get(self.span)
        return Evidence(
            key=self.article.key,
            span=self.span,
            text=self.text,
            speaker=said.speaker if said else None,
            section=self.reading.sections[self.number],
            hit=self.hit,
        )


def speaker_named(sentence: Sentence) -> Span | None:
    """The words of the sentence that name who says it, in the article's text; None where a pronoun or nothing does."""
    said = sentence.reading.attributions.get(sentence.span)
    if said is None or said.mention is None:
        return None
    mention = said.mention
    inside = sentence.span.start <= mention.start and mention.end <= sentence.span.end
    last = said.speaker.rsplit(" ", 1)[-1]
    return mention if inside and last in mention.of(sentence.article.text) else None


def gather(archive: Archive, hits: Sequence[Hit], shelf: Shelf, reads: Sequence[Read] = ()) -> tuple[Sentence, ...]:
    """The sentences of the hits that can support an answer, in the hits' order, each once.

    `reads`: what the reader made of the first hits.
    """
    found: dict[tuple[str, Span], Sentence] = {}
    articles: dict[str, Article] = {}
    for rank, hit in enumerate(hits):
        read = reads[rank] if rank < len(reads) else None
        key = hit.passage.key
        if key not in articles:
            article = archive.article(key)
            if article is None:
                continue
            articles[key] = article
        article = articles[key]
        reading = shelf.read(article)
        for number, span in enumerate(reading.sentences):
            if not span.overlaps(hit.passage.span) or reading.sections[number] not in ANSWERS:
                continue
            # A sentence cut by a passage's end belongs to the passage where it starts.
            if span.start >= hit.passage.span.start:
                found.setdefault((key, span), Sentence(article, reading, number, span, hit, rank, read))
    return tuple(found.values())
