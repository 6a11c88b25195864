"""Which country or body a person leads, speaks for or belongs to, where the article says so. Pure.

Knows the words between two names; knows nothing of the world.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.prose.name_words import RANKS, TITLES
from index.prose.names import Mention
from index.text import fold

_LEADS = re.compile(
    r",? (?:which is |now |currently |long )?(?:led|headed|chaired|run|governed|founded) by (?:its |the |their )?(.*)"
)
_BACK = 400
"""Characters back to what "its" stands for."""
_ITS = re.compile(r", (?:its|the (?:country|alliance|company|party|club|town|city)['’]s) ([\w -]{2,40}?)[,.;]")
_OFFICE = re.compile(
    r", (?:who is |who was |who |then |now )?(?:the |an? |its )?([\w’' -]{2,60}?) (?:of|for|at|from|with) (?:the )?"
)


def affiliations(text: str, mentions: Sequence[Mention]) -> dict[str, frozenset[str]]:
    """Person -> the places and bodies that the article says the person leads, speaks for or belongs to.

    Keys and values are `Mention.name`. "Hungarian Prime Minister Viktor Orban", "Hungary, led by Viktor Orban", "Jens
    Stoltenberg, the secretary general of Nato", "Hungary's prime minister, Viktor Orban", "Viktor Orban of Hungary",
    "Hungary ... Mr Orban, its prime minister,".
    """
    found: dict[str, set[str]] = {}
    for left, right in pairwise(mentions):
        gap = text[left.span.end : right.span.start]
        if len(gap) > 70 or "\n" in gap:
            continue
        if right.kind == "person" and left.kind != "person" and _holds_office(gap):
            found.setdefault(right.name, set()).add(left.name)
        elif left.kind == "person" and right.kind != "person" and _serves(gap, text[right.span.end :][:60]):
            found.setdefault(left.name, set()).add(right.name)
    last: Mention | None = None
    for mention in mentions:
        if mention.kind != "person":
            last = mention
        elif (
            last is not None and mention.span.start - last.span.end < _BACK and _its_own(text[mention.span.end :][:60])
        ):
            found.setdefault(mention.name, set()).add(last.name)
    return {person: frozenset(names) for person, names in found.items()}


def _its_own(after: str) -> bool:
    """Whether a person is at once said to hold an office of what was named before: ", its prime minister,"."""
    match = _ITS.match(fold(after))
    return match is not None and _offices(match[1].split())


def _offices(words: Iterable[str]) -> bool:
    keys = [w.strip(",.") for w in words]
    return (
        bool(keys) and any(k in TITLES for k in keys) and all(k in TITLES | RANKS | {"and", "of", "the"} for k in keys)
    )


def _holds_office(gap: str) -> bool:
    """Whether `gap` between a body and a person says that the person holds an office there."""
    gap = fold(gap)
    if match := _LEADS.fullmatch(gap):
        return not match[1].strip() or _offices(match[1].split())
    words = gap.replace(",", " ").split()
    if words and words[0] in ("'s", "'"):
        words = words[1:]
        return not words or _offices(words)
    return "," not in gap and _offices(words)


def _serves(gap: str, after: str) -> bool:
    """Whether `gap` between a person and a body, or what follows the body, says that the person serves it."""
    gap = fold(gap)
    if gap.strip() == "of":
        return True
    if match := _OFFICE.fullmatch(gap):
        return any(w in TITLES or w in ("head", "professor", "member", "president") for w in match[1].split())
    office = re.match(r"['’]s? ([\w -]{3,40})", after)
    return gap.strip() in (",", ", the") and office is not None and any(w in TITLES for w in fold(office[1]).split())
