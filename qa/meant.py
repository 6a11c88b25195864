"""A name that no article has -> the name it may be a misspelling of, and the question with that name in its place.

Only proposed, never answered instead: two people may differ in one letter. Knows the archive's table of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from index.rarity import zipf
from index.stores.archive import Archive
from index.stores.records import Filter, Name
from qa.entities import Entity

_ALIKE = 0.85
"""Likeness of two surnames, or two whole names of one word, in [0, 1], from which one may be meant by the other."""
_GIVEN_ALIKE = 0.75
"""The same of given names."""
_LETTERS = 4
"""Letters of a name that stands alone, at least: shorter ones are like too many others."""
_SPELT_RIGHT = 2.0
"""Zipf frequency in general English from which a name of one word is written as it should be: "Macron", "Cumbria"."""
_LONGER = 2
"""Letters by which the lengths of two surnames may differ."""


def meant(missing: Iterable[Entity], archive: Archive, only: Filter) -> tuple[Entity, Name] | None:
    """The first missing name that is written nearly as one which the articles have, and the fullest form of that."""
    for entity in missing:
        if (name := _nearest(entity, archive, only)) is not None:
            return entity, name
    return None


def corrected(question: str, entity: Entity, name: Name) -> str | None:
    """The question with the archive's name in the place of the one as it was asked; None where it is not found."""
    found = re.compile(rf"\b{re.escape(entity.text)}\b", re.IGNORECASE).search(question)
    return f"{question[: found.start()]}{name.form}{question[found.end() :]}" if found else None


def _nearest(entity: Entity, archive: Archive, only: Filter) -> Name | None:
    first, last = _parts(entity.key)
    if not last.isalpha() or (not first and (len(last) < _LETTERS or zipf(last) >= _SPELT_RIGHT)):
        return None
    lengths = len(last) - _LONGER, len(last) + _LONGER
    near = []
    for name in archive.database.names_like(last[0], *lengths, only):
        given, surname = _parts(name.folded)
        alike = _likeness(last, surname)
        if alike >= _ALIKE and (not first or _likeness(first, given) >= _GIVEN_ALIKE):
            near.append((alike, bool(given), name.times, name))
    return max(near, key=lambda one: one[:3])[3] if near else None


def _parts(folded: str) -> tuple[str, str]:
    """What stands before the last word of a name, and that word."""
    first, _, last = folded.rpartition(" ")
    return first, last


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
