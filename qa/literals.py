"""What of a claim must stand in the words as it is: numbers, dates, names. Found, normalised, compared. Pure.

Knows how one value is written in several ways; knows nothing of what the claim says about it. Negation and modality
stand in qa.polarity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from index.prose import dates, days, names, sentences
from index.prose.date_words import MONTHS, WEEKDAYS
from index.prose.name_words import COUNTRIES, DEMONYMS, RANKS, TITLES
from index.prose.names import folded
from index.prose.words import STOPWORDS, stem
from index.text import fold
from index.types import Span
from qa import bare_names, numbers
from qa.numbers import Number

_NOMINAL = date(2000, 1, 5)
"""Stands in for a day that is not known: "Thursday" is then another day than "Friday", and no day of the calendar."""
_WORD = re.compile(r"[^\W_]+")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_SMALL = frozenset(("of", "the", "and", "for", "de", "la", "&"))
_SEATS = {
    "moscow": "russia", "kremlin": "russia", "kyiv": "ukraine", "kiev": "ukraine", "budapest": "hungary",
    "beijing": "china", "tehran": "iran", "pyongyang": "north korea", "washington": "united states",
    "white house": "united states", "brussels": "european union", "london": "united kingdom",
    "downing street": "united kingdom", "paris": "france", "berlin": "germany", "ankara": "turkey", "tokyo": "japan",
    "holland": "netherlands", "burma": "myanmar", "persia": "iran",
}  # fmt: skip
"""A place that speaks for a country, where the words name the country."""
_CALLED = {
    "nato": re.compile(r"\bthe alliance\b(?! of)", re.IGNORECASE),
    "european union": re.compile(r"\bthe bloc\b(?! of)", re.IGNORECASE),
}
"""What the news calls a body once its article has named it."""

_NO_NAME = re.compile(r"[A-Z]{2,4}s|[A-Z]&[A-Z]|(?:[Tt]hey|[Ww]e|[Yy]ou|[Hh]e|[Ss]he|[Ii]t|I)['’]\w+")
"""Plurals that are written like acronyms (MPs, TVs) and pronouns: words, no names."""
_RANGE = re.compile(
    r"(?<![\d-])\d{1,2}(?:st|nd|rd|th)?(?: ?[-–] ?| (?:to|until|till|through|and) )(?:[A-Za-z]+\.? )?\d"
)
_DATE_WORD = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:January|February|April|June|July|August|September|October|November|December)\b"
)
_CAPITAL = re.compile(r"(?<=[\w,;’'\"”] )[A-Z][\w'’]{2,}|(?<=\w-)[A-Z][\w'’]{2,}")
"""A capital inside a sentence, though the rules for names see none there."""

Kind = Literal["number", "date", "name"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression and the days that it may mean; `real`: not resolved against a day made up."""

    span: Span
    text: str
    value: str
    real: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A name: `key` folds its forms, `full` the key of the fullest form known, `kind` what it names."""

    span: Span
    text: str
    key: str
    full: str
    kind: names.NameKind


@dataclass(frozen=True, slots=True)
class Literals:
    """The literals of a text, by kind, in order; `words`: its folded words, `day`: what its dates are resolved by."""

    text: str
    numbers: tuple[Number, ...]
    dates: tuple[Dated, ...]
    names: tuple[Named, ...]
    words: tuple[str, ...]
    day: date | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A literal of the claim that the words do not have; `rival`: the one they have in its place, where they do."""

    kind: Kind
    span: Span
    text: str
    rival: str | None


@lru_cache(maxsize=4096)
def find(text: str, day: date | None = None) -> Literals:
    """The numbers, dates and names of `text`; `day`: the day that it is of, on which "Thursday" depends."""
    dated = _dates(text, day)
    mentions = names.mentions(text, sentences.split(text))
    named = tuple(
        Named(m.span, m.span.of(text), _key(m.span.of(text)), _key(m.name), m.kind)
        for m in mentions
        if not _NO_NAME.fullmatch(m.span.of(text))
    )
    taken = [d.span for d in dated] + [n.span for n in named if not any(c.isdigit() for c in n.text)]
    return Literals(
        text,
        numbers.find(text, taken),
        dated,
        tuple(n for n in named if len(n.key) > 1),
        tuple(_WORD.findall(fold(text))),
        day,
    )


