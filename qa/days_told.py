"""The days that cited words name by their distance, "Thursday" or "yesterday", told from the article's date. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from index.prose import dates, days
from qa.types import Citation

_MOST = 3


class Told(NamedTuple):
    """Words of a quotation and the day that they mean."""

    words: str
    day: date

    def __str__(self) -> str:
        return f"{self.words} [{self.day.day} {self.day:%B %Y}]"


def told(citation: Citation) -> tuple[Told, ...]:
    """The first few such days in the quotation, in order; none where the article is undated."""
    if citation.published is None:
        return ()
    found = [
        Told(words, date.fromisoformat(time.value))
        for time in dates.find(citation.quote, citation.published)
        if not time.value.startswith("X") and days.unit(time.value) == "day"
        if not re.search(r"\d", words := time.span.of(citation.quote))
    ]
    return tuple(dict.fromkeys(found))[:_MOST]
