"""Short answers compared as SQuAD compares them: normalisation, exact match, token F1. Pure.

Source: Rajpurkar et al. 2016, 2018 and their evaluation script.
"""

from __future__ import annotations

import re
import string
from collections import Counter

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def normalised(answer: str) -> str:
    """Lower case, without ASCII punctuation and the articles a, an, the; single spaces."""
    return " ".join(_ARTICLES.sub(" ", answer.lower().translate(_PUNCTUATION)).split())


def exact(answer: str, gold: str) -> float:
    """1.0 where both are the same after normalisation, else 0.0."""
    return float(normalised(answer) == normalised(gold))


def f1(answer: str, gold: str) -> float:
    """Harmonic mean of precision and recall over the multiset of normalised tokens, in [0, 1].

    2 |both| / (|answer| + |gold|); where one of them has no token: 1.0 if the other has none either, else 0.0.
    """
    ours, theirs = normalised(answer).split(), normalised(gold).split()
    if not ours or not theirs:
        return float(ours == theirs)
    both = (Counter(ours) & Counter(theirs)).total()
    return 2 * both / (len(ours) + len(theirs))