def missing(claim: Literals, words: Literals, known: Sequence[str] = (), speakers: Sequence[str] = ()) -> list[Missing]:
    """The literals of the claim that the words lack. `known`: full names of the article; `speakers`: who say the words.

    A name may be shorter than in the words, or as full as the article has it. What is written in another way is the
    same: see qa.numbers.agree, `same_day` and `_names_it`.
    """
    lacking = [
        Missing("number", number.span, number.text, _rival_number(number, words))
        for number in claim.numbers
        if not any(numbers.agree(number, told) for told in words.numbers) and not _loosely(number, words)
    ]
    for dated in claim.dates:
        if not any(same_day(dated, told) for told in words.dates) and not _spelt_the_same(dated, words):
            rival = next((d.text for d in words.dates if len(d.value) == len(dated.value)), None)
            lacking.append(Missing("date", dated.span, dated.text, rival))
    full = frozenset(map(folded, known))
    for named in claim.names:
        if not _names_it(named, words, full, speakers):
            rival = next((n.text for n in words.names if n.kind == named.kind), None)
            lacking.append(Missing("name", named.span, named.text, rival))
    turned = {(a.value, b.value) for b, a in _changes(words)}
    for a, b in _changes(claim):
        if a.value != b.value and (a.value, b.value) in turned:
            lacking.append(Missing("number", a.span, a.text, b.text))
    taken = [m.span for m in lacking]
    for span in speaking(claim):
        name = span.of(claim.text)
        told = any(same_name(name, speaker) for speaker in speakers) or _run(
            tuple(_WORD.findall(fold(name))), words.words
        )
        if not told and not any(span.overlaps(other) for other in taken):
            lacking.append(Missing("name", span, name, None))
    return lacking + _unseen(claim, words, lacking)


def speaking(claim: Literals) -> list[Span]:
    """Names that nothing but the verb of saying behind them tells to be names (qa.bare_names)."""
    seen = [one.span for group in (claim.names, claim.dates, claim.numbers) for one in group]
    return [span for span in bare_names.speaking(claim.text) if not any(span.overlaps(other) for other in seen)]


def _changes(text: Literals) -> list[tuple[Number, Number]]:
    """What rose or fell from one number to another."""
    return [
        (a, b)
        for a, b in pairwise(text.numbers)
        if text.text[a.span.end : b.span.start] == " to " and text.text[: a.span.start].lower().endswith("from ")
    ]


def _unseen(claim: Literals, words: Literals, lacking: Sequence[Missing]) -> list[Missing]:
    """Days, months and capitals of the claim that no rule took for a literal, and that the words lack as words."""
    seen = [d.span for d in claim.dates] + [n.span for n in claim.names] + [n.span for n in claim.numbers]
    seen += [m.span for m in lacking]
    there = {stem(w) for w in words.words} | {folded(w) for w in words.words}
    found: list[Missing] = []
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...] = (("date", _DATE_WORD), ("name", _CAPITAL))
    for kind, pattern in kinds:
        for match in pattern.finditer(claim.text):
            span, word = Span(*match.span()), re.sub(r"['’]s?$", "", match[0])
            known = stem(word) in there or folded(word) in there or fold(word) in STOPWORDS
            known = known or bool(_NO_NAME.fullmatch(word)) or _run(tuple(_WORD.findall(fold(word))), words.words)
            known = known or (kind == "date" and any(_in_month(word, d) for d in words.dates))
            if not known and not any(span.overlaps(s) for s in seen):
                found.append(Missing(kind, span, match[0], None))
                seen.append(span)
            elif kind == "date":
                seen.append(span)  # "July's" is no name either
    return found


def _key(name: str) -> str:
    """The folded name without a title that a hyphen joins ("Vice-President")."""
    words = folded(name).split()
    while len(words) > 1 and words[0].rpartition("-")[2] in TITLES and "-" in words[0]:
        words.pop(0)
    return " ".join(words)


