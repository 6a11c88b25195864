"""The names of a question against the archive: which it knows, under which forms, and which words it has never seen.

Knows the archive's table of names and its words; nothing about sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.prose.given_names import GIVEN_NAMES
from index.prose.name_words import CITIES, COUNTRIES, DEMONYMS, RANKS, TITLES
from index.prose.names import Mention, NameKind, folded
from index.prose.words import STOPWORDS
from index.rarity import Rarity, zipf
from index.stores.archive import Archive
from index.stores.records import Filter, Name
from index.text import fold
from qa.types import Question

_RARE = 4.0
"""Zipf frequency below which a lower-case word that is a name in the archive is taken for that name."""
_COMMON = 3.8
"""Zipf frequency from which the first word of an unknown run is taken for a word beside a name."""
_HARDLY_A_WORD = 3.6
_JOINS = re.compile(r" (?:for|of|and|in|at) (?:the )?")
_ALIKE = 0.75
"""Likeness of two given names, in [0, 1], from which one may be the other written wrongly before the same surname."""
_OTHER = 0.4
"""Likeness of two given names, in [0, 1], up to which they are of two people."""
_MORE = 5
"""How much more often the other form must be written."""
_BARE_SUBJECT = re.compile(
    r"(?<!\bhe )(?<!\bshe )(?<!\bit )(?<!\bthey )"  # behind its subject it is followed by no other
    r"\b(?:did|does|do|will|would|can|could|should"
    r"|(?<!\bwho )(?<!\bthat )(?<!\bwhich )(?:has|have|had|is|was|are|were))\s+(\w+)\b"
    r"|\b(?:about|by|with|to|from|of|for|against|in|near)\s+(\w+)\s*\??$"
)
_IN_PLACE = re.compile(r"\b(?:in|near|at|from|to|of|across|outside)\s+(\w+)\b")


@dataclass(frozen=True, slots=True)
class Entity:
    """A name of the question. `forms`: its folded forms in the archive, itself included; `known`: it occurs there."""

    text: str
    key: str
    forms: frozenset[str]
    kind: NameKind
    known: bool

    @property
    def last(self) -> str:
        """The last word of the key: the surname of a person."""
        return self.key.rsplit(" ", 1)[-1]


@dataclass(frozen=True, slots=True)
class Known:
    """What an archive knows of a question."""

    entities: tuple[Entity, ...]
    unknown_words: tuple[str, ...]

    @property
    def missing(self) -> tuple[Entity, ...]:
        """Names that no passage has."""
        return tuple(e for e in self.entities if not e.known)


def known(question: Question, archive: Archive, rarity: Rarity) -> Known:
    """Resolve the question's names, in lower case too, and list its words that the archive lacks."""
    query = question.query
    only = Filter(query.period, query.without)
    names = list(query.names) or _lower_case(question, archive, only, rarity)
    found = [e for name in names for e in _entities(name, archive, only, rarity)]
    entities = [e for e in found if e.known or not _merely_opens(e.text, question.stand_alone)]
    covered = {word for e in entities for word in e.key.split()}
    unknown = tuple(t for t in query.terms if t not in covered and not t.isdigit() and not rarity.count(t))
    return Known(tuple(dict.fromkeys(entities)), unknown)


def another_of_the_name(entities: Iterable[Entity], mentions: Iterable[Mention]) -> bool:
    """Whether an article names somebody else of the surname of a person who is asked for, and not that person.

    `mentions`: its names. "Jerry Lee Lewis" is another one than "John Lewis"; "Robert Menendez" may be "Bob Menendez".
    """
    asked = [e for e in entities if e.known and " " in e.key and e.kind in ("person", "other")]
    full = {folded(m.name) for m in mentions if m.kind == "person"} if asked else set()
    for entity in asked:
        bearers = {name for name in full if " " in name and name.rsplit(" ", 1)[-1] == entity.last} - entity.forms
        if bearers and full.isdisjoint(entity.forms):
            first = entity.key.split()[0]
            return all(first not in name.split() and _likeness(first, name.split()[0]) <= _OTHER for name in bearers)
    return False


def _entities(name: str, archive: Archive, only: Filter, rarity: Rarity) -> Iterator[Entity]:
    """A name as the archive knows it; where it does not, its parts: "JetBlue for Spirit", "PM of Sweden"."""
    whole = _entity(name, archive, only, rarity)
    parts = _JOINS.split(name) if whole is None or not whole.known else [name]
    found = [e for part in parts if (e := _entity(part, archive, only, rarity)) is not None] if len(parts) > 1 else []
    if found and all(e.known for e in found):
        yield from found
    elif whole is not None:
        yield whole


