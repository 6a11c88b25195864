"""What is measured: engines that respond to cases. Ours, and the answers of another system from a file.

Knows how a reply becomes a Response; judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from evals import rows
from evals.types import Case, Cited, Place, Response, Sentence
from index.errors import WrongUse
from index.prose.dates import parse_day
from index.stores.archive import Archive
from index.types import Article, ArticleKey, Progress, Span, silent
from qa.bot import Bot
from qa.question import understand
from qa.reader import Page, Read, Reader
from qa.retrieve import retrieve
from qa.types import Answer, Citation, Reply, Scope, Turn

if TYPE_CHECKING:
    from qa.draft.write import Drafter

PASSAGES = 20
"""Passages of a response that metrics of finding look at."""


class Engine(Protocol):
    """Responds to cases; what it raises is a crash of that case."""

    @property
    def name(self) -> str:
        """How tables call it."""

    def respond(self, case: Case) -> Response:
        """The response to one case, which must not see the articles of `case.without`."""


class Remembering:
    """A reader that reads a page once for the question in hand: several engines ask alike."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._question = ""
        self._reads: dict[Page, Read] = {}
        self._odds: dict[Page, float] = {}

    def read(self, question: str, pages: Sequence[Page], progress: Progress = silent) -> tuple[Read, ...]:
        """See Reader."""
        self._turn_to(question)
        new = [page for page in dict.fromkeys(pages) if page not in self._reads]
        self._reads |= dict(zip(new, self._reader.read(question, new, progress), strict=True))
        return tuple(self._reads[page] for page in pages)

    def answered(self, question: str, pages: Sequence[Page]) -> tuple[float, ...]:
        """See Reader."""
        self._turn_to(question)
        new = [page for page in dict.fromkeys(pages) if page not in self._odds]
        self._odds |= dict(zip(new, self._reader.answered(question, new), strict=True))
        return tuple(self._odds[page] for page in pages)

    def _turn_to(self, question: str) -> None:
        """Forget what was read for another question."""
        if question != self._question:
            self._question, self._reads, self._odds = question, {}, {}


class Finder:
    """The passages that our own search finds for a case; the last case's are kept, for several engines ask alike."""

    def __init__(self, archive: Archive, reader: Reader | None = None) -> None:
        self.archive = archive
        self.reader = reader and Remembering(reader)
        self._last: tuple[Case, str, tuple[Place, ...]] | None = None

    def passages(self, case: Case, meant: str | None = None) -> tuple[Place, ...]:
        """The first 20, best first. `meant`: the question as it was understood, where earlier ones tell."""
        asked = meant or case.question
        if self._last is None or self._last[:2] != (case, asked):
            scope = Scope(asked=case.as_of, as_of=case.as_of is not None, without=case.without)
            hits = retrieve(self.archive, understand(asked, scope), PASSAGES, reader=self.reader)
            self._last = (case, asked, tuple(Place(hit.passage.key, hit.passage.span) for hit in hits))
        return self._last[2]


class Asked:
    """Our own answerer; with a `drafter` a language model writes."""

    name = "attribune"

    def __init__(self, archive: Archive, finder: Finder, drafter: Drafter | None = None) -> None:
        self._bot = Bot(archive, finder.reader, drafter=drafter)
        self._finder = finder

    def respond(self, case: Case) -> Response:
        """The reply to the case, after our own replies to what was asked before; without a day unless it has one."""
        history: list[Turn] = []
        for question in case.history:
            earlier = self._ask(question, history, case)
            history.append(Turn(question, earlier.question.stand_alone, earlier))
        reply = self._ask(case.question, history, case)
        meant = reply.question.stand_alone if history else None
        return from_reply(reply, self._finder.passages(case, meant))

    def _ask(self, question: str, history: Sequence[Turn], case: Case) -> Reply:
        return self._bot.ask(
            question, history=history, asked=case.as_of, as_of=case.as_of is not None, without=case.without
        )