def same_day(claimed: Dated, told: Dated) -> bool:
    """Whether a claimed date is what `told` says, or holds it: "June" holds "12 June"; the same words are the same."""
    if fold(claimed.text) == fold(told.text):
        return True
    if fold(claimed.text) in MONTHS and told.real:
        return _in_month(claimed.text, told)
    last, other_last = _last_day(claimed.text), _last_day(told.text)
    if last is not None and other_last is not None and last != other_last:
        return False  # the value of "July 9 to July 15" is its first day
    mine, other = _WEEKDAY.search(claimed.text), _WEEKDAY.search(told.text)
    if claimed.real == told.real and _holds(claimed.value, told.value):
        # "Sunday, 30 January" and "Saturday, 30 January" have one value.
        dated = any(c.isdigit() for c in claimed.text) and any(c.isdigit() for c in told.text)
        return not (dated and mine and other and fold(mine[0]) != fold(other[0]))
    if mine and other:
        # Ahead or back is told by the sentence around it, which may look the other way in the claim.
        return fold(mine[0]) == fold(other[0]) and fold(claimed.text).replace("last ", "") in (
            fold(mine[0]), f"this {fold(mine[0])}", f"next {fold(mine[0])}",
        )  # fmt: skip
    return False


def _in_month(name: str, told: Dated) -> bool:
    """Whether a date is in a month by its name alone: the year is told by the sentence around it."""
    month = MONTHS.get(fold(name))
    return month is not None and told.real and told.value[4:7] == f"-{month:02}"


def _last_day(text: str) -> int | None:
    """The last day of a range of days as it is written; None for anything else."""
    ends = _range(text)
    return ends[1] if ends else None


def _range(text: str) -> tuple[int, int] | None:
    """First and last number of a range of days as it is written."""
    days_named = [int(run) for run in re.findall(r"\d+", text) if len(run) < 3]
    return (days_named[0], days_named[-1]) if len(days_named) > 1 and _RANGE.search(text) else None


def same_name(one: str, other: str) -> bool:
    """Whether two names as written may name the same: one is the other, its last word or an inner part of it."""
    a, b = folded(one).split(), folded(other).split()
    if not a or not b:
        return False
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return _inside(short, long) or (len(short) == len(long) > 1 and short[-1] == long[-1] and short[0][0] == long[0])


def stands_for(one: str, other: str) -> bool:
    """Whether two names stand for each other: an acronym, or the seat of a government for its country."""
    a, b = folded(one), folded(other)
    return a == b or _SEATS.get(a) == b or _SEATS.get(b) == a or _initials(a.split(), b.split())


def is_one(one: str, other: str) -> bool:
    """Whether two names may be those of one: the same name, or one that stands for the other."""
    return same_name(one, other) or stands_for(one, other)


def _dates(text: str, day: date | None) -> tuple[Dated, ...]:
    found = [Dated(t.span, t.span.of(text), t.value, True) for t in dates.find(text, day)]
    if day is None:
        covered = {at for d in found for at in range(d.span.start, d.span.end)}
        found += [
            Dated(t.span, t.span.of(text), t.value, False)
            for t in dates.find(text, _NOMINAL)
            if covered.isdisjoint(range(t.span.start, t.span.end))
        ]
        found.sort(key=lambda d: d.span)
    return tuple(found)


def _holds(claimed: str, told: str) -> bool:
    if claimed == told:
        return True
    if claimed.startswith("XXXX") or told.startswith("XXXX"):
        return claimed[5:] == told[5:]
    mine, other = days.bounds(claimed), days.bounds(told)
    return mine is not None and other is not None and mine[0] <= other[0] and other[1] <= mine[1]


def _spelt_the_same(dated: Dated, words: Literals) -> bool:
    """Whether the words hold the very expression, though the rules read no date, or another one, there."""
    own = tuple(w for w in _WORD.findall(fold(dated.text)) if w not in ("the", "of", "early", "late"))
    if any(w in WEEKDAYS for w in own) and len(own) > 1:
        return False
    return _run(own, words.words) or (own[0] in WEEKDAYS and f"{own[0]}s" in words.words)


