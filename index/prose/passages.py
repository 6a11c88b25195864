"""Sentences to passages: whole sentences, about equally long, that tile the text. Pure.

Knows sizes in words and nothing of what the words say.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.types import Span

_WORD = re.compile(r"\S+")


def tile(text: str, sentences: Sequence[Span], words: int) -> tuple[Span, ...]:
    """Passages of at most `words` words (runs of non-space), as few as that allows and about equally long.

    `sentences` are those of `index.prose.sentences.split(text)`. The passages tile `text`, without gap or overlap:
    whitespace between two belongs to the first, what opens the text to the first of all. Only a sentence longer than
    `words` is cut, between words. A text of whitespace alone has none. Raises ValueError where `words` < 1.
    """
    if words < 1:
        raise ValueError(f"a passage needs at least one word, not {words}")
    starts: list[int] = []
    ends = [0]
    for sentence in sentences:
        count = len(sentence.of(text).split())
        parts = -(-count // words)
        if parts == 1:
            starts.append(sentence.start)
            ends.append(ends[-1] + count)
            continue
        at = [found.start() for found in _WORD.finditer(text, sentence.start, sentence.end)]
        cuts = [count * part // parts for part in range(parts + 1)]
        starts.extend(at[cut] for cut in cuts[:-1])
        ends.extend([ends[-1] + cut for cut in cuts[1:]])
    if not starts:
        return ()
    edges = [0, *(starts[first] for first in _balanced(ends, words)[1:-1]), len(text)]
    return tuple(Span(start, end) for start, end in itertools.pairwise(edges))


def _balanced(ends: list[int], words: int) -> list[int]:
    """Where passages begin among the pieces, with their number at the end; `ends`: words up to each piece.

    The number of passages is the least possible; among such tilings the longest passage is the shortest possible, and
    the last two share their words evenly.
    """
    fewest = len(_filled(ends, words)) - 1
    longest = max(after - before for before, after in itertools.pairwise(ends))
    lowest = max(longest, -(-ends[-1] // fewest))
    cap = lowest + bisect_left(range(lowest, words), x=-fewest, key=lambda size: 1 - len(_filled(ends, size)))
    begins = _filled(ends, cap)
    if fewest > 1:
        first, last = begins[-3], begins[-1]
        middle = bisect_left(ends, (ends[first] + ends[last]) / 2, first + 1, last - 1)
        begins[-2] = min(
            (at for at in (middle, middle - 1) if first < at < last),
            key=lambda at: max(ends[at] - ends[first], ends[last] - ends[at]),
        )
    return begins


def _filled(ends: list[int], cap: int) -> list[int]:
    """Where passages begin when each takes all that fits into `cap` words."""
    begins = [0]
    while begins[-1] < len(ends) - 1:
        begins.append(bisect_right(ends, ends[begins[-1]] + cap) - 1)
    return begins
