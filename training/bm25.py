"""BM25 over a few thousand passages, to find the rivals of a question's own passage.

Knows stemmed words and numpy; knows no data set.
"""

from collections import Counter, defaultdict

import numpy as np
import Stemmer
from texts import words

_K1, _B = 1.2, 0.75
_STEM = Stemmer.Stemmer("english")


class Bm25:
    """An inverted index; `best` gives the rows of the texts that match a question best."""

    def __init__(self, texts: list[str]) -> None:
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = np.zeros(len(texts), np.float32)
        for row, text in enumerate(texts):
            stems = _STEM.stemWords(words(text))
            lengths[row] = len(stems)
            for stem, count in Counter(stems).items():
                postings[stem].append((row, count))
        norm = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1))
        self._size = len(texts)
        self._postings: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        for stem, pairs in postings.items():
            rows = np.array([row for row, _ in pairs])
            counts = np.array([count for _, count in pairs], np.float32)
            idf = np.log(1 + (len(texts) - len(pairs) + 0.5) / (len(pairs) + 0.5))
            self._postings[stem] = rows, idf * counts * (_K1 + 1) / (counts + norm[rows])

    def best(self, question: str, count: int) -> list[int]:
        """The `count` best rows, best first; rows that share no word are left out."""
        scores = np.zeros(self._size, np.float32)
        for stem in set(_STEM.stemWords(words(question))):
            if stem in self._postings:
                rows, gains = self._postings[stem]
                scores[rows] += gains
        top = np.argpartition(-scores, min(count, self._size - 1))[:count]
        return [int(row) for row in top[np.argsort(-scores[top])] if scores[row] > 0]
