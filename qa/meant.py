"""Words of an article -> the names that they speak of without saying them: "she", "the mayor", "the bridge". Pure.

What a claim may call by name though the words do not. Each pointing word gives one name at most: what was named last
and fits, or what alone is called so; a name that stands in the words before it is what it means. Knows no claim.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from index.prose.names import Mention
from index.text import fold
from index.types import Span
from qa.reading import Reading
from qa.speakers import genders, holders

_PERSON = re.compile(r"\b(?:(he|him|his|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|its|itself)\b", re.IGNORECASE)
_POINTED = re.compile(r"\b(?:the|its|his|her|their|this|that|our) ((?:[a-z][\w-]* ){0,2}[a-z][\w-]*)", re.IGNORECASE)
_FOLLOWS = re.compile(r"(?:['’]s?)? ((?:[a-z][\w-]* ?){1,2})")
_PLACES = frozenset("town city village country nation state region province island county area place capital".split())
_BODIES = frozenset(
    "firm company club agency party council group bank team side union charity hospital school university museum "
    "ministry department alliance organisation organization body business maker paper force court trust league".split()
)
_BACK = 4
"""Sentences before the words in which a name is looked for."""
_HOME = 0.5
"""Share of the places named in an article from which one of them is where it all happens."""


def meant(reading: Reading, span: Span) -> tuple[str, ...]:
    """Full names that the words at `span` of an article stand for without having them, each once."""
    mentions = reading.mentions
    low = bisect_left(mentions, span.start, key=lambda m: m.span.start)
    high = bisect_left(mentions, span.end, key=lambda m: m.span.start)
    first = bisect_left(reading.sentences, span.start, key=lambda s: s.end)
    since = reading.sentences[max(0, first - _BACK)].start if reading.sentences else 0
    before = [m for m in mentions[:low] if m.span.start >= since]
    inside = mentions[low:high]
    text = reading.article.text
    found = [
        *_people(reading, span, before, inside),
        *_offices(text, span, mentions),
        *_things(text, span, before, inside),
        *_called(text, span, mentions, before),
        *_home(mentions, inside),
    ]
    return tuple(dict.fromkeys(found))


def _people(reading: Reading, span: Span, before: Sequence[Mention], inside: Sequence[Mention]) -> Iterator[str]:
    """Whom "he" and "she" mean: in the sentence nearest before the words, the person named first."""
    text, known = reading.article.text, genders(reading.article.text, reading.mentions)
    people = [m for m in before if m.kind == "person"]
    for gender in ("m", "f"):
        pointer = next((p for p in _PERSON.finditer(text, span.start, span.end) if bool(p[1]) == (gender == "m")), None)
        if pointer is None:
            continue
        if any(m.kind == "person" and m.span.end <= pointer.start() and _fits(known, m, gender) for m in inside):
            continue
        fitting = [m for m in people if _fits(known, m, gender)]
        if fitting:
            at = bisect_left(reading.sentences, fitting[-1].span.end, key=lambda s: s.end)
            near = reading.sentences[at].start
            yield next(m for m in fitting if m.span.start >= near).name


def _fits(known: dict[str, str], mention: Mention, gender: str) -> bool:
    return known.get(mention.name, gender) == gender


def _offices(text: str, span: Span, mentions: Sequence[Mention]) -> Iterator[str]:
    """Who is the mayor, where the article has one."""
    only = holders(text, mentions)
    words = fold(span.of(text))
    yield from (name for office, name in only.items() if re.search(rf"\bthe {re.escape(office)}\b", words))


def _things(text: str, span: Span, before: Sequence[Mention], inside: Sequence[Mention]) -> Iterator[str]:
    """What "it" means: the thing, body or place named last."""
    pointer = _THING.search(text, span.start, span.end)
    if pointer is None or any(m.kind != "person" and m.span.end <= pointer.start() for m in inside):
        return
    things = [m for m in before if m.kind in ("place", "body")]
    if things:
        yield things[-1].name


def _called(text: str, span: Span, mentions: Sequence[Mention], before: Sequence[Mention]) -> Iterator[str]:
    """What "the bridge", "the mill", "the firm" and "the town" mean."""
    nouns = {word for match in _POINTED.finditer(text, span.start, span.end) for word in fold(match[1]).split()}
    for m in mentions:
        if m.kind == "person" or (m.kind == "other" and " " not in m.name):
            continue
        called = set(fold(follows[1]).split()) if (follows := _FOLLOWS.match(text, m.span.end)) else set()
        own = " " in m.name and fold(m.name.split()[-1]) in nouns
        if own or (not m.span.overlaps(span) and called & (nouns - _PLACES - _BODIES)):
            yield m.name
    for kind, generic in (("place", _PLACES), ("body", _BODIES)):
        fitting = [m for m in before if m.kind == kind or _whole(m, kind)] if nouns & generic else []
        if fitting:
            yield fitting[-1].name


def _whole(mention: Mention, kind: str) -> bool:
    """Whether a name of which nothing is known may be a body's: two words or more."""
    return kind == "body" and mention.kind == "other" and " " in mention.name


def _home(mentions: Sequence[Mention], inside: Sequence[Mention]) -> Iterator[str]:
    """Where it all happens, if the words name no other place."""
    places = Counter(m.name for m in mentions if m.kind == "place")
    if places and all(m.kind == "person" for m in inside):
        name, count = places.most_common(1)[0]
        if count >= _HOME * places.total():
            yield name
