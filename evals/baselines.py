"""Trivial engines that every report sets beside ours, so that a figure says what it is worth.

Always refuse; the first three sentences of the best article; the whole best passage; and LlamaIndex's own retriever
over the same vectors, its first passage as the answer. None has a confidence, and all but the first always answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from evals.engines import PASSAGES, Engine, Finder, cited
from evals.types import Case, Place, Response, Sentence
from index.stores.archive import Archive
from index.types import Span
from qa.reading import Shelf

_FIRST = 3


class AlwaysRefuse:
    """Knows that it knows nothing."""

    name = "always refuse"

    def respond(self, case: Case) -> Response:  # noqa: ARG002
        """A refusal."""
        return Response(refused=True, sliced=True)


class FirstSentences:
    """The head of the best article: what a summary by position would say."""

    name = "first three sentences"

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._shelf = Shelf()

    def respond(self, case: Case) -> Response:
        """The first three sentences of prose in the article of the best passage."""
        passages = self._finder.passages(case)
        if not passages:
            return Response(refused=True, passages=passages, sliced=True)
        article = self._finder.archive.article(passages[0].key)
        assert article is not None  # just found
        reading = self._shelf.read(article)
        told = [s for s, section in zip(reading.sentences, reading.sections, strict=True) if section == "prose"]
        spans = (told or list(reading.sentences))[:_FIRST]
        sentences = tuple(Sentence(s.of(article.text), (cited(article, s),)) for s in spans)
        return Response(refused=False, sentences=sentences, passages=passages, sliced=True)


class BestPassage:
    """The whole best passage: what plain retrieval would show."""

    name = "best passage"

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._shelf = Shelf()

    def respond(self, case: Case) -> Response:
        """The sentences of the best passage, each citing itself."""
        return passage(self._finder.archive, self._shelf, self._finder.passages(case))


class Retrieved:
    """LlamaIndex's own retriever over the archive's vector index, with the same embedding."""

    name = "LlamaIndex retriever"

    def __init__(self, archive: Archive) -> None:
        from qa.llamaindex import TheirRetriever  # 2 s to import

        self._archive = archive
        self._shelf = Shelf()
        self._theirs = TheirRetriever(archive)

    def respond(self, case: Case) -> Response:
        """Its first passage as the answer."""
        found = self._theirs.nearest(case.question, PASSAGES, case.without)
        return passage(self._archive, self._shelf, tuple(Place(key, span) for key, span in found))

    def close(self) -> None:
        """Let go of the vector index."""
        self._theirs.close()


def passage(archive: Archive, shelf: Shelf, passages: tuple[Place, ...]) -> Response:
    """The first passage as an answer, sentence by sentence; without one a refusal."""
    if not passages:
        return Response(refused=True, passages=passages, sliced=True)
    key, whole = passages[0]
    article = archive.article(key)
    assert article is not None  # just found
    inside = (_cut(span, whole) for span in shelf.read(article).sentences if span.overlaps(whole))
    sentences = tuple(Sentence(s.of(article.text), (cited(article, s),)) for s in inside)
    return Response(refused=False, sentences=sentences, passages=passages, sliced=True)


@contextmanager
def beside(archive: Archive, finder: Finder) -> Iterator[tuple[Engine, ...]]:
    """The baselines that this archive allows: LlamaIndex's needs a published vector index."""
    trivial = (AlwaysRefuse(), FirstSentences(finder), BestPassage(finder))
    if not archive.generation_state()[0]:
        yield trivial
        return
    with closing(Retrieved(archive)) as retrieved:
        yield (*trivial, retrieved)


def _cut(span: Span, whole: Span) -> Span:
    return Span(max(span.start, whole.start), min(span.end, whole.end))
