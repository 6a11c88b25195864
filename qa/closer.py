"""Ranked sentences -> the best of them, read one by one -> a new order, for questions that no short span answers.

Why, and what somebody said or agreed to, is told by a sentence, not by a span in it: the best candidates are read alone
with the sentence before them, which tells whom a pronoun means. Knows ranked sentences and the reader; no threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.types import Progress, silent
from qa.rank import Ranked
from qa.reader import Page, Reader
from qa.types import Question

READ = 16
"""Sentences that are read."""
WEIGHT = 1.5
"""What their relevance (a logit) adds to a score."""


def closer(
    question: Question, ranked: Sequence[Ranked], reader: Reader, progress: Progress = silent
) -> tuple[Ranked, ...]:
    """The same sentences in their new order; those not read keep theirs, behind. Raises: ModelUnusable."""
    near, far = ranked[:READ], ranked[READ:]
    if not near:
        return tuple(ranked)
    told = [read.relevance for read in reader.read(question.stand_alone, [_page(r) for r in near], progress)]
    least = min(told)
    scored = [replace(r, score=r.score + WEIGHT * t, told=t) for r, t in zip(near, told, strict=True)]
    first = sorted(scored, key=lambda r: -r.score)
    return (*first, *(replace(r, score=min(r.score + WEIGHT * least, first[-1].score)) for r in far))


def _page(ranked: Ranked) -> Page:
    """The sentence with the one before it, under the title and the day of its article."""
    sentence, article = ranked.sentence, ranked.sentence.article
    first = sentence.reading.sentences[max(0, sentence.number - 1)]
    return Page(article.text[first.start : sentence.span.end], article.title, article.published)
