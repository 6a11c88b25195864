"""Whether quoted words are the slice of the article that they claim to be. Pure.

Compared as an archive stores text: every control character but tab and newline is a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evals import rows
from evals.stats import Figure, interval

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]")

Texts = Mapping[str | int, str]
"""Article id -> text with its control characters made spaces."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Words that are said to be `article[start:end]`; start and end count code points."""

    article: str | int
    start: int
    end: int
    words: str


def slice_in(row: rows.Row, field: str) -> Slice:
    """The slice that a passage, sentence or citation of a prediction claims; its words stand at `field`."""
    return Slice(rows.name(row, "article"), rows.offset(row, "start"), rows.offset(row, "end"), rows.text(row, field))


def article(row: rows.Row) -> tuple[str | int, str]:
    """Id and stored text of an article's row."""
    return rows.name(row), _stored(rows.maybe_text(row, "text") or "")


def share(found: Iterable[Slice], texts: Texts) -> Figure:
    """Share of `found` whose words are `texts[article][start:end]`; an unknown article has no words."""
    return interval([texts.get(one.article, "")[one.start : one.end] == _stored(one.words) for one in found])


def _stored(text: str) -> str:
    return _CONTROL.sub(" ", text)