def _entity(name: str, archive: Archive, only: Filter, rarity: Rarity) -> Entity | None:
    key = folded(name)
    if not key:
        return None
    exact = archive.database.names(key, only)
    ending = (
        archive.database.names_ending(key, only)
        or _with_more_between(key, archive, only)
        or _misspelt(key, archive, only, _MORE * sum(n.times for n in exact))
    )
    there = bool(exact or ending) or archive.database.phrase(key.split(), only) > 0
    first, _, rest = name.partition(" ")
    if not there and rest and _stands_beside(fold(first), rest):
        # "Rapper Gangsta Boo", "Canadian Olympic Committee": a common word that a capital has joined to the name.
        return _entity(rest, archive, only, rarity)
    if not there and rest and not _looks_like_a_person(name):
        # Capitals that are no one name: each word for itself.
        words = [w for w in key.split() if w not in STOPWORDS and len(w) > 1]
        there = bool(words) and all(rarity.count(w) for w in words)
    kinds = [n.kind for n in exact + ending if n.kind != "other"]
    kind: NameKind = kinds[0] if kinds else "other"  # type: ignore[assignment]
    return Entity(name, key, frozenset({key} | {n.folded for n in ending}), kind, there)


def _merely_opens(name: str, text: str) -> bool:
    """Whether an unknown name is a common word with the capital of a question's beginning: "Swimmers must wait ..."."""
    return " " not in name and text.lstrip("\"'“‘ ").startswith(f"{name} ") and zipf(fold(name)) >= _HARDLY_A_WORD


def _with_more_between(key: str, archive: Archive, only: Filter) -> list[Name]:
    """Names of three words around a first and a last one: "erling haaland" is "erling braut haaland"."""
    first, _, last = key.partition(" ")
    if not last or " " in last:
        return []
    longer = archive.database.names_ending(last, only)
    parts = [(n, n.folded.split()) for n in longer]
    return [n for n, words in parts if len(words) == 3 and words[0] == first and len(words[1]) > 1]


def _misspelt(key: str, archive: Archive, only: Filter, least: int) -> list[Name]:
    """People of the same surname with nearly the same given name: "brittany griner" is "brittney griner".

    Each named `least` times or more: where the name as it is written occurs, it must be the rare form.
    """
    first, _, last = key.partition(" ")
    if not last or " " in last:
        return []
    longer = [n for n in archive.database.names_ending(last, only) if n.folded.count(" ") == 1]
    return [
        n
        for n in longer
        if n.times >= least and n.folded[0] == first[0] and _likeness(first, n.folded.split()[0]) >= _ALIKE
    ]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _stands_beside(first: str, rest: str) -> bool:
    """Whether the first word of an unknown run is no part of the name: a demonym, a title, or a common word."""
    if first in DEMONYMS or first in TITLES or first in RANKS:
        return True
    return " " in rest and first not in GIVEN_NAMES and zipf(first) >= _COMMON


def _looks_like_a_person(name: str) -> bool:
    """Two or three capitalised words, none of them a common word of English."""
    words = [w for w in name.split() if w[:1].isupper()]
    return 2 <= len(words) <= 3 and all(zipf(fold(w)) < 5.0 for w in words) and "'" not in name


def _lower_case(question: Question, archive: Archive, only: Filter, rarity: Rarity) -> list[str]:
    """Names of a question that has no capitals: runs that the archive has as names, an unknown subject or place."""
    folded = fold(question.stand_alone)
    words = re.findall(r"[^\W_]+", folded)
    found: list[str] = []
    i = 0
    while i < len(words):
        for length in (3, 2, 1):
            run = words[i : i + length]
            if len(run) == length and _is_name(run, archive, only):
                found.append(" ".join(run))
                i += length - 1
                break
        i += 1
    unseen: list[str] = []
    for match in _BARE_SUBJECT.finditer(folded):
        word = match.group(1) or match.group(2)
        if not (word in STOPWORDS or word.isdigit() or zipf(word) >= _HARDLY_A_WORD):
            unseen.append(word)
    unseen += [word for word in _IN_PLACE.findall(folded) if word in CITIES or word in COUNTRIES]
    for word in unseen:
        if not rarity.count(word) and not any(word in name.split() for name in found):
            found.append(word)
    return found


def _is_name(run: list[str], archive: Archive, only: Filter) -> bool:
    if run[0] in STOPWORDS or run[-1] in STOPWORDS:
        return False
    key = " ".join(run)
    if len(run) == 1 and (zipf(key) >= _RARE + 0.6 or len(key) < 3):
        return False
    bare = folded(key) or key
    if bare != key and " " not in bare and zipf(bare) >= _RARE:
        return False  # a title before a common word: "the pope say"
    names = archive.database.names(bare, only)
    if len(run) == 1 and zipf(key) >= _RARE:
        return sum(n.times for n in names if n.kind != "other") >= 2
    return bool(names) or (len(run) == 1 and bool(archive.database.names_ending(key, only)))
