"""Names of people, places and bodies in an article, by rule: where they stand, whose full form they are. Pure.

Knows capitals, titles and closed word lists; knows no grammar, no other article, and nobody by name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from index.prose.name_words import (
    ALIASES,
    BODY_WORDS,
    COUNTRIES,
    DATE_WORDS,
    DEMONYMS,
    FEMALE,
    MALE,
    OF_HEADS,
    OPENERS,
    PARTICLES,
    PLACE_WORDS,
    RANKS,
    SURNAMES_TOO,
    TITLES,
)
from index.text import fold
from index.types import Span

NameKind = Literal["person", "place", "body", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One name where it stands: `span` without titles, `name` the fullest form that the article has of it."""

    span: Span
    name: str
    kind: NameKind


class _Word(NamedTuple):
    """A capitalised word; `of`: the word before it is joined by "of"."""

    start: int
    end: int
    key: str
    of: bool


class _Run(NamedTuple):
    """Words that may be one name; `titled`: a title stands before them."""

    words: list[_Word]
    titled: bool


_UPPER = "".join(c for c in map(chr, range(0x41, 0x530)) if c.isupper())
_TOKEN = re.compile(
    r"(?<![\w'’])(?:(?:Mr|Mrs|Ms|Dr|Gen|Sens?|Reps?|Gov|Lt|Col|Sgt|Capt|Rev|Hon|St|Jr|Sr|Prof|Adm|Cmdr|Maj|Cpl)\."
    rf"|(?:[{_UPPER}]\.)+(?:[{_UPPER}]\b)?|(?:al-|el-|d['’])?[{_UPPER}]\w*(?:(?:[.&]|-(?=[{_UPPER}])|['’](?!s\b))\w+)*)"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_INITIAL = re.compile(r"(?:\w\.?)+|jr|sr|ii|iii|iv")
_LOWER = re.compile(r"(?<![\w'’.-])[a-z]+")
_NO_NAME = re.compile(r"i(?:'\w+)?|[rdi]-\w+")
_SPEAKS = re.compile(r",? (?:sa(?:id|ys)|t(?:old|ells)|add(?:ed|s)|wrote|tweeted|who)\b")
_GIVEN = FEMALE | MALE
_COMPASS = frozenset(("north", "south", "east", "west", "new", "san", "los", "lake", "mount", "cape", "st"))
_AGE = re.compile(r",? (?:\(\d{2}\)|\d{2},|aged \d{2})")
_DATELINE = re.compile(r",? \([A-Z]\w+\) ?[-–—]|,? [–—] ")
_ADJECTIVE = re.compile(r"\w{3,}(?:ish|ic|ian|ern)")
_INSIDE = re.compile(r"\b(?:in|near|across|outside|throughout) $")


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    return _POSSESSIVE.sub("", fold(word)).rstrip(".")


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """The key under which two forms of one name are equal.

    Case, accents, possessive, full stops, "the" and leading titles do not count; a demonym is its country, and a few
    countries and unions have one key for all their forms. Idempotent; empty only for a name without letters or digits.
    """
    words = [_key(w).replace(".", "") for w in re.findall(r"[\w.'’&-]+", name)]
    words = [w for w in words if w.strip("'-&_")]
    while len(words) > 1 and (words[0] in TITLES or words[0] in RANKS or words[0] == "the"):
        words.pop(0)
    key = " ".join(words)
    key = fold(DEMONYMS.get(key, key))
    return ALIASES.get(key, key)


def mentions(text: str, sentences: Sequence[Span]) -> tuple[Mention, ...]:
    """Every name of `text` in order, none overlapping another.

    `sentences` tell where a capital means nothing. Titles are outside the spans; months and weekdays are no names; a
    demonym is a mention of its country. Linear in the length of the text.
    """
    runs = list(_cut(text, list(_runs(text, sentences))))
    return _resolved(text, runs)


def _runs(text: str, sentences: Sequence[Span]) -> Iterator[tuple[list[_Word], bool, bool]]:
    """Capitalised words that stand together: (words, opens a sentence or quotation, in a headline)."""
    starts = [s.start for s in sentences]
    heading = _headings(text, sentences)
    run: list[_Word] = []
    opening, number, last = False, -1, 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        if word[-1] in "'’":
            word, end = word[:-1], end - 1
        at = bisect_right(starts, start) - 1
        if run:
            gap = text[last:start]
            if at == number and (gap in (" ", "\xa0") or _joins(gap, run[-1].key)):
                run.append(_Word(start, end, _key(word), gap.startswith(" of ")))
                last = end
                continue
            yield run, opening, heading[number] if number >= 0 else False
        before = text[starts[at] : start] if at >= 0 and start - starts[at] < 4 else "." if at >= 0 else ""
        opening = not before.strip(" \t\n\xa0\"'“‘(-–—•*") or text[start - 1] in '"“‘'
        run, number, last = [_Word(start, end, _key(word), False)], at, end
    if run:
        yield run, opening, heading[number] if number >= 0 else False


def _joins(gap: str, key: str) -> bool:
    if not 3 < len(gap) < 13 or gap[0] != " " or gap[-1] != " ":
        return False
    words = gap.split()
    if words and words[0] in ("of", "for") and len(words) <= 2 and (len(words) == 1 or words[1] == "the"):
        return key in OF_HEADS
    return bool(words) and all(w in PARTICLES for w in words)


def _headings(text: str, sentences: Sequence[Span]) -> list[bool]:
    """Which sentences capitalise every longer word, as headlines do."""
    return [
        len(words := s.of(text).split()) > 4 and not any(len(w) > 4 and w[0].islower() for w in words)
        for s in sentences
    ]


def _cut(text: str, found: list[tuple[list[_Word], bool, bool]]) -> Iterator[_Run]:
    """The runs without titles, dates, openers and the capitals of headlines."""
    lower = set(_LOWER.findall(text))
    known = {
        w.key for words, opening, heading in found if not heading for w in words[opening:] if w.key not in OPENERS
    } | _GIVEN
    for words, opening, heading in found:
        first = words[0].key
        if first in OPENERS:
            if opening or heading or first in lower:
                words, opening = words[1:], False
        elif (
            opening and len(words) > 1 and first in lower and not (first in _GIVEN or first in TITLES or first in RANKS)
        ):
            words, opening = words[1:], False
        for part in _split(words, known if heading else None):
            alone = len(part) == 1 and (opening or heading) and part[0] is words[0]
            if alone and part[0].key not in known and not _sure(part[0], text):
                continue
            yield from _untitled(part)


def _sure(word: _Word, text: str) -> bool:
    letters = text[word.start : word.end]
    return word.key in COUNTRIES or word.key in DEMONYMS or (letters.isupper() and 2 <= len(letters) <= 5)


def _split(words: list[_Word], known: set[str] | None) -> Iterator[list[_Word]]:
    """The words between those that are no names: dates, pronouns; in a headline, words not known from elsewhere."""
    part: list[_Word] = []
    for word in words:
        dated = word.key in DATE_WORDS and not (part and part[-1].key in _GIVEN)
        if dated or _NO_NAME.fullmatch(word.key) or (known is not None and word.key not in known):
            if part:
                yield part
            part = []
        else:
            part.append(word)
    if part:
        yield part


def _untitled(words: list[_Word]) -> Iterator[_Run]:
    """The names in a run with titles: two in "Hungarian Prime Minister Viktor Orban", none in "Finance Minister"."""
    if words[-1].key not in BODY_WORDS:
        for i in range(len(words) - 2, -1, -1):
            if words[i].key not in TITLES:
                continue
            yield from _owner(words[: i + 1])
            words = words[i + 1 :]
            if words[0].of:
                if words[0].key not in RANKS:
                    yield _Run(words[:1], False)
                words = words[1:]
            if words:
                yield _Run(words, True)
            return
    if all(w.key in TITLES or w.key in RANKS for w in words) and (len(words) > 1 or words[0].key not in SURNAMES_TOO):
        return
    if words[-1].key in TITLES and words[-1].key not in SURNAMES_TOO:
        yield from _owner(words)
    elif len(words) > 2 and words[0].key in DEMONYMS and words[-1].key not in BODY_WORDS:
        yield _Run(words[:1], False)
        yield _Run(words[1:], False)
    else:
        yield _Run(words, False)


def _owner(words: list[_Word]) -> Iterator[_Run]:
    """What stands before a title: the country or body whose office it is."""
    kept = list(words)
    while kept and (kept[-1].key in TITLES or kept[-1].key in RANKS):
        kept.pop()
    while kept and kept[0].key in TITLES:
        kept.pop(0)
    if kept:
        yield _Run(kept, False)


def _resolved(text: str, runs: list[_Run]) -> tuple[Mention, ...]:
    """Each run with its kind and the fullest form of its name."""
    shapes = ["" if not r.words else " ".join(w.key for w in r.words) for r in runs]
    lone = {s for s, r in zip(shapes, runs, strict=True) if len(r.words) == 1}
    kinds: dict[str, NameKind] = {}
    for shape, run in zip(shapes, runs, strict=True):
        kind = _kind(text, run, lone)
        if kind != "other" and kinds.get(shape) != "person":
            kinds[shape] = kind
    full = _Fullest(text, runs, kinds)
    out = []
    for i, (shape, run) in enumerate(zip(shapes, runs, strict=True)):
        name, kind = full.form(i, shape, run)
        out.append(Mention(Span(run.words[0].start, run.words[-1].end), name, kind))
    return tuple(out)


def _kind(text: str, run: _Run, lone: set[str]) -> NameKind:
    keys = [w.key for w in run.words]
    first, last, end = keys[0], keys[-1], run.words[-1].end
    letters = text[run.words[0].start : end]
    if " ".join(keys) in COUNTRIES or (len(keys) == 1 and last in DEMONYMS) or letters in DEMONYMS.values():
        return "place"
    if folded(letters) in ALIASES.values():
        return "place" if last != "eu" and last != "un" else "body"
    if run.titled and last not in BODY_WORDS:
        return "person"
    if any(k in BODY_WORDS for k in keys):
        return "body"
    if (
        last in PLACE_WORDS
        or first in _COMPASS
        or _INSIDE.search(text, max(0, run.words[0].start - 12), run.words[0].start)
    ):
        return "place"
    if _DATELINE.match(text, end):
        return "place"
    if len(keys) == 1:
        return "body" if letters.isupper() and 2 <= len(letters) <= 6 else "other"
    if (
        first in _GIVEN
        or (last in lone and not _ADJECTIVE.fullmatch(first))
        or _AGE.match(text, end)
        or _SPEAKS.match(text, end)
    ):
        return "person"
    return "other"


class _Fullest:
    """The longest form of each name, and the people that a surname or given name may stand for."""

    def __init__(self, text: str, runs: list[_Run], kinds: dict[str, NameKind]) -> None:
        self._text = text
        self._kinds = kinds
        self._forms: dict[tuple[str, str], str] = {}
        self._holders: dict[str, list[tuple[int, tuple[str, str]]]] = {}
        for i, run in enumerate(runs):
            keys = [w.key for w in run.words]
            if len(keys) < 2 or kinds.get(" ".join(keys), "other") in ("body", "place"):
                continue
            identity = self._identity(keys)
            letters = self._letters(run)
            if len(letters.split()) > len(self._forms.get(identity, "").split()):
                self._forms[identity] = letters
            for part in {identity[1], identity[0]} if identity[0] in _GIVEN else {identity[1]}:
                self._holders.setdefault(part, []).append((i, identity))

    @staticmethod
    def _identity(keys: list[str]) -> tuple[str, str]:
        core = [k for k in keys if not _INITIAL.fullmatch(k)] or keys
        return core[0], core[-1]

    def _letters(self, run: _Run) -> str:
        return " ".join(self._text[run.words[0].start : run.words[-1].end].split())

    def form(self, i: int, shape: str, run: _Run) -> tuple[str, NameKind]:
        """The fullest name of the i-th run, and its kind."""
        kind = self._kinds.get(shape, "other")
        if kind == "place" and shape in DEMONYMS:
            return DEMONYMS[shape], kind
        if kind in ("place", "body"):
            return self._letters(run), kind
        if len(run.words) == 1:
            holders = self._holders.get(shape, ())
            if not holders:
                return self._letters(run), kind
            at = bisect_right(holders, i, key=lambda h: h[0])
            identity = holders[max(at - 1, 0)][1]
        else:
            identity = self._identity(shape.split())
        name = self._forms.get(identity, self._letters(run))
        return name, "person" if kind == "other" and len(run.words) == 1 else kind
