"""Reply, article -> markup out of escaped text and a few tags of our own. Pure; renders, decides nothing.

The page shows it, and so may a report. A citation mark is a button that carries the reply's name and its own number;
whoever shows it decides what choosing it does. Offsets count in the article's text, as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote as percent

from index.text import one_line
from index.types import Article, Span
from qa import days_told
from qa.types import Answer, Citation, Claim, Conflict, Reason, Refusal, Reply, Short, Verdict, Withheld
from ui.tags import Html, join, tag
from ui.tellers import named, tellers

WINDOW = 60_000
"""Characters of an article that are shown before and behind the cited words."""
_WEB = re.compile(r"https?://[^\s<>()\\\"']+")
_ENDS = 5
"""Words at each end of a quotation that a browser is told to look for in the original."""

_TRY = {
    Reason.EMPTY_ARCHIVE: "Add articles on the Library page, or run: attribune index FOLDER",
    Reason.OUT_OF_PERIOD: "Try other days, or ask without them; the Library shows which days the articles cover.",
    Reason.NO_MATCH: "Try other words.",
    Reason.NAME_MISSING: "Check how the name is written, or ask about somebody whom the articles name.",
    Reason.LOW_CONFIDENCE: "Ask for one thing, with the names, places and days that you know.",
    Reason.NOT_SUPPORTED: "Ask for one thing, in plain words.",
}
_VERDICTS = {
    "supported": ("\u2713", "Supported by the cited words"),
    "contradicted": ("\u2715", "Contradicted by the cited words"),
    "neither": ("?", "Not settled by the cited words"),
}


class Mark(NamedTuple):
    """A citation with the number it is shown under in its reply, who says it, and how many tell the same."""

    number: int
    citation: Citation
    speaker: str | None
    told: str
    """`n articles, m origins`: how many sources the sentence stands on."""


def marks(reply: Reply) -> tuple[Mark, ...]:
    """Every citation of a reply once, numbered from 1 in the order in which a reader meets them."""
    found: dict[tuple[str, Span], Mark] = {}
    speakers = {(c.evidence.key, c.evidence.span): c.evidence.speaker for c in reply.trace.candidates}

    def add(citation: Citation, group: Sequence[Citation], speaker: str | None) -> None:
        place = (citation.key, citation.span)
        if place not in found:
            said = speaker or speakers.get((citation.key, citation.span))
            found[place] = Mark(len(found) + 1, citation, said, tellers(group).told)

    if isinstance(reply, Refusal):
        for citation in reply.nearest:
            add(citation, (citation,), None)
        return tuple(found.values())
    for claim in reply.claims:
        for place, citation in enumerate(claim.citations):
            add(citation, claim.citations, claim.speaker if place == 0 else None)
    if reply.short is not None and _holder(reply.short, found.values()) is None:
        add(reply.short.citation, (reply.short.citation,), None)
    return tuple(found.values())


def reply(reply: Reply, name: str) -> Html:
    """An answer or a refusal; `name` is what its marks carry beside their numbers."""
    return _answer(reply, name) if isinstance(reply, Answer) else _refusal(reply, name)


def article(article: Article, mark: Mark | None = None, reply: Reply | None = None) -> Html:
    """An article with its source; the words of `mark` marked, other words that `reply` cites marked more quietly."""
    published = _day(article.published) if article.published else "undated"
    source = [
        tag("span", article.outlet or "Outlet unknown", class_="outlet"),
        tag("time", published, datetime=article.published.isoformat()) if article.published else tag("span", published),
    ]
    head = [
        tag("p", *_dotted(source), class_="from"),
        tag("h2", article.title or "Untitled", class_="title", id="source-title", tabindex=-1),
        tag("p", "By ", ", ".join(article.authors), class_="by") if article.authors else None,
        tag("p", "Said by ", tag("b", mark.speaker), class_="speaker") if mark and mark.speaker else None,
        tag("p", *_dotted([*_facts(article, mark)]), class_="facts"),
    ]
    return join(
        [tag("header", *head, class_="about"), tag("div", *_body(article, mark, reply), class_="text", lang="")]
    )


def whence(mark: Mark) -> Html:
    """Speaker, outlet, day and title of the cited words on one line, for where the article's head is out of sight."""
    citation = mark.citation
    told = [
        tag("b", mark.speaker) if mark.speaker else None,
        tag("span", citation.outlet or "outlet unknown"),
        tag("span", _day(citation.published) if citation.published else "undated"),
        tag("span", citation.title) if citation.title else None,
    ]
    return tag("p", *_dotted([one for one in told if one is not None]), class_="whence", aria_hidden="true")


