"""How far a question stands alone where all talk is about one thing with a title. Pure.

A person who reads "What happened next?" adds what it is about, one who reads "When did Kelly Hayes quit the band?" may
or may not. What speaks for either is weighed here; what is added is decided in qa.additions.
"""

from __future__ import annotations

import re

from index.prose.words import content_words
from index.text import fold
from qa.pointers import names
from qa.spoken_of import Spoken

PLAIN = frozenset("happen happened tell information know meant mean means".split())
"""Content words that tell nothing of what a question is about."""
FEATURES = ("words", "topic", "points", "defining", "names", "turns")
_WEIGHTS = (0.29, 0.96, -0.83, 0.78, 1.75, -0.30)
_BIAS = -3.65
THRESHOLD = -3.0
"""Weights and threshold: training/fit_follow_ups.py, on the dialogues with an even md5 of the id."""
_WORD = re.compile(r"[^\W_]+")
_POINTS = re.compile(r"\b(?:this|that|it|they|those|these)\b", re.IGNORECASE)
_DEFINING = re.compile(r"\W*(?:(?:what|who) (?:is|was|are|were|does)\b|(?:can|could|tell)\b)", re.IGNORECASE)
_INNER_CAPITAL = re.compile(r"(?<=[a-z?,] )[A-Z]\w|[\"“]")
"""A capital that opens no question, or a quotation: something is named, whatever it is."""
_MANY_WORDS = 6
_MANY_TURNS = 4


def stands_alone(question: str, spoken: Spoken, topic: str) -> bool:
    """Whether nothing is to be added to a question about `topic`, the title over all that is said."""
    found = zip(_WEIGHTS, features(question, spoken, topic), strict=True)
    return sum(weight * value for weight, value in found) + _BIAS >= THRESHOLD


def features(question: str, spoken: Spoken, topic: str) -> tuple[float, ...]:
    """What speaks for and against, in the order of FEATURES.

    Content words (up to six); whether it has a word of the topic; whether a word points back; whether it asks what or
    who something is; whether it names something; the number of earlier turns (up to four).
    """
    words = telling(question)
    return (
        float(min(len(words), _MANY_WORDS)),
        float(not words.isdisjoint(content_words(topic))),
        float(bool(_POINTS.search(question))),
        float(bool(_DEFINING.match(question))),
        float(names_something(question, spoken)),
        float(min(len(spoken.earlier), _MANY_TURNS)),
    )


def telling(question: str) -> set[str]:
    """The content words of a question that tell what it is about."""
    return set(content_words(question)) - PLAIN


def names_something(question: str, spoken: Spoken) -> bool:
    """Whether a question names something itself."""
    folded = f" {' '.join(_WORD.findall(fold(question)))} "
    known = (" ".join(_WORD.findall(fold(t.name))) for t in spoken.things if t.turn >= 0)
    return bool(names(question) or _INNER_CAPITAL.search(question)) or any(
        len(name) > 3 and f" {name} " in folded for name in known
    )
