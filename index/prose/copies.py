"""Texts to likeness: which articles are copies of one another, which passages say the same in the same words. Pure.

Knows runs of words and nothing of their meaning: a copy with one figure changed is still a copy.
"""

from __future__ import annotations

import re
from zlib import crc32

import numpy as np

SIZE = 32
"""The most hashes a sketch keeps."""

_RUN = 5
_NEAR_RUN = 3
_NEAR = 0.5
_WITHIN, _OF_ALL = 0.85, 0.65
"""Share of the runs of the shorter text, and of both, that one text in two articles has."""
_WORD = re.compile(r"\w+")
_WEIGHTS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], np.uint64
)


def sketch(text: str) -> tuple[int, ...]:
    """The least `SIZE` hashes of the text's runs of five words, ascending, each in [0, 2**63).

    Case and punctuation do not count. The same in every process and on every machine. Empty where the text has no
    word; a text of fewer than five words is one run.
    """
    words = _WORD.findall(text.lower())
    if not words:
        return ()
    hashed = np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], np.uint64)
    if len(hashed) < _RUN:
        hashed = np.pad(hashed, (0, _RUN - len(hashed)))
    runs = np.lib.stride_tricks.sliding_window_view(hashed, _RUN)
    mixed = (runs * _WEIGHTS).sum(axis=1, dtype=np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    least = np.unique((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(1))[:SIZE]
    return tuple(least.tolist())


def resemblance(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """The estimated share of runs of words that two texts have in common, in [0, 1], from their sketches.

    Exact where both texts together have at most `SIZE` runs; 0.0 where one has no word.
    """
    if not a or not b:
        return 0.0
    mine, theirs = set(a), set(b)
    least = sorted(mine | theirs)[:SIZE]
    return sum(value in mine and value in theirs for value in least) / len(least)


def same_text(a: str, b: str) -> bool:
    """Whether two texts are one but for their heads, a sentence or a figure: exactly, by their runs of five words.

    Most of the shorter one's runs are in both, and most of all; two short texts differ much in all by their bylines.
    """
    mine, theirs = _runs(a, _RUN), _runs(b, _RUN)
    common = len(mine & theirs)
    least, whole = min(len(mine), len(theirs)), len(mine | theirs)
    return common > 0 and common >= _WITHIN * least and common >= _OF_ALL * whole


def near(a: str, b: str) -> bool:
    """Whether two passages are near-identical: at least half of their different runs of three words are in both."""
    mine, theirs = _runs(a, _NEAR_RUN), _runs(b, _NEAR_RUN)
    if not mine or not theirs:
        return False
    common = len(mine & theirs)
    return common >= _NEAR * (len(mine) + len(theirs) - common)


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return set(zip(*(words[at:] for at in range(length)), strict=False)) or ({tuple(words)} if words else set())
