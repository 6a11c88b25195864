"""Names of people, places and bodies in an article, by rule: of what kind, and whose fullest form they are. Pure.

Knows the words in and around a name; knows no grammar, no other article, and nobody by name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.prose.capitals import Run, key, runs
from index.prose.given_names import FEMALE, GIVEN_NAMES, MALE
from index.prose.name_words import ALIASES, BODY_WORDS, CALLINGS, COUNTRIES, DEMONYMS, PLACE_WORDS, RANKS, TITLES
from index.text import fold
from index.types import Span

NameKind = Literal["person", "place", "body", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One name where it stands: `span` without titles, `name` the fullest form that the article has of it."""

    span: Span
    name: str
    kind: NameKind


_NAME_WORD = re.compile(r"[\w.'&-]+")
_INITIAL = re.compile(r"\w|(?:\w\.)+\w?|jr|sr|ii|iii|iv")
_SPEAKS = re.compile(r",? (?:sa(?:id|ys)|t(?:old|ells)|add(?:ed|s)|wrote|tweeted|who)\b")
_ROLE = re.compile(r"([a-z-]+) $")
_OFFICE = re.compile(r", (?:(?:the|an?|its|his|her) ((?:[\w-]+ ){1,4})|([a-z-]+ )(?:of|for|at|to)\b)")
_HERS = frozenset(("mrs", "ms", "miss", "dame", "lady", "queen", "princess", "congresswoman"))
_HIS = frozenset(("mr", "sir", "lord", "king", "prince", "congressman"))
_COMPASS = frozenset(("north", "south", "east", "west", "new", "san", "los", "lake", "mount", "cape", "river", "st"))
_AGE = re.compile(r",? (?:\(\d{2}\)|\d{2},|aged \d{2})")
_DATELINE = re.compile(r",? \([A-Z]\w+\) ?[-–—]|,? [–—] ")
_ADJECTIVE = re.compile(r"\w{3,}(?:ish|ic|ian|ern)")
_LOWER = re.compile(r"\b[a-z]{3,}\b")
_POINTED = re.compile(r"\b(?:an?|the|its|this) $", re.IGNORECASE)
"""Before a word that tells a thing, not somebody's surname: "its Internet"."""
_INSIDE = re.compile(r"\b(?:in|near|across|outside|throughout) $")


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """The key under which two forms of one name are equal.

    Case, accents, possessive, full stops, "the" and leading titles do not count; a demonym is its country, and a few
    countries and unions have one key for all their forms. Idempotent; empty only for a name without letters or digits.
    """
    words = [key(w).replace(".", "") for w in _NAME_WORD.findall(fold(name))]
    words = [w for w in words if w.strip("'-&_")]
    while len(words) > 1 and (words[0] in TITLES or words[0] in RANKS or words[0] == "the"):
        words.pop(0)
    shape = " ".join(words)
    shape = fold(DEMONYMS.get(shape, shape))
    return ALIASES.get(shape, shape)


def mentions(text: str, sentences: Sequence[Span]) -> tuple[Mention, ...]:
    """Every name of `text` in order, none overlapping another.

    `sentences` tell where a capital means nothing. Titles are outside the spans; months and weekdays are no names; a
    demonym is a mention of its country. Linear in the length of the text.
    """
    found = list(runs(text, sentences))
    shapes = [" ".join([w.key for w in run.words]) for run in found]
    kinds = _kinds(text, found, shapes)
    full = _Fullest(text, found, shapes, kinds)
    return tuple(
        Mention(Span(run.words[0].start, run.words[-1].end), *full.form(i, shape))
        for i, (run, shape) in enumerate(zip(found, shapes, strict=True))
    )


def _kinds(text: str, found: Sequence[Run], shapes: Sequence[str]) -> dict[str, NameKind]:
    """Shape -> kind, from the first place that tells it; shapes of which nothing tells it are left out."""
    alone = {
        shape
        for run, shape in zip(found, shapes, strict=True)
        if " " not in shape and not _POINTED.search(text, max(0, run.words[0].start - 6), run.words[0].start)
    }
    alone -= set(_LOWER.findall(text))
    kinds: dict[str, NameKind] = {}
    for run, shape in zip(found, shapes, strict=True):
        if shape not in kinds and (kind := _kind(text, run, shape, alone)) != "other":
            kinds[shape] = kind
    return kinds


