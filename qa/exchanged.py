"""Numbers and days that a claim gives to each other's words: "built in 2009, empty since 1871" of the reverse. Pure.

Each stands in the words, so that nothing lacks; but what stands beside it in the claim stands beside the other there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from index.types import Span
from qa import numbers
from qa.alignment import Told
from qa.literals import Dated, Kind, Literals, Missing, same_day
from qa.numbers import Number

_T = TypeVar("_T", Number, Dated)
_MOST = 8
"""Literals of a kind in a claim that are compared with each other, at most."""
_PLACES = 40
"""Places in the words, of a literal or of a word, that are looked at, at most."""
_FAR = 1000
"""Words between what does not stand in one sentence."""


def exchanged(ours: Literals, theirs: Literals, claim: Told, words: Told) -> list[Missing]:
    """The first of each two numbers, or days, that change places; `claim` and `words`: the same two texts as told."""
    found = _crossed("number", ours.numbers, theirs.numbers, numbers.agree, claim, words)
    return found + _crossed("date", ours.dates, theirs.dates, same_day, claim, words)


def _crossed(
    kind: Kind,
    mine: Sequence[_T],
    others: Sequence[_T],
    agree: Callable[[_T, _T], bool],
    claim: Told,
    words: Told,
) -> list[Missing]:
    if len(mine) < 2 or len(others) < 2:
        return []
    mine, others = mine[:_MOST], others[:_PLACES]
    taken = [x.span for x in mine]
    places: dict[str, list[int]] = {}
    for i, key in enumerate(words.keys):
        places.setdefault(key, []).append(i)
    there = [[_at(words, o.span) for o in others if agree(x, o)] for x in mine]
    beside = [_beside(claim, places, x.span, taken) for x in mine]
    found = []
    for i, j in combinations(range(len(mine)), 2):
        ones, twos, near, far = there[i], there[j], places.get(beside[i], []), places.get(beside[j], [])
        if set(ones) & set(twos) or not (ones and twos and near and far) or beside[i] == beside[j]:
            continue
        one, two = mine[i], mine[j]
        if _apart(words, near, twos) < _apart(words, near, ones) and _apart(words, far, ones) < _apart(
            words, far, twos
        ):
            found.append(Missing(kind, one.span, one.text, two.text))
    return found


def _beside(claim: Told, places: Mapping[str, Sequence[int]], span: Span, taken: Sequence[Span]) -> str:
    """The word nearest to a literal in its clause, of those that the words have too, before it rather than behind.

    Empty where there is none.
    """
    at = _at(claim, span)
    near = [
        i
        for i in claim.content
        if claim.tokens[i].clause == claim.tokens[at].clause
        and claim.keys[i] in places
        and not any(claim.tokens[i].span.overlaps(one) for one in taken)
    ]
    return claim.keys[min(near, key=lambda i: (abs(i - at), i))] if near else ""


def _at(text: Told, span: Span) -> int:
    """The place of the first word of a literal."""
    found = bisect_right(text.tokens, span.start, key=lambda token: token.span.end)
    return min(found, len(text.tokens) - 1)


def _apart(words: Told, some: Sequence[int], others: Sequence[int]) -> int:
    """Words between the nearest two of one sentence."""
    tokens = words.tokens
    inside = (abs(p - q) for p in some[:_PLACES] for q in others if tokens[p].sentence == tokens[q].sentence)
    return min(inside, default=_FAR)
