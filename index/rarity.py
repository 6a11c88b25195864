"""How much a word tells: general English mixed with the archive's own counts.

In a small archive every name that matters stands in most passages and would weigh nothing; so a large imagined archive
of general English (wordfreq) stands behind the real one, and the figures mean the same in two articles and in 6,000.
"""

from __future__ import annotations

import math
from functools import lru_cache

import wordfreq

from index.prose.words import stem
from index.stores.archive import Archive
from index.stores.records import Filter
from index.text import fold
from index.types import ArticleKey, Period

IMAGINED = 5000
"""Passages of general English behind the archive."""
_WORDS = 180
_ENDINGS = ("", "s", "es", "ed", "d", "ing")


@lru_cache(maxsize=100_000)
def general(word: str) -> float:
    """Probability that a passage of 180 words of general English holds this word or a plain inflection of it."""
    known = wordfreq.get_frequency_dict("en", "large")
    base = stem(word)
    forms = {word} | {start + end for start in {word, base} for end in _ENDINGS}
    frequency = sum(known.get(form, 0.0) for form in forms if stem(form) == base)
    return 1.0 - math.exp(-_WORDS * max(frequency, 1e-9))


def zipf(word: str) -> float:
    """Wordfreq's Zipf frequency of a folded word: 0 (unknown) to 8; 3 is once in a million words."""
    return float(wordfreq.zipf_frequency(word, "en"))


class Rarity:
    """Weights of words in one archive, seen without the articles of `without`; kept for one question."""

    def __init__(self, archive: Archive, without: frozenset[ArticleKey] = frozenset()) -> None:
        self._archive = archive
        self._without = without
        seen = Filter(Period(), without)
        self.passages = archive.database.counts(seen)[1]
        self._counts: dict[str, int] = {}

    def count(self, word: str) -> int:
        """Passages of the archive that hold a word of this stem."""
        key = stem(word)
        if key not in self._counts:
            n = self._archive.database.frequency(key)
            if n and self._without:
                n -= self._archive.database.frequency_in(fold(word), self._without)
            self._counts[key] = max(0, n)
        return self._counts[key]

    def idf(self, word: str) -> float:
        """log(1 + (N - n + .5) / (n + .5)) over the archive and the imagined passages; about 0.1 to 9."""
        everything = self.passages + IMAGINED
        n = min(self.count(word) + IMAGINED * general(fold(word)), everything)
        return math.log(1.0 + (everything - n + 0.5) / (n + 0.5))