def from_reply(reply: Reply, passages: tuple[Place, ...] | None) -> Response:
    """A reply as the suite sees it."""
    ranked = tuple(Place(c.evidence.key, c.evidence.span) for c in reply.trace.candidates)
    answer = reply if isinstance(reply, Answer) else None
    return Response(
        refused=answer is None,
        sentences=tuple(Sentence(c.text, tuple(map(_cited, c.citations)), c.speaker) for c in answer.claims)
        if answer
        else (),
        short=answer.short.text if answer and answer.short else None,
        confidence=reply.confidence,
        reason=None if isinstance(reply, Answer) else reply.reason.value,
        passages=passages,
        ranked=ranked,
        sliced=True,
        seconds=reply.seconds,
        conflicts=tuple(conflict.claims for conflict in answer.conflicts) if answer else (),
        withheld=tuple(one.text for one in reply.withheld),
    )


def cited(article: Article, span: Span) -> Cited:
    """The citation of a slice."""
    return Cited(article.key, span, span.of(article.text), article.outlet, article.published)


def _cited(citation: Citation) -> Cited:
    return Cited(citation.key, citation.span, citation.quote, citation.outlet, citation.published)


@dataclass(frozen=True, slots=True)
class Predicted:
    """The answers of another system, by case."""

    name: str
    responses: Mapping[str, Response]

    def respond(self, case: Case) -> Response:
        """What the file holds; a case that it lacks is a crash, so that leaving hard ones out gains nothing."""
        found = self.responses.get(case.id)
        return found or Response(refused=False, error="the file has no answer to this case")


def predictions(name: str, path: Path, cases: Iterable[Case]) -> Predicted:
    """The answers in `path`, JSON lines as `eval answers` writes them (docs/evaluation.md).

    Raises WrongUse with every fault of the file; an id that no case has is one.
    """
    known = {case.id for case in cases}
    responses: dict[str, Response] = {}

    def parsed(row: rows.Row) -> None:
        number = str(rows.name(row))
        if number not in known:
            raise rows.Fault(f"no case has the id {number!r}")
        if number in responses:
            raise rows.Fault(f"the id {number!r} comes twice")
        responses[number] = _response(row)

    rows.read(path, parsed)
    if not responses:
        raise WrongUse(str(path), "holds no answers", "write one a line")
    return Predicted(name, responses)


def _response(row: rows.Row) -> Response:
    refused = rows.flag(row, "refused")
    return Response(
        refused=refused,
        sentences=() if refused else tuple(_sentence(one) for one in rows.objects(row, "sentences")),
        short=None if refused else rows.maybe_text(row, "short"),
        confidence=_confidence(row),
        reason=rows.maybe_text(row, "reason"),
        passages=_places(row, "passages"),
        ranked=_places(row, "best"),
        seconds=rows.maybe_number(row, "seconds"),
    )


def _confidence(row: rows.Row) -> float | None:
    value = rows.maybe_number(row, "confidence")
    if value is not None and not 0 <= value <= 1:
        raise rows.Fault(f"'confidence' must be from 0 to 1, not {value}")
    return value


def _sentence(row: rows.Row) -> Sentence:
    citations = tuple(_citation(one) for one in rows.objects(row, "citations"))
    return Sentence(rows.text(row, "text"), citations, rows.maybe_text(row, "speaker"))


def _citation(row: rows.Row) -> Cited:
    day = rows.maybe_text(row, "published")
    place = _place(row)
    return Cited(
        place.key, place.span, rows.text(row, "quote"), rows.maybe_text(row, "outlet"), parse_day(day) if day else None
    )


def _places(row: rows.Row, field: str) -> tuple[Place, ...] | None:
    return None if row.get(field) is None else tuple(_place(one) for one in rows.objects(row, field))


def _place(row: rows.Row) -> Place:
    start, end = rows.offset(row, "start"), rows.offset(row, "end")
    if start >= end:
        raise rows.Fault(f"needs start < end, not {start}:{end}")
    return Place(ArticleKey(str(rows.name(row, "article"))), Span(start, end))
