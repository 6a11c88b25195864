"""Whether a text holds an answer string, token by token, and how much of a text counts. Pure."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\w+")


def first(text: str, count: int) -> str:
    """The first `count` words of `text`, split at white space: length buys nothing."""
    return " ".join(text.split()[:count])


def holds(text: str, answer: str) -> bool:
    """Whether the tokens of `answer` (runs of letters, digits and _, lower case) stand together in `text`.

    "July 9" is in "On July 9, ..." and not in "July 91". An answer without a token is held only by a text without one.
    """
    return _spaced(answer) in _spaced(text)


def _spaced(text: str) -> str:
    return f" {' '.join(_TOKEN.findall(text.lower()))} "
