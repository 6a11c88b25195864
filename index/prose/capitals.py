"""Capitalised words that stand together and may be names: runs, without titles, dates and openers of sentences. Pure.

Knows capitals, particles and closed word lists; does not know what kind of thing a run names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.prose.given_names import GIVEN_NAMES
from index.prose.name_words import (
    AND_PAIRS,
    BODY_WORDS,
    CALLINGS,
    COUNTRIES,
    DATE_WORDS,
    DEMONYMS,
    OF_HEADS,
    OPENERS,
    PARTICLES,
    RANKS,
    SURNAMES_TOO,
    TITLES,
)
from index.text import fold
from index.types import Span


class Word(NamedTuple):
    """A capitalised word and its folded key; `of`: "of" joins it to the word before it."""

    start: int
    end: int
    key: str
    of: bool


class Run(NamedTuple):
    """Words that may be one name, and the key of the title before them, empty where there is none."""

    words: list[Word]
    title: str


class _Found(NamedTuple):
    words: list[Word]
    opening: bool
    heading: bool


_SHOUTED = frozenset(
    "ALSO AND ALL BREAKING FOR FROM HERE LIVE MORE NEW NEWS NOT NOW ONLY READ SEE THE VIDEO WATCH".split()
)
"""Common words that pages put in capitals: alone or beside each other no names."""
_BEHIND = frozenset(("jr", "sr"))
_UPPER = "".join(c for c in map(chr, range(0x41, 0x530)) if c.isupper())
_LETTER = r"[\w\u0300-\u036f]"
"""Also the accents of a text that writes them apart from their letters."""
_TOKEN = re.compile(
    rf"[{_UPPER}](?<![\w'’].)(?:(?:\.[{_UPPER}])+\b\.?"
    rf"|{_LETTER}*(?:(?:[.&]|-(?=[{_UPPER}])|['’](?!s\b)){_LETTER}+)*)"
)
_TITLED = re.compile(rf"([A-Z][a-z]{{3,}}(?:-[A-Z]?[a-z]{{3,}})?)(?=([{_UPPER}][^\W\d_]{{2,}}))")
"""What may be a title without a space before the name behind it: "SecretaryLloyd"."""
_NAMED_ON = re.compile(rf",? (?:[{_UPPER}]|(?:said|says|told|added)\b)")
_JOINTS = ".&-'’"
_ABBREVIATIONS = """
mr mrs ms dr gen sen sens rep reps gov lt col sgt capt rev hon st jr sr prof adm cmdr maj cpl supt insp det
"""
_ABBREVIATED = frozenset(_ABBREVIATIONS.split())
_POSSESSIVE = re.compile(r"['’]s?$")
_NO_NAME = re.compile(r"i(?:'\w+)?|[rdi]-\w+")
_PROPER = GIVEN_NAMES | TITLES | RANKS
_SMALL = frozenset(
    ("with", "from", "over", "into", "than", "amid", "upon", "after", "about", "under", "until", "against")
)
_RANKED = re.compile(r"\.? ?\d")
_FORMERLY = frozenset(("former", "ex", "then"))
_ARABIC = re.compile(r"(?<!\w)[ae]l-$")
_CREDITS = frozenset(("ap", "afp", "reuters", "images"))
_OF_CREDITS = frozenset(("news", "photo", "photos", "images", "wire", "top", "institute"))
"""Agencies whose credit is no beginning of the name behind it, and what goes on with their own name."""
_OPENS = '"“‘'
_MARKS = " \t\n\xa0\"'“‘(-–—•*"


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """A word folded, without possessive and full stop: "Orbán's" -> "orban"."""
    return _POSSESSIVE.sub("", fold(word)).rstrip(".")


def headline(text: str, span: Span) -> bool:
    """Whether a sentence is a line of its own that capitalises every longer word but prepositions, as headlines do."""
    if text[max(0, span.start - 1) : span.start] not in ("", "\n") or text[span.end : span.end + 1] not in ("", "\n"):
        return False
    words = span.of(text).split()
    return len(words) > 4 and not any(len(w) > 3 and w[0].islower() and w not in _SMALL for w in words)


def runs(text: str, sentences: Sequence[Span]) -> Iterator[Run]:
    """The runs of `text` in order, none overlapping another. Linear in the length of the text."""
    found = list(_found(text, sentences))
    lower = set(text.split())
    known = {
        word.key
        for words, opening, heading in found
        if not heading
        for word in words[opening:]
        if word.key not in OPENERS
    }
    headline_words = known | GIVEN_NAMES
    for words, opening, heading in found:
        first = words[0].key
        if len(words) > 3 and text[words[0].start : words[-1].end].isupper():
            heading = True
        if first in OPENERS:
            opener = opening or heading or first in lower
        else:
            opener = opening and len(words) > 1 and first in lower and first not in _PROPER
        kept = words[1:] if opener else words
        for part in _parted(kept, headline_words if heading else None):
            if all(text[word.start : word.end] in _SHOUTED or word.key in _BEHIND for word in part):
                continue
            sole = part[0] if len(part) == 1 and part[0] is words[0] and (opening or heading) else None
            if sole is None or sole.key in known or _sure(sole, text):
                yield from _untitled(part)


def _found(text: str, sentences: Sequence[Span]) -> Iterator[_Found]:
    """Capitalised words with nothing between them but a space, a particle, or "of" behind a word that goes on so."""
    words: list[Word] = []
    opening, heading, here = False, False, -1
    at, begins, ends = -1, 0, 0
    following = sentences[0].start if sentences else len(text)
    for start, end in _tokens(text, sentences):
        written = text[start:end]
        folded = key(written)
        if written == "No" and _RANKED.match(text, end):
            continue
        if text[end : end + 1] == "." and (end - start == 1 or folded in _ABBREVIATED):
            end += 1
        if text[start - 1 : start] == "-" and _ARABIC.search(text, max(0, start - 4), start):
            start -= 3
            folded = f"al-{folded}"
        while start >= following:
            at += 1
            begins, ends = sentences[at].start, sentences[at].end
            following = sentences[at + 1].start if at + 1 < len(sentences) else len(text)
        if words:
            last = words[-1]
            gap = text[last.end : start] if at == here and start - last.end < 13 else ""
            joined = len(gap) > 3 and (_joins(gap, last.key) or (gap == " and " and (last.key, folded) in AND_PAIRS))
            glued = at == here and start == last.end
            if (gap == " " or gap == "\xa0" or joined or glued) and not (
                last.key in _CREDITS and folded not in _OF_CREDITS
            ):
                words.append(Word(start, end, folded, gap[:4] == " of "))
                continue
            yield _Found(words, opening, heading)
        if at != here:
            here, heading = at, at >= 0 and headline(text, sentences[at])
        opening = (
            start < ends and not text[begins:start].strip(_MARKS) if start - begins < 4 else text[start - 1] in _OPENS
        )
        words = [Word(start, end, folded, False)]
    if words:
        yield _Found(words, opening, heading)


def _tokens(text: str, sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Where capitalised words stand, parted where a sentence or the name behind a title begins without a space."""
    at = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while at < len(sentences) and sentences[at].start <= start:
            at += 1
        while at < len(sentences) and (border := sentences[at].start) < end:
            yield start, start + len(text[start:border].rstrip(_JOINTS))
            start = border
            at += 1
        if not text[start].isupper():
            continue
        if joint := _end_of_title(text, start, end):
            yield start, joint
            start = joint
        yield start, end


