"""A bare name that opens a sentence before a verb of saying: "Orban told reporters ...". Pure.

Where a text is one sentence, nothing but the verb tells such a word from any other with a capital. Knows single texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.prose.name_words import RANKS, TITLES
from index.prose.words import STOPWORDS
from index.text import fold
from index.types import Span
from qa.forms import base
from qa.lexicon import says

_WORD = re.compile(r"[^\W_]+")
_OPENING = re.compile(r"(?:^|(?<=[.!?;:] ))[\"“'‘(]*(?P<name>[A-Z][\w’'-]*[^\W\ds])(?= (?P<verb>\w+))")
"""A capital that opens a sentence, no plural, and the word behind it."""
_BODIES = frozenset(
    "police parliament congress government management staff nobody everybody everyone someone somebody anyone anybody"
    " people half one another each neither either both".split()
)
"""Who may speak without an article and without a name."""

_BESIDE = 3
"""Words between a name and a verb of saying."""


def speaking(text: str) -> list[Span]:
    """Where such names stand: single capitals, no plurals and nobody who speaks without a name."""
    return [
        Span(*match.span("name"))
        for match in _OPENING.finditer(text)
        if base(fold(match["verb"])) in says() and fold(match["name"]) not in STOPWORDS | _BODIES | TITLES | RANKS
    ]


def says_there(name: str, words: Sequence[str]) -> bool:
    """Whether folded words have a name beside a verb of saying: then it may be who says them."""
    own = _WORD.findall(fold(name))[-1]
    at = [i for i, word in enumerate(words) if word == own]
    return any(base(word) in says() for i in at for word in words[max(0, i - _BESIDE) : i + _BESIDE + 1])
