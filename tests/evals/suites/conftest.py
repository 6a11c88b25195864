"""Replies made by hand, and a stand-in for the bot that gives them."""

from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from index.types import Article, ArticleKey, Hit, Passage, PassageId, Query, Span
from qa.types import (
    Answer,
    Candidate,
    Citation,
    Claim,
    Evidence,
    Kind,
    Question,
    Reason,
    Refusal,
    Reply,
    Short,
    Trace,
    cite,
)


class Parrot:
    """Gives the reply kept for a question; remembers how it was asked."""

    def __init__(self, replies: Mapping[str, Reply]) -> None:
        self.replies = replies
        self.heard: list[tuple[date | None, frozenset[ArticleKey]]] = []

    def ask(
        self, text: str, *, period: object = None, asked: date | None = None, without: Iterable[ArticleKey] = ()
    ) -> Reply:
        self.heard.append((asked, frozenset(without)))
        return self.replies[text]


class Maker:
    """Replies that cite slices of one article."""

    closed = "The Orla bridge closed on Monday."
    cracks = "Engineers found cracks in its pier."
    reopens = "It reopens in May."
    article = Article(ArticleKey("bridge"), f"{closed} {cracks} {reopens}")
    parrot = Parrot

    def citation(self, words: str) -> Citation:
        start = self.article.text.index(words)
        return cite(self.article, Span(start, start + len(words)), self.article.key)

    def answer(self, asked: str, *words: str, short: str | None = None) -> Answer:
        claims = tuple(Claim(one, (self.citation(one),)) for one in words)
        named = Short(self.citation(short)) if short else None
        return Answer(_question(asked), claims, 0.75, named, trace=self._trace(*words))

    def refusal(self, asked: str, *words: str) -> Refusal:
        why = "nothing shares its terms"
        return Refusal(_question(asked), Reason.NO_MATCH, why, confidence=0.25, trace=self._trace(*words))

    def _trace(self, *words: str) -> Trace:
        whole = Span(0, len(self.article.text))
        hit = Hit(Passage(PassageId(1), self.article.key, 0, whole), 1.0, 1.0, 1.0)
        evidence = (Evidence(self.article.key, self.citation(one).span, one, None, "prose", hit) for one in words)
        return Trace(candidates=tuple(Candidate(one, 0.5, taken=False, why="") for one in evidence))


def _question(text: str) -> Question:
    return Question(text, text, Kind.WHAT, Query(text, ()))


@pytest.fixture
def make() -> Maker:
    return Maker()
