"""Ranked sentences -> the best of them, read one by one -> a new order, and how sure the reader is of each.

A whole passage is relevant for many reasons; a sentence, with the one before it, which tells whom a pronoun means,
answers or does not. Knows ranked sentences; no threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.rank import Ranked
from qa.reader import Page, Read

READ = 16
"""Sentences that are read."""
OPEN, SHORT = 1.5, 0.75
"""What their relevance (a logit) adds to a score: where no short span answers, and where the passages were read for one
(docs/experiments.md)."""


def pages(ranked: Sequence[Ranked]) -> list[Page]:
    """What is read: a page for each of the best."""
    return [_page(r) for r in ranked[:READ]]


def closer(ranked: Sequence[Ranked], reads: Sequence[Read], weight: float) -> tuple[Ranked, ...]:
    """The same sentences in their new order; those not read keep theirs, behind. `reads`: of `pages`. Pure."""
    if not reads:
        return tuple(ranked)
    near, far = ranked[: len(reads)], ranked[len(reads) :]
    first = sorted(
        (
            replace(r, score=r.score + weight * read.relevance, told=read.relevance)
            for r, read in zip(near, reads, strict=True)
        ),
        key=lambda r: -r.score,
    )
    least = weight * min(read.relevance for read in reads)
    return (*first, *(replace(r, score=min(r.score + least, first[-1].score)) for r in far))


def _page(ranked: Ranked) -> Page:
    """The sentence with the one before it, under the title and the day of its article."""
    sentence, article = ranked.sentence, ranked.sentence.article
    first = sentence.reading.sentences[max(0, sentence.number - 1)]
    return Page(article.text[first.start : sentence.span.end], article.title, article.published)
