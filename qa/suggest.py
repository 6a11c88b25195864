"""Questions made from an archive's own sentences, each with the words that answer it.

For somebody who does not know what to ask, for the page's examples, and for the cases of `eval make`. Knows articles;
how a sentence becomes a question is said in qa.asking.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from index.prose.names import Mention
from index.stores.archive import Archive
from index.types import Article, Span
from qa.asking import CLOZE, questions
from qa.reading import Reading

_READ = 60
"""Articles that are read for a handful of examples."""


@dataclass(frozen=True, slots=True)
class Made:
    """A question, its kind (qa.asking.KINDS), the article, the sentence that answers it, and the words that do."""

    question: str
    kind: str
    article: Article
    gold: Span
    answer: Span

    @property
    def rank(self) -> str:
        """An order that has nothing to do with what is asked, and is always the same."""
        return hashlib.sha256(f"{self.article.digest}{self.gold.start}{self.kind}".encode()).hexdigest()


def made(article: Article) -> Iterator[Made]:
    """The questions that the sentences of one article answer, in their order."""
    reading = Reading(article)
    several = _several(reading.mentions)
    for number, span in enumerate(reading.sentences):
        if reading.sections[number] != "prose":
            continue
        inside = [
            Mention(Span(m.span.start - span.start, m.span.end - span.start), _name(m, article.text, several), m.kind)
            for m in reading.mentions
            if span.holds(m.span)
        ]
        text = span.of(article.text)
        if "\n" in text:
            continue
        for one in questions(text, inside, article.published):
            answer = Span(span.start + one.answer.start, span.start + one.answer.end)
            yield Made(one.question, one.kind, article, span, answer)


def _several(mentions: Sequence[Mention]) -> frozenset[str]:
    """The surnames that more than one person of an article bears."""
    people = {mention.name for mention in mentions if mention.kind == "person" and " " in mention.name}
    bearers = Counter(name.split()[-1] for name in people)
    return frozenset(surname for surname, count in bearers.items() if count > 1)


def _name(mention: Mention, text: str, several: frozenset[str]) -> str:
    """The full name; where a surname alone could be somebody else's, what stands in the text."""
    return mention.span.of(text) if mention.span.of(text) in several else mention.name


def suggestions(archive: Archive, k: int) -> tuple[str, ...]:
    """Up to k questions that the articles answer, of different kinds and about different articles; no gaps to fill.

    Where the sentences give none, what the articles name most is asked about.
    """
    if k < 1:
        return ()
    found = sorted((one for a in _some(archive) for one in made(a) if one.kind != CLOZE), key=lambda one: one.rank)
    chosen: list[Made] = []
    while found and len(chosen) < k:
        kinds, keys = [one.kind for one in chosen], [one.article.key for one in chosen]
        best = min(found, key=lambda one: (keys.count(one.article.key), kinds.count(one.kind), len(one.question)))
        chosen.append(best)
        found.remove(best)
    asked = [one.question for one in chosen]
    return tuple(dict.fromkeys([*asked, *_about(archive)]))[:k]


def _some(archive: Archive) -> Iterable[Article]:
    """A sample of the articles, the same for the same archive."""
    keys = sorted((record.key for record in archive.database.records()), key=shuffled)
    found = (archive.article(key) for key in keys)
    return islice((article for article in found if article is not None), _READ)


def shuffled(key: str) -> str:
    """A sort key that has nothing to do with what the text says, and is always the same."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _about(archive: Archive) -> Iterator[str]:
    """Plain questions about the names that most articles have, people first."""
    top = [name for name, _ in archive.database.top_names(60) if len(name.form) > 3]
    yield from (f"What did {n.form} say?" for n in top[:20] if n.kind == "person" and " " in n.form)
    yield from (f"What is the latest on {n.form}?" for n in top if n.kind in ("place", "body"))
    yield from (f"Tell me about {n.form}." for n in top if n.kind == "person")
