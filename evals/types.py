"""The nouns of an evaluation: cases, responses, what the judge said of them.

Frozen values; nothing here reads a file, asks a question or computes a figure. Those of a report: evals.measures.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from index.types import ArticleKey, Span
from qa.types import Verdict

HELD_OUT = "report"
"""The tag of cases that are counted and never shown one by one, so that nobody chooses anything by reading them."""


@dataclass(frozen=True, slots=True)
class Point:
    """Words that a right answer cites: a vital point it must, any other it may. `speaker`: who says them, if known."""

    key: ArticleKey
    span: Span
    vital: bool = True
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what a right reply cites; no gold: the right reply is a refusal.

    `without`: articles that the case must not see. `answer`: a short answer, in the words of an article. `history`:
    what was asked before, oldest first; the question may point back at it. `as_of`: the day of asking, after which
    nothing published counts. `conflict`: the gold points differ about one fact, and a right answer says so.
    """

    id: str
    question: str
    gold: tuple[Point, ...] = ()
    without: frozenset[ArticleKey] = frozenset()
    answer: str | None = None
    tags: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    as_of: date | None = None
    conflict: bool = False

    @property
    def answerable(self) -> bool:
        """Whether a right reply answers."""
        return bool(self.gold)

    @property
    def vital(self) -> tuple[Point, ...]:
        """The points that an answer must make."""
        return tuple(point for point in self.gold if point.vital)

    @property
    def held_out(self) -> bool:
        """Whether it is counted but never shown."""
        return HELD_OUT in self.tags

    @property
    def group(self) -> str:
        """What is resampled together: the article of the first vital point, else one left out, else the case."""
        keys = [p.key for p in (*self.vital, *self.gold)] or sorted(self.without)
        return f"article {keys[0]}" if keys else f"case {self.id}"


class Place(NamedTuple):
    """Words of an article by offsets."""

    key: ArticleKey
    span: Span

    def meets(self, point: Point) -> bool:
        """Whether at least one code point belongs to both."""
        return self.key == point.key and self.span.overlaps(point.span)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as an engine gave it: the quote is what it claims, not what is true."""

    key: ArticleKey
    span: Span
    quote: str
    outlet: str | None = None
    published: date | None = None

    @property
    def place(self) -> Place:
        """Where the quote is said to stand."""
        return Place(self.key, self.span)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer with what it cites, and who is said to say it."""

    text: str
    cited: tuple[Cited, ...] = ()
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What an engine made of a question; of any engine, not only ours.

    `passages`: what it found, best first; `ranked`: the sentences that it thought best, also where it refused; None:
    it does not tell. `confidence` in [0, 1]: that its best answer is right, also where it refused; None: it has none.
    `sliced`: its quotes are cut from the archive, so that they cannot differ from it. `error`: it crashed. `conflicts`:
    groups of sentences, by index, that it says give different values for one fact. `withheld`: what a language model
    wrote and the engine did not show.
    """

    refused: bool
    sentences: tuple[Sentence, ...] = ()
    short: str | None = None
    confidence: float | None = None
    reason: str | None = None
    passages: tuple[Place, ...] | None = None
    ranked: tuple[Place, ...] | None = None
    sliced: bool = False
    seconds: float | None = None
    error: str | None = None
    conflicts: tuple[tuple[int, ...], ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentences, joined."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judge and the archive say of one sentence of an answer.

    `words`: do the cited words support it; `articles`: do the whole cited articles; `answer`: do the words that the
    whole answer cites. `alone[i]`, `rest[i]`: does citation i support it alone, do the others without it; the same
    with whole articles in `alone_articles`, `rest_articles`.
    """

    verbatim: bool
    """The sentence is the words of its first citation: no judge was asked, and none could say no."""
    words: Verdict
    articles: Verdict
    answer: Verdict
    alone: tuple[bool, ...] = ()
    rest: tuple[bool, ...] = ()
    alone_articles: tuple[bool, ...] = ()
    rest_articles: tuple[bool, ...] = ()
    valid: tuple[bool, ...] = ()
    """For each citation: its quote is the slice of the article at its offsets."""
    described: tuple[bool, ...] = ()
    """For each citation: outlet and day, where it gives them, are the article's."""
    elsewhere: bool = False
    """Not supported by the articles it cites, but by a passage of another one that the engine found."""
    named: bool | None = None
    """Whether an article it cites names its speaker; None: it has none."""
    speech: str | None = None
    """Who says the cited words, by the rules of qa.speakers; None: nobody is known to."""
    told: bool | None = None
    """Whether a sentence that rests on somebody's words says whose they are; None: it rests on none."""
    quotes: tuple[bool, ...] = ()
    """For each run in quotation marks: some article that it cites holds the words."""
    dates: tuple[bool, ...] = ()
    """For each date that it tells: the cited words, or the day of their article, tell it too."""
    model: bool | None = None
    """What a language model as a second judge says of the cited words; None: it was not asked, or gave no verdict."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case, the response to it, and what was found of the response."""

    case: Case
    response: Response
    judged: tuple[Judged, ...] = ()
    relevant: tuple[tuple[Place, int], ...] = ()
    """Passages that hold a gold point, with a grade: 2 vital, 1 other; none: nothing was to be found."""
    gold: tuple[str, ...] = ()
    """The words of each gold point of the case, in order."""
    withheld: tuple[bool, ...] = ()
    """For each sentence that was withheld: the words of some gold point support it."""

    @property
    def answered(self) -> bool:
        """Whether it answered; a crash is no answer, and no refusal either."""
        return not self.response.refused and self.response.error is None

    @property
    def right(self) -> bool:
        """Refused where it should be; else answered with a citation of a gold point."""
        if not self.case.answerable:
            return self.response.refused
        return self.answered and any(self.cites(point) for point in self.case.gold)

    @property
    def knew(self) -> bool:
        """Whether its best answer is right, shown or not: what `confidence` is the probability of.

        Where it refused, the sentence that it ranked first stands for the answer that it held back.
        """
        if self.answered:
            return any(self.cites(point) for point in self.case.gold)
        return any(place.meets(point) for place in (self.response.ranked or ())[:1] for point in self.case.gold)

    def cites(self, point: Point) -> bool:
        """Whether a citation of the answer overlaps the words of the point."""
        return any(c.place.meets(point) for s in self.response.sentences for c in s.cited)
