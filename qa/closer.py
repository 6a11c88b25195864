"""Ranked sentences -> the best of them, read one by one -> a new order, for questions that no short span answers.

Why, and what somebody said or agreed to, is told by a sentence, not by a span in it: the best candidates are read alone
with the sentence before them, which tells whom a pronoun means. Knows ranked sentences; no threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.rank import Ranked
from qa.reader import Page, Read

READ = 16
"""Sentences that are read."""
WEIGHT = 1.5
"""What their relevance (a logit) adds to a score."""


def pages(ranked: Sequence[Ranked]) -> list[Page]:
    """What is read: a page for each of the best."""
    return [_page(r) for r in ranked[:READ]]


def closer(ranked: Sequence[Ranked], reads: Sequence[Read]) -> tuple[Ranked, ...]:
    """The same sentences in their new order; those not read keep theirs, behind. `reads`: of `pages`. Pure."""
    if not reads:
        return tuple(ranked)
    near, far = ranked[: len(reads)], ranked[len(reads) :]
    first = sorted(
        (
            replace(r, score=r.score + WEIGHT * read.relevance, told=read.relevance)
            for r, read in zip(near, reads, strict=True)
        ),
        key=lambda r: -r.score,
    )
    least = WEIGHT * min(read.relevance for read in reads)
    return (*first, *(replace(r, score=min(r.score + least, first[-1].score)) for r in far))


def _page(ranked: Ranked) -> Page:
    """The sentence with the one before it, under the title and the day of its article."""
    sentence, article = ranked.sentence, ranked.sentence.article
    first = sentence.reading.sentences[max(0, sentence.number - 1)]
    return Page(article.text[first.start : sentence.span.end], article.title, article.published)
