"""The sentence around a date expression: does it look ahead, and what was told before? Pure.

Knows verbs and where sentences end, not what an expression means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.prose.date_words import AHEAD, BY

_DONE = re.compile(r"\b(?:had|have|has)\b")
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Rev))[.!?][\"”’')]*\s+(?=[A-Z\"“`])|\n\s*\n"
)
_WINDOW = 160


@dataclass(frozen=True, slots=True)
class Context:
    """The day of the text, the words of the sentence on both sides, and what was told before.

    `told`: the last value. `period`: the last quarter, or the last day that a reporting period ended on; figures of "a
    year earlier" are compared with it.
    """

    day: date | None
    before: str
    after: str
    told: str | None
    period: str | None

    @property
    def ahead(self) -> bool:
        """Whether the sentence speaks of what is to come."""
        if BY.search(self.before):
            return not _DONE.search(self.before)
        return self._verb is not None and self._verb["ahead"] is not None

    @property
    def back(self) -> bool:
        """Whether it speaks of what is done; False where no verb tells."""
        return not self.ahead and self._verb is not None

    @property
    def _verb(self) -> re.Match[str] | None:
        """The verb that decides: the last one before the expression, else the first one behind it."""
        verbs = list(AHEAD.finditer(self.before)) or list(AHEAD.finditer(self.after))[:1]
        return verbs[-1] if verbs else None


def context(text: str, start: int, end: int, day: date | None, told: str | None, period: str | None) -> Context:
    """The sentence around `start:end`, as far as 160 characters on each side."""
    before = text[max(0, start - _WINDOW) : start]
    after = text[end : end + _WINDOW]
    stops = [stop.end() for stop in _END.finditer(before)]
    stop = _END.search(after)
    sentence = before[stops[-1] if stops else 0 :], after[: stop.start()] if stop else after
    return Context(day, *sentence, told, period)
