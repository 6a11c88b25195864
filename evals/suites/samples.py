"""The bundled cases put to the bot: how many are answered or refused rightly, and which are not.

A case whose `gold` is empty must be refused; any other must be answered with a citation that overlaps a gold span.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals import rows
from index.text import one_line
from index.types import ArticleKey, Progress, Span, silent
from qa.bot import Bot
from qa.types import Answer, Reply

TAGS = ("choose", "report")
"""The halves of the bundled cases: settings are chosen on one, figures are reported on the other."""


@dataclass(frozen=True, slots=True)
class Point:
    """Words that an answer should cite; a vital one it must."""

    key: ArticleKey
    span: Span
    vital: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what a right reply cites; no gold: the right reply is a refusal."""

    id: str | int
    question: str
    gold: tuple[Point, ...]
    without: frozenset[ArticleKey] = frozenset()
    answer: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and the reply to it."""

    case: Case
    reply: Reply

    @property
    def right(self) -> bool:
        """Refused where it should be; else answered with a citation that overlaps a gold span."""
        if not self.case.gold:
            return not isinstance(self.reply, Answer)
        return any(self.cites(point) for point in self.case.gold)

    def cites(self, point: Point) -> bool:
        """Whether a citation of the answer overlaps the words of `point`."""
        if not isinstance(self.reply, Answer):
            return False
        cited = (citation for claim in self.reply.claims for citation in claim.citations)
        return any(one.key == point.key and one.span.overlaps(point.span) for one in cited)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the cases with one tag (or of all) came right; `words`: mean words an answer, None without one."""

    name: str
    answerable: int
    answered_right: int
    unanswerable: int
    refused_right: int
    words: float | None
    vital: int
    vital_found: int


@dataclass(frozen=True, slots=True)
class SampleReport:
    """Counts of all cases, then by tag; and every case that did not come right."""

    counts: tuple[Count, ...]
    failed: tuple[Outcome, ...]


def parse(row: rows.Row) -> Case:
    """A case of section 7 of the design, without a history. Raises Fault."""
    if rows.items(row, "history") if row.get("history") is not None else ():
        raise rows.Fault("a case with a 'history' cannot be asked yet")
    return Case(
        id=rows.name(row),
        question=rows.text(row, "question"),
        gold=tuple(_point(point) for point in rows.objects(row, "gold")),
        without=frozenset(ArticleKey(key) for key in _texts(row, "without")),
        answer=rows.maybe_text(row, "answer"),
        tags=_texts(row, "tags"),
    )


def run(bot: Bot, cases: Sequence[Case], progress: Progress = silent) -> SampleReport:
    """Asks every case, without its date and without the articles that it must not see."""
    outcomes = []
    for done, case in enumerate(cases):
        progress("sample cases", done, len(cases))
        outcomes.append(Outcome(case, bot.ask(case.question, without=case.without)))
    progress("sample cases", len(cases), len(cases))
    tagged = [(tag, [one for one in outcomes if tag in one.case.tags]) for tag in TAGS]
    counts = (_count(name, some) for name, some in (("all", outcomes), *tagged))
    return SampleReport(tuple(counts), tuple(one for one in outcomes if not one.right))


def as_text(report: SampleReport) -> str:
    """The report in plain lines: "18 of 20 right with a citation that overlaps the gold span; 9 of 10 refused"."""
    lines = []
    for count in report.counts:
        words = "no answers" if count.words is None else f"{count.words:.1f} words an answer"
        lines.append(
            f"{count.name}: {count.answered_right} of {count.answerable} right with a citation that overlaps the gold "
            f"span; {count.refused_right} of {count.unanswerable} refused; {words}; {count.vital_found} of "
            f"{count.vital} vital points found"
        )
    for one in report.failed:
        wanted = "an answer" if one.case.gold else "a refusal"
        about = f"{one.case.id} ({', '.join(one.case.tags)}) {one_line(one.case.question)}"
        lines.append(f"{about}\n  wanted {wanted}, came {_came(one.reply)}")
    return "\n".join(lines)


def _count(name: str, outcomes: Sequence[Outcome]) -> Count:
    answerable = [one for one in outcomes if one.case.gold]
    unanswerable = [one for one in outcomes if not one.case.gold]
    lengths = [len(one.reply.text.split()) for one in outcomes if isinstance(one.reply, Answer)]
    vital = [one.cites(point) for one in answerable for point in one.case.gold if point.vital]
    return Count(
        name=name,
        answerable=len(answerable),
        answered_right=sum(one.right for one in answerable),
        unanswerable=len(unanswerable),
        refused_right=sum(one.right for one in unanswerable),
        words=sum(lengths) / len(lengths) if lengths else None,
        vital=len(vital),
        vital_found=sum(vital),
    )


def _came(reply: Reply) -> str:
    if isinstance(reply, Answer):
        return f"{one_line(reply.text)!r} ({', '.join(sorted({c.key for k in reply.claims for c in k.citations}))})"
    return f"{reply.reason.value}: {one_line(reply.explanation)}"


def _point(row: rows.Row) -> Point:
    key, start, end = rows.text(row, "article"), rows.offset(row, "start"), rows.offset(row, "end")
    if start >= end:
        raise rows.Fault(f"'gold' needs start < end, not {start}:{end}")
    return Point(ArticleKey(key), Span(start, end), rows.flag(row, "vital") if "vital" in row else True)


def _texts(row: rows.Row, field: str) -> tuple[str, ...]:
    found = rows.items(row, field) if row.get(field) is not None else ()
    if not all(isinstance(item, str) for item in found):
        raise rows.Fault(f"{field!r} must be a list of texts")
    return tuple(item for item in found if isinstance(item, str))
