"""One article as read: its sentences, what part of the article each is, names, affiliations, speakers. Pure.

Computed when first asked for and kept by the Reader of a process; offsets are into the article's text.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from threading import Lock

from index.prose import furniture, names, sentences
from index.prose.affiliations import affiliations
from index.prose.furniture import Section
from index.prose.names import Mention
from index.types import Article, Span
from qa.speakers import Attribution, attribute


class Reading:
    """What the rules see in one article."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The article's sentences, in order."""
        return sentences.split(self.article.text)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What part of the article each sentence is."""
        return furniture.sections(self.article.text, self.sentences)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The names, where they stand."""
        return names.mentions(self.article.text, self.sentences)

    @cached_property
    def affiliations(self) -> dict[str, frozenset[str]]:
        """Folded name of a person -> folded names of the places and bodies that the person speaks for."""
        found = affiliations(self.article.text, self.mentions)
        return {names.folded(who): frozenset(map(names.folded, bodies)) for who, bodies in found.items()}

    @cached_property
    def attributions(self) -> dict[Span, Attribution]:
        """Sentence -> who says it; only the sentences that somebody says."""
        return {a.span: a for a in attribute(self.article.text, self.sentences, self.mentions)}


class Shelf:
    """The last readings, by key and digest; safe for several threads."""

    def __init__(self, size: int = 256) -> None:
        self._size = size
        self._kept: OrderedDict[tuple[str, str], Reading] = OrderedDict()
        self._lock = Lock()

    def read(self, article: Article) -> Reading:
        """The reading of this version of the article."""
        key = (article.key, article.digest)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = Reading(article)
                if len(self._kept) > self._size:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]
