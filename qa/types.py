"""The nouns of an answer: questions, evidence, citations, claims, verdicts, replies.

A citation's quote is a slice by construction, a claim cannot exist without a citation, and the text of an answer is
nothing but its claims.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from index.prose.furniture import Section
from index.text import normalise
from index.types import Article, ArticleKey, Hit, Period, Query, Span


class Kind(StrEnum):
    """What would answer a question."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how_many"
    HOW_MUCH = "how_much"
    YES_NO = "yes_no"
    TOPIC = "topic"
    POINTS = "points"
    WHY = "why"
    WHAT = "what"

    @property
    def open_ended(self) -> bool:
        """Whether sentences answer it, and no date, number or name does."""
        return self in (Kind.YES_NO, Kind.TOPIC, Kind.POINTS, Kind.WHY)

    @property
    def worded(self) -> bool:
        """Whether a name or a phrase answers it: a reader finds it, and passages agree on it.

        Dates and numbers have a shape that rules know better.
        """
        return self in (Kind.WHO, Kind.WHERE, Kind.WHAT)


class Reason(StrEnum):
    """Why a question was refused (contract: design, section 3)."""

    EMPTY_ARCHIVE = "empty_archive"
    OUT_OF_PERIOD = "out_of_period"
    NO_MATCH = "no_match"
    NAME_MISSING = "name_missing"
    LOW_CONFIDENCE = "low_confidence"
    NOT_SUPPORTED = "not_supported"
    QUESTION_UNCLEAR = "question_unclear"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood: `text` as asked, `stand_alone` with what earlier turns supply, and its Query."""

    text: str
    stand_alone: str
    kind: Kind
    query: Query
    counted: frozenset[str] = frozenset()
    """Where a number is asked for: stems of what it should count, such as "member" or "year"."""
    as_of: bool = False
    """Whether the day of asking is also the last day that counts."""
    period_words: str | None = None
    """The words that the period was read from, None where it was given, or there is none."""
    period_loose: bool = False
    """Whether what it was read from ("before 2022") need not be about days of publication."""
    anything: bool = False
    """Whether it asks for nothing but what was told in its period."""
    latest: bool = False
    """Whether what is newest about a topic is asked for."""
    coming: bool = False
    """Whether it asks for the day of what is still to come, as who asks sees it: "When is the summit?"."""

    @property
    def rewritten(self) -> bool:
        """Whether it is understood otherwise than it was asked: earlier turns supplied something."""
        asked, understood = (" ".join(normalise(text).split()) for text in (self.text, self.stand_alone))
        return not asked.startswith(understood)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence of a hit, who says it, and what part of the article it is."""

    key: ArticleKey
    span: Span
    text: str
    speaker: str | None
    section: Section
    hit: Hit


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of one article. Made by `cite`, so that `quote` is the slice at `span`."""

    key: ArticleKey
    digest: str
    span: Span
    quote: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    source: str | None
    origin: ArticleKey
    copies: tuple[ArticleKey, ...] = ()
    """Further articles of the same origin that hold a near-identical passage."""


def cite(article: Article, span: Span, origin: ArticleKey, copies: tuple[ArticleKey, ...] = ()) -> Citation:
    """The citation of `span` in `article`. Raises ValueError where the span ends outside the text."""
    if span.end > len(article.text):
        raise ValueError(f"{span} ends outside {article.key!r}")
    return Citation(
        key=article.key,
        digest=article.digest,
        span=span,
        quote=span.of(article.text),
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        source=article.source,
        origin=origin,
        copies=copies,
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether cited words support a claim: score in [0, 1], and the token or fact that failed."""

    label: Literal["supported", "contradicted", "neither"]
    score: float
    fault: str | None = None


SUPPORTED = Verdict("supported", 1.0)
"""The verdict of a claim that is the cited slice itself: no checker is asked."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer with the words that support it. Raises ValueError without a citation."""

    text: str
    citations: tuple[Citation, ...]
    speaker: str | None = None
    verdict: Verdict = SUPPORTED

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a claim needs a citation")


Heard = Callable[[Claim], None]
"""Is told each claim of a language model as soon as it was checked, before the reply is whole."""


