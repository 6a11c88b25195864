"""Ranked sentences -> the best of them, read one by one -> a new order, and how sure the reader is of each.

A whole passage is relevant for many reasons; a sentence, with the one before it, which tells whom a pronoun means,
answers or does not. Knows ranked sentences; no threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.types import Span
from qa.rank import Ranked
from qa.reader import Found, Page, Read

READ, READ_OPEN = 16, 24
"""Sentences that are read; for an open question, of which no passage is read, more."""
SURE = 3
"""Of the best, how many are read once more with what stands around them: the order needs the sentence, confidence the
matter (docs/experiments.md)."""
AGAIN = 5
"""Of the best, how many the larger encoder is asked about before the order is final."""
SURER = 2 / 3
"""What its log-odds weigh, of what the reader's relevance does."""
_ODDS = 6.0
"""Log-odds farther from 0 tell no more."""
_ORDER = 1, 0
"""Sentences before and behind one that is read for the order."""
_BEFORE, _BEHIND = 3, 2
"""The same for the best few."""
SPANS = 4
"""Answers of a sentence that are kept."""
OPEN, SHORT = 1.5, 0.75
"""What their relevance (a logit) adds to a score: where no short span answers, and where the passages were read for one
(docs/experiments.md)."""


def pages(ranked: Sequence[Ranked], most: int = READ) -> list[Page]:
    """What is read: a page for each of the best, `most` of them."""
    return [_page(r, *_ORDER) for r in ranked[:most]]


def closer(ranked: Sequence[Ranked], reads: Sequence[Read], weight: float) -> tuple[Ranked, ...]:
    """The same sentences in their new order; those not read keep theirs, behind. `reads`: of `pages`. Pure."""
    if not reads:
        return tuple(ranked)
    near, far = ranked[: len(reads)], ranked[len(reads) :]
    first = sorted(
        (
            replace(r, score=r.score + weight * read.relevance, told=read.relevance, found=_found(r, read))
            for r, read in zip(near, reads, strict=True)
        ),
        key=lambda r: -r.score,
    )
    return (*first, *_behind(far, weight * min(read.relevance for read in reads), first[-1]))


def again(ranked: Sequence[Ranked], answered: Sequence[float], weight: float) -> tuple[Ranked, ...]:
    """The same sentences, the best in the order that the larger encoder has a say in.

    `answered`: log-odds of the first of `pages`. `weight`: as for `closer`. Pure.
    """
    if not answered:
        return tuple(ranked)
    sure = [SURER * weight * min(max(odds, -_ODDS), _ODDS) for odds in answered]
    near, far = ranked[: len(sure)], ranked[len(sure) :]
    scored = (replace(r, score=r.score + gain) for r, gain in zip(near, sure, strict=True))
    first = sorted(scored, key=lambda r: -r.score)
    return (*first, *_behind(far, min(sure), first[-1]))


def _behind(far: Sequence[Ranked], gain: float, last: Ranked) -> list[Ranked]:
    """Those that were not read keep their order, behind the last one that was."""
    return [replace(r, score=min(r.score + gain, last.score)) for r in far]


def _found(ranked: Ranked, read: Read) -> tuple[Found, ...]:
    """The best answers inside the sentence, of a read of its page."""
    begins = ranked.sentence.span.start - _around(ranked, *_ORDER).start
    inside = read.best(SPANS, Span(begins, begins + len(ranked.sentence.span)))
    return tuple(Found(Span(f.span.start - begins, f.span.end - begins), f.margin) for f in inside)


def surroundings(ranked: Sequence[Ranked]) -> list[Page]:
    """The best few, each with what stands around it."""
    return [_page(r, _BEFORE, _BEHIND) for r in ranked[:SURE]]


def _page(ranked: Ranked, before: int, behind: int) -> Page:
    """The sentence with those around it, under the title and the day of its article."""
    article = ranked.sentence.article
    return Page(_around(ranked, before, behind).of(article.text), article.title, article.published)


def _around(ranked: Ranked, before: int, behind: int) -> Span:
    sentence = ranked.sentence
    spans = sentence.reading.sentences
    first, last = spans[max(0, sentence.number - before)], spans[min(len(spans) - 1, sentence.number + behind)]
    return Span(first.start, last.end)
