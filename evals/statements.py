"""Sentences of articles as statements: what claims are made of, true and false. Pure.

Knows sentences with their article around them; makes no claim itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from index.types import Span
from qa.checker import Words, words_of
from qa.reading import Reading

_WHOLE = re.compile(r"[\"“‘(]?[A-Z0-9£$€][^\n]{30,330}[.!?][\"”’)]?")
"""A sentence that was not cut off, of a usual length."""
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|me|us|you|your|I['’]\w+|we['’]\w+)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"]([^“”\"]{25,300})[”\"]")


@dataclass(frozen=True)
class Statement:
    """One sentence of an article: the words that support what is made of it."""

    reading: Reading
    number: int
    """Its place among the article's sentences."""

    @property
    def span(self) -> Span:
        """Where it stands in the article."""
        return self.reading.sentences[self.number]

    @property
    def text(self) -> str:
        """The sentence, a slice."""
        return self.span.of(self.reading.article.text)

    @cached_property
    def words(self) -> Words:
        """The sentence as cited words."""
        return words_of(self.reading, self.span)

    @property
    def speaker(self) -> str | None:
        """Who says it, where it is a quotation of somebody whom the article names."""
        said = self.reading.attributions.get(self.span)
        return said.speaker if said is not None and said.direct and said.speaker[:1].isupper() else None

    @property
    def quoted(self) -> str | None:
        """The words of its only quotation, where they are a sentence that does not say "I", "we" or "you"."""
        found = _QUOTED.findall(self.text)
        if len(found) != 1 or _FIRST_PERSON.search(found[0]) or not found[0][0].isupper():
            return None
        return str(found[0]).rstrip(",. ")

    @property
    def people(self) -> tuple[str, ...]:
        """Full names of people in the article, in order."""
        return people(self.reading)

    @property
    def after(self) -> Statement | None:
        """The statement that follows in the article, where it is one."""
        return next((s for s in of(self.reading, self.number + 1) if s.number == self.number + 1), None)


def of(reading: Reading, start: int = 0) -> Iterator[Statement]:
    """The whole sentences of an article's prose from the `start`-th on, in order."""
    for number in range(start, len(reading.sentences)):
        if reading.sections[number] != "prose":
            continue
        text = reading.sentences[number].of(reading.article.text)
        if _WHOLE.fullmatch(text) and len(text.split()) >= 6:
            yield Statement(reading, number)


def people(reading: Reading) -> tuple[str, ...]:
    """Full names of the people in an article, each once, in order."""
    return tuple(dict.fromkeys(m.name for m in reading.mentions if m.kind == "person" and " " in m.name))
