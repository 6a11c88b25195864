"""Reply -> Markdown to paste: quotations with their sources. Pure.

Foreign text is escaped, so that a pasted answer holds no links, headings or HTML of an article's making.
"""

from __future__ import annotations

import re

from index.text import one_line, plain
from qa import days_told
from qa.types import Answer, Citation, Claim, Reply
from ui.tellers import named, tellers
from ui.terminal import marks

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$@!])")
_WEB = re.compile(r"https?://[^\s<>()\\\"]+")
_WHOLE = 100_000


def reply(reply: Reply) -> str:
    """The question as a heading, then the short answer, each quotation with its source, or the refusal."""
    parts = [f"### {_escaped(reply.question.text)}"]
    if reply.question.rewritten:
        parts.append(f"Understood as: {_escaped(reply.question.stand_alone)}")
    if isinstance(reply, Answer):
        if reply.short is not None:
            day = next(iter(days_told.told(reply.short.citation)), None)
            value = f" ({day.day.day} {day.day:%B %Y})" if day else ""
            parts.append(f"**{_escaped(reply.short.text)}**{value}")
        parts += [_claim(claim) for claim in reply.claims]
    else:
        parts.append(f"No answer. {_escaped(reply.explanation)}")
        parts += [_escaped(example) for example in reply.examples]
        if reply.nearest:
            parts.append("What came nearest:")
            parts += [_quotation(citation, None) for citation in reply.nearest]
    parts += [f"Left out: {_escaped(left.text)} ({_escaped(left.reason)})" for left in reply.withheld]
    if reply.engine.told:
        parts.append(_escaped(reply.engine.told))
    return "\n\n".join(parts) + "\n"


def _claim(claim: Claim) -> str:
    first, *others = claim.citations
    told = [_quotation(first, claim.speaker), *(_quotation(citation, None) for citation in others)]
    if claim.text != first.quote:
        told.insert(0, _escaped(claim.text))
    who = tellers(claim.citations)
    if len(claim.citations) > 1 or who.copies:
        told.append(_escaped(f"Told by {who.told}" + (f"; same text: {named(who.copies)}" if who.copies else "")))
    return "\n\n".join(told)


def _quotation(citation: Citation, speaker: str | None) -> str:
    opened, closed = marks(citation.quote)
    return f"> {opened}{_escaped(citation.quote)}{closed}\n>\n> — {_source(citation, speaker)}"


def _source(citation: Citation, speaker: str | None) -> str:
    named = _escaped(citation.title or citation.key)
    parts = [_escaped(speaker)] if speaker else []
    parts += [
        f"[{named}](<{citation.url}>)" if citation.url and _WEB.fullmatch(citation.url) else named,
        _escaped(citation.outlet or "outlet unknown"),
        citation.published.isoformat() if citation.published else "undated",
        *(_escaped(str(day)) for day in days_told.told(citation)),
    ]
    return ", ".join(parts)


def _escaped(text: str) -> str:
    """On one line, every character that Markdown gives a meaning inside a line escaped."""
    return _SPECIAL.sub(r"\\\1", one_line(plain(text), _WHOLE))
