"""Reply, passages, article -> lines for a terminal or a pipe. Pure; renders, decides nothing.

Every foreign text goes through index.text before it becomes a rich Text, and no rich markup is ever parsed. The same
lines serve a terminal (wrapped, styled: `renderable`) and a pipe (`plain_text`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from index.prose.furniture import Section
from index.text import one_line, plain
from index.types import Article, ArticleKey, Hit, Span
from qa import days_told
from qa.types import Answer, Candidate, Citation, Claim, Question, Reason, Refusal, Reply, Short
from ui.tellers import named, tellers

SOURCE = "dim"
STRONG = "bold"
MARKED = "reverse"
WHOLE = 100_000
"""Characters of a key or a question that are shown: all of them, within reason."""

_TRY = {
    Reason.EMPTY_ARCHIVE: "Index a folder of articles first: attribune index FOLDER",
    Reason.OUT_OF_PERIOD: "Try other days, or leave --since, --until and --as-of out, or add --no-period; "
    "`attribune status` says which days the articles cover.",
    Reason.NO_MATCH: "Try other words, or `attribune search` with one of them.",
    Reason.NAME_MISSING: "Check how the name is written, or ask about somebody whom the articles name.",
    Reason.LOW_CONFIDENCE: "Try to ask for one thing, with the names, places and days that you know.",
    Reason.NOT_SUPPORTED: "Try to ask for one thing, in plain words.",
}


class Line(NamedTuple):
    """A line: `lead` stands in front and is what a wrapped line is indented by."""

    lead: str
    text: Text


BLANK = Line("", Text())


def plain_text(lines: Iterable[Line]) -> str:
    """The lines without styles or wrapping, each ended by a newline; marked words stand between >>> and <<<."""
    return "".join((line.lead + _marked(line.text)).rstrip() + "\n" for line in lines)


def renderable(lines: Iterable[Line]) -> RenderableType:
    """The lines for a rich console: wrapped, with hanging indents."""
    return Group(*(_hanging(line) for line in lines))


def reply(reply: Reply) -> list[Line]:
    """An answer or a refusal as design, section 5, has it; before it how the question was understood, if otherwise."""
    period = days(reply.question)
    head = [Line("", Text(f"{period}; --no-period drops it", SOURCE)), BLANK] if period else []
    if reply.question.rewritten:
        head.insert(0, Line("", Text(f"Understood as: {one_line(reply.question.stand_alone, WHOLE)}", SOURCE)))
        head = head if period else [*head, BLANK]
    return [*head, *(_answer(reply) if isinstance(reply, Answer) else _refusal(reply))]


def days(question: Question) -> str:
    """The period that was read from the question, in words; empty where none was."""
    if question.period_words is None:
        return ""
    since, until = question.query.period.since, question.query.period.until
    bounds = f"{since} and later" if until is None else f"{since} to {until}" if since else f"until {until}"
    return f"Read as published {bounds} (\u201c{one_line(question.period_words, 60)}\u201d)"


def heading(text: str) -> Line:
    """A question or a title of its own."""
    return Line("", Text(one_line(text, WHOLE), STRONG))


def passages(hits: Sequence[tuple[Hit, Article]]) -> list[Line]:
    """What a search found: each passage with its source."""
    lines: list[Line] = []
    for number, (hit, article) in enumerate(hits, 1):
        lead = _lead(number)
        under = " " * len(lead)
        told = source(hit.passage.key, article, f"{hit.passage.span.start}:{hit.passage.span.end}")
        lines += [Line(lead, Text(flat(hit.passage.span.of(article.text)))), Line(under, told)]
        lines += [Line(under, _same_text(hit.copies))] if hit.copies else []
        lines.append(BLANK)
    return lines[:-1]


def article(article: Article, cited: Span | None = None) -> list[Line]:
    """A whole article under its title and source, the words at `cited` marked."""
    head = [heading(article.title)] if article.title else []
    told = source(article.key, article, *(one_line(name) for name in article.authors))
    head += [Line("", told)] + ([Line("", Text(one_line(article.url, WHOLE), SOURCE))] if article.url else [])
    body = Text()
    if cited is None:
        body.append(plain(article.text))
    else:
        body.append(plain(article.text[: cited.start]))
        body.append(plain(cited.of(article.text)), MARKED)
        body.append(plain(article.text[cited.end :]))
    return [*head, BLANK, Line("", body)]


def advice(refusal: Refusal) -> str:
    """What the person who asked may try next; empty where the explanation says it."""
    if refusal.named:
        return "Try other words, or ask for something else about them."
    return _TRY.get(refusal.reason, "")


def source(key: ArticleKey, of: Article | Citation, *more: str, speaker: str | None = None) -> Text:
    """`speaker · key · outlet · date`; what is unknown of outlet and date is said."""
    parts = [speaker] if speaker else []
    parts += [key, of.outlet or "outlet unknown", of.published.isoformat() if of.published else "undated", *more]
    return Text(" · ".join(one_line(part, WHOLE) for part in parts), SOURCE)


def marks(quote: str) -> tuple[str, str]:
    """The marks around a quotation: straight ones, curly ones where it has straight ones of its own."""
    return ("“", "”") if '"' in quote else ('"', '"')


def flat(text: str) -> str:
    """Foreign text on one line, uncut."""
    return _spaced(text).strip()


class _Seen:
    """What the trace knows of a cited sentence beside its citation: its section, its speaker."""

    def __init__(self, reply: Reply) -> None:
        self._by_place: dict[tuple[ArticleKey, Span], Candidate] = {
            (c.evidence.key, c.evidence.span): c for c in reply.trace.candidates
        }

    def told(self, citation: Citation) -> tuple[Section, str | None]:
        found = self._by_place.get((citation.key, citation.span))
        return (found.evidence.section, found.evidence.speaker) if found else ("prose", None)


def _answer(answer: Answer) -> list[Line]:
    seen = _Seen(answer)
    lines: list[Line] = []
    if answer.short is not None:
        lines.append(Line("", Text(flat(answer.short.text), STRONG)))
        if not any(_holds(c, answer.short.citation) for claim in answer.claims for c in claim.citations):
            lines.append(Line("", source(answer.short.citation.key, answer.short.citation)))
        lines.append(BLANK)
    for number, claim in enumerate(answer.claims, 1):
        lines += [*_claim(number, claim, answer.short, seen), BLANK]
    for conflict in answer.conflicts:
        points = " and ".join(str(i + 1) for i in conflict.claims)
        lines += [Line("", Text(f"The articles differ about {one_line(conflict.about)}: points {points}.")), BLANK]
    return [*lines, *_drafted(answer)][:-1]


def _drafted(reply: Reply) -> list[Line]:
    """What a language model wrote that is not shown, with its reasons; and which it was."""
    lines: list[Line] = []
    for left in reply.withheld:
        lines += [Line("", Text(f"Left out: {flat(left.text)} ({one_line(left.reason)})", SOURCE)), BLANK]
    if reply.engine.told:
        lines += [Line("", Text(one_line(reply.engine.told, WHOLE), SOURCE)), BLANK]
    return lines


def _claim(number: int, claim: Claim, short: Short | None, seen: _Seen) -> list[Line]:
    lead = _lead(number)
    under = " " * len(lead)
    lines: list[Line] = []
    if claim.text != claim.citations[0].quote:
        lines.append(Line(lead, Text(flat(claim.text))))
    for place, (_, cited) in enumerate(groupby(claim.citations, key=lambda c: flat(c.quote))):
        same = list(cited)
        words = Text("also " if place else "").append_text(_quoted(same[0], short))
        lines.append(Line(under if lines else lead, words))
        for citation in same:
            section, speaker = seen.told(citation)
            main = citation is claim.citations[0]
            told = source(
                citation.key,
                citation,
                *(["photo caption"] if section == "caption" else []),
                *(str(day) for day in days_told.told(citation)),
                speaker=claim.speaker if main else speaker,
            )
            lines.append(Line(under, told))
    who = tellers(claim.citations)
    if len(claim.citations) > 1 or who.copies:
        lines.append(Line(under, Text(who.told, SOURCE)))
    return [*lines, Line(under, _same_text(who.copies))] if who.copies else lines


def _refusal(refusal: Refusal) -> list[Line]:
    if refusal.reason is Reason.QUESTION_UNCLEAR:
        examples = " · ".join(f'"{one_line(e)}"' for e in refusal.examples)
        asked_back = one_line(refusal.explanation, WHOLE) + (f" For example: {examples}" if examples else "")
        return [Line("", Text(asked_back)), BLANK, *_drafted(refusal)][:-1]
    seen = _Seen(refusal)
    lines = [Line("", Text(f"No answer. {one_line(refusal.explanation, WHOLE)}", STRONG))]
    if refusal.nearest:
        lines += [BLANK, Line("", Text("What came nearest:"))]
    for number, citation in enumerate(refusal.nearest, 1):
        lead = _lead(number)
        section, speaker = seen.told(citation)
        more = ["photo caption"] if section == "caption" else []
        lines.append(Line(lead, _quoted(citation, None)))
        lines.append(Line(" " * len(lead), source(citation.key, citation, *more, speaker=speaker)))
    told = advice(refusal)
    lines += [BLANK, Line("", Text(told))] if told else []
    return [*lines, BLANK, *_drafted(refusal)][:-1]


def _quoted(citation: Citation, short: Short | None) -> Text:
    """The quotation on one line, the short answer in it in bold."""
    opened, closed = marks(citation.quote)
    text = Text(opened)
    if short is not None and _holds(citation, short.citation):
        start, end = (offset - citation.span.start for offset in (short.citation.span.start, short.citation.span.end))
        text.append(_spaced(citation.quote[:start]).lstrip())
        text.append(_spaced(citation.quote[start:end]), STRONG)
        text.append(_spaced(citation.quote[end:]).rstrip())
    else:
        text.append(flat(citation.quote))
    return text.append(closed)


def _holds(citation: Citation, inner: Citation) -> bool:
    return citation.key == inner.key and citation.span.holds(inner.span)


def _same_text(keys: Sequence[ArticleKey]) -> Text:
    return Text(one_line(f"same text: {named(keys)}", WHOLE), SOURCE)


def _lead(number: int) -> str:
    return f"{number}  "


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", plain(text))


def _marked(text: Text) -> str:
    parts, last = [], 0
    for span in text.spans:
        if span.style == MARKED:
            parts += [text.plain[last : span.start], ">>>", text.plain[span.start : span.end], "<<<"]
            last = span.end
    return "".join([*parts, text.plain[last:]])


def _hanging(line: Line) -> RenderableType:
    if not line.lead:
        return line.text
    grid = Table.grid(padding=0)
    grid.add_column(width=len(line.lead), no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(line.lead), line.text)
    return grid
