"""Questions that quote words and ask who says them: "Who said 'we have a long way to go'?". Pure.

Knows quotation marks and words in a row; nothing about who speaks.
"""

from __future__ import annotations

import re

from index.prose.words import content_words, words
from index.text import fold
from index.types import Span

LEAST = 2
"""Words from which a quotation is looked for word for word."""
_QUOTED = re.compile(r"[\"“„«](?P<double>[^\"“”„«»]+)[\"”»]|(?<![\w'’])['‘](?P<single>.+?)['’](?!\w)")
_LEFT_OUT = re.compile(r"\s*(?:…|\.\.\.|\[[^\]]*\])\s*")
_WORD = re.compile(r"[^\W_]+")
_SAYS = re.compile(
    r"\b(?:said|says?|saying|told|tells|call(?:s|ed)|described?|wrote|writes|tweet(?:s|ed)|post(?:s|ed)|asked|asks|jok(?:es|ed)"
    r"|remarked|declare[sd]|state[sd]|announce[sd]|add(?:s|ed)|claim(?:s|ed)|argue[sd]|insist(?:s|ed)|warn(?:s|ed)|quote[sd]?|spoke"
    r"|put it|words|shouted|replied)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:who|whose|whom)\b", re.IGNORECASE)
_STRETCH = 400
"""Characters behind a sentence in which a quotation that begins in it may end."""


def without(question: str) -> str:
    """The question with nothing between its quotation marks."""
    return _QUOTED.sub('""', question)


def phrases(question: str) -> tuple[str, ...]:
    """What is quoted where it is asked who says it, in folded words with a space between; else ().

    What "…" or a bracket leaves out parts two phrases.
    """
    outside = without(question)
    if not _WHO.search(outside) or not _SAYS.search(outside):
        return ()
    quoted = (match["double"] or match["single"] for match in _QUOTED.finditer(question))
    parts = (_WORD.findall(fold(part)) for quotation in quoted for part in _LEFT_OUT.split(quotation))
    return tuple(" ".join(part) for part in parts if len(part) >= LEAST and content_words(" ".join(part)))


def begins_in(phrase: str, text: str, span: Span) -> bool:
    """Whether the words of a phrase stand in a row in `text`, the first of them at `span`; stems are compared."""
    wanted = [word.stem for word in words(phrase)]
    there = words(text[span.start : span.end + _STRETCH])
    stems = [word.stem for word in there]
    inside = sum(word.span.start < len(span) for word in there)
    return any(stems[i : i + len(wanted)] == wanted for i in range(inside))
