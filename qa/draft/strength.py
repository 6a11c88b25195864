"""Whether a drafted sentence tells more surely what the words tell less surely. Pure.

The judge of claims compares a verb with the same verb of the words; a draft in other words has none to compare. So here
whole sentences are compared: what binds or settles in the one, and what leaves open in the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_BINDS = re.compile(
    r"\b(?:vow|pledg|promis|swor|swear|guarante|assur|committed to|undertook|undertak)\w*", re.IGNORECASE
)
"""Words that bind somebody: who hopes or says that he will has not promised."""


class _Step(NamedTuple):
    """A way to be sure, what in the words makes one as sure, and what leaves it open there."""

    sure: re.Pattern[str]
    as_sure: re.Pattern[str]
    open: re.Pattern[str]

    def leaves_open(self, words: str) -> bool:
        """Whether the words are not as sure anywhere, and somewhere open."""
        return bool(self.open.search(words)) and not self.as_sure.search(words)


_OPEN = re.compile(
    r"\b(?:(?<!\d )may(?! \d)|might|could|can|hop(?:e|es|ed|ing)|plan(?:s|ned|ning)?|want(?:s|ed)?|wish(?:es|ed)?"
    r"|intend(?:s|ed)?"
    r"|aim(?:s|ed|ing)?|seek(?:s|ing)?|sought|expect(?:s|ed|ing)?|consider(?:s|ed|ing)?|propos(?:e|es|ed|ing)|meant to"
    r"|likely|possibl[ey]|perhaps|probabl[ey]|maybe|should|tr(?:y|ies|ied|ying)|ask(?:s|ed)?|look into)\b",
    re.IGNORECASE,
)
_STEPS = (
    _Step(
        re.compile(r"\bwill\b|\bwo(?=n['’]t)|\b(?:is|are) certain to\b|\b(?:certainly|definitely)\b", re.IGNORECASE),
        re.compile(
            r"\b(?:will|would|wo(?=n['’]t)|shall|must|due|set|going|certain|sure|scheduled"
            r"|(?:is|are|was|were|has|have|had) to)\b|['’](?:ll|d)\b",
            re.IGNORECASE,
        ),
        _OPEN,
    ),
    _Step(
        re.compile(r"\b(?:has|have|had) decided\b|\b(?:managed|was able|were able) to\b", re.IGNORECASE),
        re.compile(r"\b(?:deci\w+|manag\w+|able|agreed|approved|resolved|succe\w+)\b", re.IGNORECASE),
        re.compile(rf"{_OPEN.pattern}|\bwould\b", re.IGNORECASE),
    ),
    _Step(
        re.compile(r"\b(?:all|each|every one) of\b|\bthe whole\b", re.IGNORECASE),
        re.compile(r"\b(?:all|each|every|whole|entire(?:ly)?|full)\b", re.IGNORECASE),
        re.compile(r"\b(?:some|part|parts|many|most|several|a few|half|nearly|almost|\d+ of)\b", re.IGNORECASE),
    ),
)


def settles(text: str, words: str) -> str | None:
    """What in `text` settles something, where nothing in the words is as sure, whether or not they leave it open."""
    for step in _STEPS:
        found = step.sure.search(text)
        if found and not step.open.search(text) and not step.as_sure.search(words):
            return found[0]
    return None


def surer(text: str, sentences: Sequence[str]) -> str | None:
    """What in `text` binds or settles more than the sentences that tell it; None where nothing does."""
    if any(text in sentence for sentence in sentences):
        return None
    if (bound := _BINDS.search(text)) and not any(_BINDS.search(sentence) for sentence in sentences):
        return bound[0]
    for step in _STEPS:
        found = step.sure.search(text)
        if found and not step.open.search(text) and any(step.leaves_open(sentence) for sentence in sentences):
            return found[0]
    return None