def _kind(text: str, run: Run, shape: str, alone: set[str]) -> NameKind:
    if shape in COUNTRIES or shape in DEMONYMS:
        return "place"
    if (whole := ALIASES.get(shape.replace(".", ""))) is not None:
        return "place" if whole in COUNTRIES else "body"
    keys = shape.split(" ")
    first, last, start, end = keys[0], keys[-1], run.words[0].start, run.words[-1].end
    if run.title and last not in BODY_WORDS:
        return "person"
    if not BODY_WORDS.isdisjoint(keys) or (len(keys) > 2 and last.removesuffix("s") in BODY_WORDS):
        return "body"
    if last in PLACE_WORDS or first in _COMPASS:
        return "place"
    if _INSIDE.search(text, max(0, start - 12), start):
        return "place" if text[end : end + 1] not in ("'", "’") else "other"
    if text[max(0, start - 1) : start] in ("", "\n") and _DATELINE.match(text, end):
        return "place"
    if first in GIVEN_NAMES or _AGE.match(text, end):
        return "person"
    role = _ROLE.search(text, max(0, start - 20), start)
    if role is not None and (role[1] in TITLES or role[1] in CALLINGS):
        return "person"
    office = _OFFICE.match(text, end)
    if office is not None and not TITLES.isdisjoint((office[1] or office[2]).lower().split()):
        return "person"
    if len(keys) == 1:
        return "body" if end - start < 7 and end - start > 1 and text[start:end].isupper() else "other"
    told = _SPEAKS.match(text, end) or (last in alone and not _ADJECTIVE.fullmatch(first))
    return "person" if told else "other"


class _Fullest:
    """The longest form of each name, and the people that a surname or given name may stand for."""

    def __init__(self, text: str, found: Sequence[Run], shapes: Sequence[str], kinds: dict[str, NameKind]) -> None:
        self._text = text
        self._found = found
        self._kinds = kinds
        self._forms: dict[tuple[str, str], str] = {}
        self._holders: dict[str, list[tuple[int, tuple[str, str]]]] = {}
        self._acronyms: dict[str, str] = {}
        self._people: set[tuple[str, str]] = set()
        self._meant: dict[str, tuple[str, str]] = {}
        self._ending: dict[str, tuple[str, str]] = {}
        """The last two of three words of somebody's name -> who that is: "Ms Ní Dhomhnaill" after her given name."""
        for i, shape in enumerate(shapes):
            if " " not in shape:
                continue
            kind = kinds.get(shape, "other")
            if kind == "body":
                self._note_acronym(i, shape)
            elif kind != "place":
                self._note_form(i, shape)

    def _note_acronym(self, i: int, shape: str) -> None:
        """The short form in "World Health Organization (WHO)" stands for the long one."""
        end = self._found[i].words[-1].end
        if self._text[end : end + 2] == " (" and i + 1 < len(self._found):
            short = self._found[i + 1].words[0]
            if short.start == end + 2 and short.key == "".join(w[0] for w in shape.split()):
                self._acronyms[short.key] = self._letters(i)

    def _note_form(self, i: int, shape: str) -> None:
        identity, letters = self._identity(shape), self._letters(i)
        parts = shape.split(" ")
        if len(parts) == 3 and parts[0] in GIVEN_NAMES and not _INITIAL.fullmatch(parts[1]):
            self._ending.setdefault(" ".join(parts[1:]), identity)
        if self._kinds.get(shape) == "person":
            self._people.add(identity)
        if letters.count(" ") >= self._forms.get(identity, "").count(" ") + (identity in self._forms):
            self._forms[identity] = letters
        for part in set(identity) if identity[0] in GIVEN_NAMES else {identity[1]}:
            holders = self._holders.setdefault(part, [])
            if holders and (holders[0][1][0] in GIVEN_NAMES) != (identity[0] in GIVEN_NAMES):
                if identity[0] not in GIVEN_NAMES and identity not in self._people:
                    continue
                holders[:] = [held for held in holders if held[1] in self._people]
            holders.append((i, identity))

    @staticmethod
    def _identity(shape: str) -> tuple[str, str]:
        keys = shape.split(" ")
        core = [k for k in keys if not _INITIAL.fullmatch(k)] if len(keys) > 2 else keys
        return (core[0], core[-1]) if len(core) > 1 else (keys[0], keys[-1])

    def _letters(self, i: int) -> str:
        words = self._found[i].words
        return " ".join(self._text[words[0].start : words[-1].end].split())

    def _fitting(self, shape: str, title: str) -> list[tuple[int, tuple[str, str]]]:
        """The mentions of people whom a single word may mean; behind "Mrs" none with a man's given name, and so on."""
        holders = self._holders.get(shape, [])
        if (title not in _HERS and title not in _HIS) or len(holders) < 2:
            return holders
        others = MALE if title in _HERS else FEMALE
        return [holder for holder in holders if holder[1][0] not in others]

    def form(self, i: int, shape: str) -> tuple[str, NameKind]:
        """The fullest name of the i-th run, and its kind."""
        kind = self._kinds.get(shape, "other")
        if kind == "place" and shape in DEMONYMS:
            return DEMONYMS[shape], kind
        if shape in self._acronyms:
            return self._acronyms[shape], "body"
        if kind in ("place", "body"):
            return self._letters(i), kind
        if " " in shape:
            longer = self._ending.get(shape) if self._found[i].title else None
            return self._forms[longer or self._identity(shape)], "person" if longer else kind
        holders = self._fitting(shape, self._found[i].title)
        if not holders:
            return self._letters(i), kind
        at = bisect_right(holders, i, key=lambda holder: holder[0])
        meant = holders[max(at - 1, 0)][1]
        if self._found[i].title not in _HERS | _HIS:
            first = self._meant.setdefault(shape, meant)
            if first != meant:  # a relative, or somebody else: nobody is better than the wrong one
                return self._letters(i), "person"
        return self._forms[meant], "person"