def unheard(_: Claim) -> None:
    """A Heard that keeps nothing."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A drafted sentence that was not shown, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims (by index) that give different values for one fact."""

    claims: tuple[int, ...]
    about: str


@dataclass(frozen=True, slots=True)
class Short:
    """The short answer: `text` is the slice that its citation quotes."""

    citation: Citation

    @property
    def text(self) -> str:
        """The words of the short answer."""
        return self.citation.quote


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that was considered: its score, and why it was taken or left."""

    evidence: Evidence
    score: float
    taken: bool
    why: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What each stage saw; the source of `best` and of `--explain`."""

    unknown_names: tuple[str, ...] = ()
    unknown_words: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


Sent = Literal["question", "passages", "earlier turns"]
_SENT: dict[Sent, str] = {
    "question": "the question",
    "passages": "the passages",
    "earlier turns": "the earlier questions and answers",
}
"""What may be sent to a language model, in words."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Who wrote the sentences of a reply. `model`, `host`: the language model that was asked, where it was sent to.

    `kind` is "extractive" where they are the articles' own, also after a model failed; `notice` then says why. A model
    with a `host` was `sent` something, or could not be reached.
    """

    kind: Literal["extractive", "llm"] = "extractive"
    model: str | None = None
    host: str | None = None
    notice: str | None = None
    sent: tuple[Sent, ...] = ()
    """What was sent to `host`, each once."""

    @property
    def told(self) -> str:
        """Who wrote and what was sent where, in a sentence; empty where no model was asked."""
        if self.host is None:
            return ""
        if not self.sent:
            return f"{self.model} was sent nothing: {self.notice}; these are the articles' own words."
        *first, last = (_SENT[one] for one in self.sent)
        sent = f"{', '.join(first)} and {last}" if first else last
        if self.kind == "llm":
            cut = f" It was cut off: {self.notice}." if self.notice else ""
            return f"Written by {self.model} at {self.host}, which was sent {sent}; every sentence was checked.{cut}"
        told = f"{self.model} at {self.host} was sent {sent}"
        if self.notice is None:
            return f"{told}, to understand what was asked; it wrote nothing of this reply."
        return f"{told}, but {self.notice}: these are the articles' own words."

    def after(self, earlier: Engine) -> Engine:
        """The same where `earlier` was asked before for the same reply: what was sent then is not left out."""
        if self.host is None:
            return earlier
        return replace(self, sent=tuple(one for one in _SENT if one in self.sent or one in earlier.sent))


EXTRACTIVE = Engine()
"""No language model was asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Claims that answer the question; `text` joins them. `confidence` in [0, 1]: the probability that it is right."""

    question: Question
    claims: tuple[Claim, ...]
    confidence: float
    short: Short | None = None
    withheld: tuple[Withheld, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    trace: Trace = field(default=Trace())
    seconds: float = 0.0
    engine: Engine = EXTRACTIVE

    @property
    def answered(self) -> bool:
        """True: this is an answer."""
        return True

    @property
    def text(self) -> str:
        """The claims, joined."""
        return " ".join(claim.text for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Refusal:
    """No answer: why, in words, and what came nearest. `confidence`: that the best candidate would have been right."""

    question: Question
    reason: Reason
    explanation: str
    nearest: tuple[Citation, ...] = ()
    confidence: float = 0.0
    examples: tuple[str, ...] = ()
    trace: Trace = field(default=Trace())
    seconds: float = 0.0
    withheld: tuple[Withheld, ...] = ()
    engine: Engine = EXTRACTIVE

    @property
    def answered(self) -> bool:
        """False: this is a refusal."""
        return False

    @property
    def named(self) -> bool:
        """Whether it is for want of what is asked of somebody whom the articles do name."""
        known = bool(self.trace.candidates) and not self.trace.unknown_names
        return self.reason is Reason.NAME_MISSING and known


Reply = Answer | Refusal


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    stand_alone: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Scope:
    """Filters, the day of asking, whether it is also the last day that counts, articles that must not be seen.

    A `period` of None is read from the question.
    """

    period: Period | None = Period()
    asked: date | None = None
    as_of: bool = False
    without: frozenset[ArticleKey] = frozenset()