def _end_of_title(text: str, start: int, end: int) -> int:
    """Where in "SecretaryLloyd Austin" the title ends, 0 where it is no title with a name: "McDonald", "HostGator"."""
    glued = _TITLED.match(text, start, end)
    if glued is None or text[start - 1 : start] in ("#", "@"):
        return 0
    title, name = fold(glued[1]), key(text[glued.end() : end])
    if name in TITLES:  # "DefenceSecretary Lloyd Austin"
        return glued.end() if title in RANKS and _NAMED_ON.match(text, end) else 0
    if title not in TITLES or name in BODY_WORDS:
        return 0
    before = text[max(0, start - 30) : start]
    ahead = key(before.split()[-1]) if before.strip() and before[-1] in " \xa0" else ""
    sure = name in GIVEN_NAMES or ahead in _PROPER or ahead in DEMONYMS or ahead in COUNTRIES
    return glued.end() if sure or (title not in SURNAMES_TOO and _NAMED_ON.match(text, end)) else 0


def _joins(gap: str, before: str) -> bool:
    words = gap.split()
    if not words or gap[0] != " " or gap[-1] != " ":
        return False
    if words[0] in ("of", "for") and (len(words) == 1 or words[1:] == ["the"]):
        return before in OF_HEADS
    return all(w in PARTICLES for w in words)


def _sure(word: Word, text: str) -> bool:
    letters = text[word.start : word.end]
    initials = letters.isupper() and 2 <= len(letters) <= 5
    return word.key in COUNTRIES or word.key in DEMONYMS or initials


def _parted(words: list[Word], known: set[str] | None) -> Iterator[list[Word]]:
    """The words between those that are no names: dates, pronouns; in a headline, words not known from elsewhere."""
    part: list[Word] = []
    for word in words:
        dated = word.key in DATE_WORDS and not (part and part[-1].key in GIVEN_NAMES)
        if dated or _NO_NAME.fullmatch(word.key) or (known is not None and word.key not in known):
            if part:
                yield part
            part = []
        else:
            part.append(word)
    if part:
        yield part


def _untitled(words: list[Word]) -> Iterator[Run]:
    """The names in a run with titles: two in "Hungarian Prime Minister Viktor Orban", none in "Finance Minister"."""
    if words[0].key in _FORMERLY:
        words = words[1:]
    if not words:
        return
    last = words[-1].key
    if last not in BODY_WORDS:
        for i in range(len(words) - 2, -1, -1):
            if words[i].key in TITLES:
                yield from _owner(words[: i + 1])
                yield from _holder(words[i + 1 :], words[i].key)
                return
    bare = all(w.key in TITLES or w.key in RANKS for w in words)
    if last not in SURNAMES_TOO and (bare or last in TITLES):
        yield from _owner(words)
    elif bare and len(words) > 1:
        return
    elif len(words) > 2 and words[0].key in DEMONYMS and last not in BODY_WORDS:
        yield Run(words[:1], "")
        yield Run(words[1:], "")
    elif len(words) > 2 and words[0].key in CALLINGS and words[1].key in GIVEN_NAMES:
        yield Run(words[1:], words[0].key)
    else:
        yield Run(words, "")


def _holder(words: list[Word], title: str) -> Iterator[Run]:
    """Who bears a title; what "of" joins to the title is a name of its own ("President of France Emmanuel Macron")."""
    if words[0].of:
        if words[0].key not in RANKS:
            yield Run(words[:1], "")
        words = words[1:]
    if words:
        yield Run(words, title)


def _owner(words: list[Word]) -> Iterator[Run]:
    """What stands before a title: the country or body whose office it is."""
    end = len(words)
    while end and (words[end - 1].key in TITLES or words[end - 1].key in RANKS):
        end -= 1
    start = 0
    while start < end and words[start].key in TITLES:
        start += 1
    if start < end:
        yield Run(words[start:end], "")
