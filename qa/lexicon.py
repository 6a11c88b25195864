"""Words that tell the same act in the news: a closed thesaurus by stems, and what promises look like. Pure.

A question's "agree" is answered by "promised", "assured" or "will not veto". Knows single words only.
"""

from __future__ import annotations

import re
from functools import cache

from index.prose.words import stem

MATE = 0.6
"""What a word of the same class counts beside the word itself (1)."""

COMMIT = (
    "agree agreement accept approve consent promise pledge commit commitment vow undertake assure assurance guarantee "
    "confirm offer"
)
_CLASSES = (
    COMMIT,
    "say tell state declare announce explain claim argue insist add stress",
    "deny reject dispute refute denial rejection",
    "refuse decline reject oppose block veto",
    "demand ask request urge call appeal",
    "warn caution alert warning",
    "criticise criticize condemn denounce blast slam",
    "win won beat defeat victory triumph winner",
    "lose lost loss defeat",
    "die died dead death kill killed fatal deadly",
    "injure injured wounded hurt injury",
    "meet met meeting talks summit gather gathering",
    "buy bought purchase acquire acquisition",
    "sell sold sale",
    "cost price worth bill",
    "begin began start launch open opening first",
    "end close closed shut finish",
    "rise rose increase grow growth climb jump surge",
    "fall fell drop decline decrease slump",
    "appoint name elect choose chose pick nominate",
    "resign quit leave left depart step",
    "arrest detain custody charge",
    "marry wed wedding marriage",
    "build built construct construction",
    "repair fix restore mend",
    "delay postpone defer",
    "cancel scrap axe abandon",
    "vote ballot poll election",
    "attack strike raid assault bomb",
    "law bill legislation act",
    "movie film",
    "company firm business",
    "doctor physician surgeon",
    "pupil student",
    "job work post",
    "replace succeed successor",
    "reach hit pass exceed",
    "damage destroy destruction wreck",
    "flood flooding flooded",
    "spend spent spending fund funding pay paid money",
)
SAY = "say tell state declare add explain claim argue insist stress warn think believe announce deny describe call"
BINDING = re.compile(
    r"\b(?:will|won[’']t|would|wouldn[’']t|shall|agree[ds]?|promise[ds]?|pledge[ds]?|vow(?:s|ed)?|commit(?:s|ted)|consent(?:s|ed)"
    r"|undertook|undertaken|accept(?:s|ed)|guaranteed|assure[ds]?|confirm(?:s|ed)|offer(?:s|ed|ing)|approve[ds]?|exempt\w*"
    r"|opt(?:s|ed)?[- ]out)\b",
    re.IGNORECASE,
)
"""What tells of something agreed, promised, or that will or would be done."""
OWN_WORD = re.compile(
    r"\b(?:will|won[’']t|would|wouldn[’']t|shall|agree[ds]?|promise[ds]?|pledge[ds]?|vow(?:s|ed)?|commit(?:s|ted))\b",
    re.IGNORECASE,
)
"""The same where somebody speaks for themselves: what others assured them of does not bind them."""


EMPTY_VERBS = frozenset(
    stem(word)
    for word in (
        "get give go come do make take have become happen want need use put keep bring try let seem look find feel set "
        "hold run get going made took became held found see show think know mean like call receive"
    ).split()
)
"""Stems of verbs that a question uses without telling a deed by them."""


@cache
def classes() -> dict[str, frozenset[str]]:
    """Stem -> stems of the same class, itself included."""
    found: dict[str, set[str]] = {}
    for line in _CLASSES:
        group = {stem(word) for word in line.split()}
        for member in group:
            found.setdefault(member, {member}).update(group)
    return {member: frozenset(group) for member, group in found.items()}


def mates(term: str) -> frozenset[str]:
    """Stems that tell the same act as a word, its own stem included."""
    return kin(stem(term))


def kin(own: str) -> frozenset[str]:
    """Stems that tell the same act as a stem, itself included."""
    return classes().get(own, frozenset((own,)))


@cache
def commits() -> frozenset[str]:
    """Stems of the words for agreeing and promising."""
    return frozenset(stem(word) for word in COMMIT.split())


@cache
def says() -> frozenset[str]:
    """Stems of the words for saying."""
    return frozenset(stem(word) for word in SAY.split())