def _loosely(number: Number, words: Literals) -> bool:
    """Whether a number is there as a word the rules read in another way: in a date, a name, or as "a" for one."""
    own = tuple(_WORD.findall(fold(number.text)))
    if number.value == 1 and number.unit != "ordinal" and not _rival_number(number, words):
        return True
    if number.unit == "code":
        return "".join(own) in "".join(words.words)
    if (
        number.unit == "day"
        and not any(n.unit == "day" for n in words.numbers)
        and any(_days_long(dated.text) == number.value for dated in words.dates)
    ):
        return True
    if own and _run(own, words.words):
        return not any(n.span.of(words.text) and _run(own, tuple(_WORD.findall(fold(n.text)))) for n in words.numbers)
    return False


def _days_long(text: str) -> int:
    """How many days a range within one month has, the last one too; 0 for anything else."""
    ends = _range(text)
    return max(0, ends[1] - ends[0] + 1) if ends else 0


def _rival_number(number: Number, words: Literals) -> str | None:
    """A number of the words that may count the same: the same unit, and for a bare one the nearest in size."""
    alike = [n for n in words.numbers if n.unit == number.unit or not n.unit or not number.unit]
    alike = [n for n in alike if n.unit not in ("code", "clock") or n.unit == number.unit]
    return min(alike, key=lambda n: abs(n.value - number.value)).text if alike else None


def _names_it(named: Named, words: Literals, full: frozenset[str], speakers: Sequence[str]) -> bool:
    """Whether the words have this name, in a form that tells it."""
    own = named.key.split()
    if any(same_name(named.key, speaker) for speaker in speakers):
        return True
    for told in words.names:
        if named.key in (told.key, told.full):
            return True
        theirs = told.key.split()
        if theirs[-1] not in fold(told.text):
            continue  # a demonym or an alias stands for the whole name, not for a part of it
        if _inside(own, theirs) or _inside(own, told.full.split()):
            return True
        if _inside(theirs, own) and (named.key in full or any(_inside(own, f.split()) for f in full)):
            return True
        if stands_for(named.key, told.key):
            return True
    if named.key in full and (called := _CALLED.get(named.key)) and called.search(words.text):
        return True
    bare = tuple(w for w in own if w not in _SMALL)
    if len(bare) > 1:
        bare = tuple(w for w in bare if w not in TITLES and w not in RANKS) or bare
    whole = [t for t in words.names if t.key.split() != own]
    if len(own) > 2 and _composed(own, {t.key for t in whole} | {t.full for t in whole}):
        return True
    if named.key in COUNTRIES or named.key in DEMONYMS:
        return _place_in(named.key, words)
    stems = [stem(w) for w in words.words]
    return _run(
        tuple(stem(w) for w in bare), tuple(s for s, w in zip(stems, words.words, strict=True) if w not in _SMALL)
    )


def _composed(own: Sequence[str], keys: set[str]) -> bool:
    """Whether a run of capitals is two whole names of the words that came to stand side by side."""
    return any(" ".join(own[:cut]) in keys and " ".join(own[cut:]) in keys for cut in range(1, len(own)))


def _place_in(key: str, words: Literals) -> bool:
    return any(folded(w) == key for w in words.words) or _run(tuple(key.split()), words.words)


def _initials(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether one is the acronym of the other."""
    short, long = (a, b) if len(a) < len(b) else (b, a)
    if len(short) != 1 or len(long) < 2 or not 1 < len(short[0]) < 7:
        return False
    plain = [w for w in long if w not in STOPWORDS]
    # "AKP" for the AK Party: what is an acronym already gives all its letters.
    return short[0] in ("".join(w[0] for w in long), "".join(w[0] for w in plain)) or (
        len(plain) > 1 and len(plain[0]) < 4 and short[0] == plain[0] + "".join(w[0] for w in plain[1:])
    )


def _inside(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether `short` is a run of `long`, small words aside, or a first and last name around a middle one."""
    a, b = ([w for w in words if w not in _SMALL] for words in (short, long))
    if not a or len(a) > len(b):
        return False
    return _run(tuple(a), tuple(b)) or (len(a) == 2 and len(b) > 2 and a[0] == b[0] and a[1] in b[2:])


def _run(own: Sequence[str], words: Sequence[str]) -> bool:
    if not own:
        return False
    size, first = len(own), own[0]
    return any(word == first and tuple(words[at : at + size]) == tuple(own) for at, word in enumerate(words))