def gone(mark: Mark) -> Html:
    """A citation whose article was removed since: what was quoted stays."""
    citation = mark.citation
    return join(
        [
            tag(
                "header",
                tag("p", citation.outlet or "Outlet unknown", class_="from"),
                tag("h2", citation.title or "Untitled", class_="title", id="source-title", tabindex=-1),
                tag("p", "This article was removed from the archive, or changed, since it was quoted.", class_="gone"),
                class_="about",
            ),
            tag("div", tag("mark", citation.quote, class_="cited", tabindex=-1), class_="text", lang=""),
        ]
    )


def original(url: str | None, words: str) -> str | None:
    """The address of the original with a text fragment for `words`; None where it is no web address."""
    if url is None or not _WEB.fullmatch(url):
        return None
    spoken = words.split()
    ends = [spoken] if len(spoken) <= 2 * _ENDS else [spoken[:_ENDS], spoken[-_ENDS:]]
    text = ",".join(percent(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={text}"


def advice(refusal: Refusal) -> str:
    """What the person who asked may try next; empty where the explanation says it."""
    if refusal.named:
        return "Try other words, or ask for something else about them."
    return _TRY.get(refusal.reason, "")


def _answer(answer: Answer, name: str) -> Html:
    numbered = marks(answer)
    parts: list[Html | None] = [_short(answer.short, numbered, name)]
    parts.append(tag("ol", *(_claim(c, answer.short, numbered, name) for c in answer.claims), class_="claims"))
    parts += [_conflict(conflict, answer.claims, numbered, name) for conflict in answer.conflicts]
    parts += [_withheld(answer.withheld), _engine(answer)]
    return tag("div", *parts, class_="answer")


def _short(short: Short | None, numbered: Sequence[Mark], name: str) -> Html | None:
    if short is None:
        return None
    mark = _holder(short, numbered)
    return tag(
        "p", tag("strong", _flat(short.text)), *(("\u00a0", _button(mark, name)) if mark else ()), class_="short"
    )


def _claim(claim: Claim, short: Short | None, numbered: Sequence[Mark], name: str) -> Html:
    own = _own(claim, numbered)
    words = _bold(claim, short) or Html(_text(claim.text))
    first = claim.citations[0]
    who = tellers(claim.citations)
    source = [
        tag("span", claim.speaker, class_="speaker") if claim.speaker else None,
        tag("span", first.outlet or "outlet unknown"),
        tag("span", _day(first.published) if first.published else "undated"),
        *(tag("span", str(day)) for day in days_told.told(first)),
        tag("span", who.told) if len(claim.citations) > 1 or who.copies else None,
    ]
    return tag(
        "li",
        tag("p", _verdict(claim.verdict), words, "\u00a0", *(_button(m, name) for m in own), class_="sentence"),
        tag("p", *_dotted([s for s in source if s is not None]), class_="byline"),
        tag("p", f"Same text: {one_line(named(who.copies), 2000)}", class_="byline copies") if who.copies else None,
        tag("p", f"Fails on: {one_line(claim.verdict.fault)}", class_="fault") if claim.verdict.fault else None,
        class_=f"claim {claim.verdict.label}",
    )


def _bold(claim: Claim, short: Short | None) -> Html | None:
    """The sentence with the short answer in bold, where the sentence is the quotation that holds it."""
    first = claim.citations[0]
    if short is None or claim.text != first.quote or not _holds(first, short.citation):
        return None
    start, end = (at - first.span.start for at in (short.citation.span.start, short.citation.span.end))
    before, within, behind = first.quote[:start], first.quote[start:end], first.quote[end:]
    return join([Html(_text(before)), tag("b", Html(_text(within))), Html(_text(behind))])


def _verdict(verdict: Verdict) -> Html:
    sign, told = _VERDICTS[verdict.label]
    return tag("span", sign, class_=f"verdict {verdict.label}", role="img", aria_label=told, title=told)


def _button(mark: Mark, name: str) -> Html:
    c = mark.citation
    where = ", ".join([one_line(c.outlet or c.title or c.key, 80), _day(c.published) if c.published else "undated"])
    label = f"Source {mark.number}: {where}"
    named: dict[str, str | int] = {"aria_label": label, "title": label, "data_turn": name, "data_mark": mark.number}
    return tag("button", str(mark.number), type="button", class_="mark", aria_controls="source", **named)


def _conflict(conflict: Conflict, claims: Sequence[Claim], numbered: Sequence[Mark], name: str) -> Html:
    told: list[str] = [tag("b", "They differ"), f" about {one_line(conflict.about)}: "]
    for place, claim in enumerate(claims[i] for i in conflict.claims if i < len(claims)):
        told.append(" against " if place else "")
        told += [_button(m, name) for m in _own(claim, numbered)]
    return tag("p", *told, class_="conflict")


def _own(claim: Claim, numbered: Sequence[Mark]) -> list[Mark]:
    """The marks of a claim, in its order."""
    by_place = {(m.citation.key, m.citation.span): m for m in numbered}
    return [by_place[c.key, c.span] for c in claim.citations]


def _withheld(withheld: Sequence[Withheld]) -> Html | None:
    if not withheld:
        return None
    told = f"{_count(len(withheld), 'sentence')} {'was' if len(withheld) == 1 else 'were'} withheld"
    items = (tag("li", _flat(w.text), tag("span", one_line(w.reason), class_="why")) for w in withheld)
    return tag("details", tag("summary", told), tag("ul", *items), class_="withheld")


def _engine(reply: Reply) -> Html | None:
    return tag("p", one_line(reply.engine.told, 1000), class_="engine") if reply.engine.told else None


def _refusal(refusal: Refusal, name: str) -> Html:
    head = "Let me ask back" if refusal.reason is Reason.QUESTION_UNCLEAR else "No answer in these articles"
    parts: list[Html | None] = [
        tag("p", head, class_="verdict-line"),
        tag("p", one_line(refusal.explanation, 1000), class_="explanation"),
    ]
    if advice(refusal):
        parts.append(tag("p", tag("b", "What to try: "), advice(refusal), class_="try"))
    if refusal.examples:
        parts.append(examples(refusal.examples))
    if refusal.nearest:
        parts.append(tag("p", "What came nearest", class_="nearest-head"))
        parts.append(tag("ul", *(_near(m, name) for m in marks(refusal)), class_="nearest"))
    parts += [_withheld(refusal.withheld), _engine(refusal)]
    return tag("div", *parts, class_=f"refusal {refusal.reason.value}")


def examples(questions: Iterable[str]) -> Html:
    """Questions to choose from; each button carries its question as its text."""
    items = (tag("li", tag("button", one_line(q, 300), type="button", class_="example")) for q in questions)
    return tag("ul", *items, class_="examples")


def _near(mark: Mark, name: str) -> Html:
    c = mark.citation
    source = [mark.speaker, c.outlet or "outlet unknown", _day(c.published) if c.published else "undated"]
    return tag(
        "li",
        tag("p", "\u201c", _flat(c.quote), "\u201d\u00a0", _button(mark, name), class_="sentence"),
        tag("p", *_dotted([tag("span", s) for s in source if s]), class_="byline"),
    )


def _facts(article: Article, mark: Mark | None) -> Iterator[Html]:
    if mark is not None:
        yield tag("span", mark.told)
    yield tag("span", article.key, class_="key")
    link = original(article.url, mark.citation.quote if mark else "") if article.url else None
    if link is not None:
        safe = {"target": "_blank", "rel": "noopener noreferrer", "referrerpolicy": "no-referrer"}
        yield tag("a", "Original", tag("span", " (opens a new tab)", class_="sr"), href=link, **safe)


def _body(article: Article, mark: Mark | None, reply: Reply | None) -> Iterator[Html | str]:
    """The text in slices: what is cited here, what is cited elsewhere in the reply, and the rest."""
    text = article.text
    around = mark.citation.span if mark else Span(0, 1)
    low, high = max(0, around.start - WINDOW), min(len(text), around.end + WINDOW)
    if low:
        yield tag("p", "The beginning of this long article is left out here.", class_="cut")
    others = [m.citation.span for m in marks(reply) if m.citation.key == article.key] if reply else []
    cuts = sorted({low, high, *(at for s in (around, *others) for at in (s.start, s.end) if low < at < high)})
    short = reply.short.citation if isinstance(reply, Answer) and reply.short else None
    for start, end in pairwise(cuts):
        piece = Span(start, end)
        if mark is not None and around.holds(piece):
            if start == around.start:
                yield tag("mark", *_strong(text, around, short, article), class_="cited", tabindex=-1)
        elif any(s.holds(piece) for s in others):
            yield tag("mark", piece.of(text), class_="also")
        else:
            yield piece.of(text)
    if high < len(text):
        yield tag("p", "The rest of this long article is left out here.", class_="cut")


def _strong(text: str, cited: Span, short: Citation | None, article: Article) -> Iterator[Html | str]:
    if short is None or short.key != article.key or not cited.holds(short.span) or short.span == cited:
        yield cited.of(text)
        return
    yield text[cited.start : short.span.start]
    yield tag("strong", short.span.of(text))
    yield text[short.span.end : cited.end]


def _holder(short: Short, numbered: Iterable[Mark]) -> Mark | None:
    return next((m for m in numbered if _holds(m.citation, short.citation)), None)


def _holds(citation: Citation, inner: Citation) -> bool:
    return citation.key == inner.key and citation.span.holds(inner.span)


def _dotted(parts: Sequence[Html]) -> Iterator[Html]:
    for number, part in enumerate(parts):
        if number:
            yield tag("span", " \u00b7 ", class_="dot", aria_hidden="true")
        yield part


def _flat(text: str) -> str:
    return one_line(text, 100_000)


def _text(text: str) -> Html:
    """Foreign text on one line, with the spaces at its ends kept: it is a part of a sentence."""
    return join([re.sub(r"\s+", " ", text)])


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"
