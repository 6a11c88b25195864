"""Text to words: tokens with their spans, folded and stemmed as the full-text index does. Pure.

Knows nothing about sentences, names or rarity.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from index.text import fold
from index.types import Span

_WORD = re.compile(r"[^\W_]+")
_stemmer = Stemmer.Stemmer("porter")

_STOP = """
a about above after again against all also am an and any are aren as at be because been before being below
between both but by can cannot could couldn d did didn do does doesn doing don down during each either ever
few for from further had hadn has hasn have haven having he her here hers herself him himself his how however
i if in into is isn it its itself just ll m may me might mightn more most much must mustn my myself neither no
nor not now of off on once only or other our ours ourselves out over own per re s same shall shan she should
shouldn so some such t than that the their theirs them themselves then there these they this those though
through to too under until up upon ve very was wasn we were weren what when where whether which while who whom
whose why will with would wouldn yes you your yours yourself yourselves
"""
STOPWORDS = frozenset(_STOP.split())


class Word(NamedTuple):
    """A run of letters and digits: its span and its folded stem (the key under which it is compared)."""

    span: Span
    stem: str


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Porter stem of one word, folded: "Orbán" -> "orban", "agreed" -> "agre"; two letters are left as they are."""
    folded = fold(word)
    # As FTS5 does: "US" is not the "U" of "U.S.".
    return folded if len(folded) < 3 else str(_stemmer.stemWord(folded))


def words(text: str) -> tuple[Word, ...]:
    """Every word of `text` with its span and stem, in order."""
    return tuple(Word(Span(m.start(), m.end()), stem(m.group())) for m in _WORD.finditer(text))


def stems(text: str) -> list[str]:
    """The stems of `text`, in order, stop words left out."""
    return [stem(w) for w in _WORD.findall(text) if w.lower() not in STOPWORDS]


def content_words(text: str) -> list[str]:
    """The folded words of `text` that are no stop words, in order, each once."""
    return list(dict.fromkeys(w for w in map(fold, _WORD.findall(text)) if w not in STOPWORDS))
