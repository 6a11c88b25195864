"""What earlier turns of a conversation speak of: people, bodies, places and works, in the order they came in. Pure.

Knows the questions as they were understood, the words of their answers, and the headings over all, if there are any.
Knows no archive; whom a pronoun means is said in qa.referents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from index.prose import names, sentences
from index.prose.given_names import FEMALE, GIVEN_NAMES, MALE
from index.prose.name_words import BODY_WORDS
from index.prose.names import NameKind
from index.prose.words import STOPWORDS
from index.rarity import zipf
from index.text import fold

Gender = Literal["he", "she"]

_ASIDE = re.compile(r"\s*\(([^()]*)\)\s*$")
_QUOTED = re.compile(r"[\"“]([A-Z0-9][^\"“”\n]{1,60}?)[,.]?[\"”]")
_BAND = re.compile(r"\b(?:band|group|duo|trio|team|company|organi[sz]ation|orchestra)\b")
_WORK = re.compile(
    r"\b(?:film|album|song|novel|book|musical|series|play|game|magazine|miniseries|opera|show|comics?)\b"
)
_SEVERAL = re.compile(r"^The [\w' ]+s$| & | and ")
_DATED = re.compile(r"\s*\([^()]*\)|^[\d\s–-]+(?:present)?:|\b\d{4}(?:[-–](?:\d{2,4}|present))?")
_PARTS = re.compile(r", | and (?=[A-Z])")
_WHO = re.compile(r"\W*(?i:(?:(?:and|but|so) )?who)\b")
_WHO_IS = re.compile(rf"{_WHO.pattern}(?:['’]s| is| was) ((?:[A-Z][\w.'’-]*\s?){{1,4}}?)\W*")
_OUTLETS = frozenset("wire echo herald gazette radio fm tv".split())
_NAME_WORDS = 4
_ABBREVIATION = 4
"""Letters of a place that is written in capitals alone, at most: "UK"."""
_PHASES = frozenset("early late later first second third final other personal awards career life legacy".split())
_BESIDES = re.compile(r" besides ")
_JOIN = re.compile(r" (?:of|for|For|in|In|at|the|The|of the|in the|for the|at the)? ?")


@dataclass(frozen=True, slots=True)
class Said:
    """An earlier exchange: the question as it was understood, and the sentences of its answer, () for none."""

    question: str
    answer: tuple[str, ...] = ()
    asked: str = ""
    """The question as it was asked: its pronouns tell whether somebody is a woman or a man."""
    offered: tuple[str, ...] = ()
    """What was numbered: the points of the answer, or questions that were proposed."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that was spoken of, under its fullest name; `turn` counts from 0, -1 for a heading."""

    name: str
    kind: NameKind | Literal["work"]
    turn: int
    asked: bool
    """Whether it stands in the question of its turn; else in the answer."""

    @property
    def gender(self) -> Gender | None:
        """What a given name tells; None where it tells nothing."""
        first = fold(self.name).split(" ")[0]
        if first in FEMALE - MALE:
            return "she"
        return "he" if first in MALE - FEMALE else None


@dataclass(frozen=True, slots=True)
class Topic:
    """What a heading says that the conversation is about, without the `note` that stood in brackets behind it."""

    name: str
    note: str

    @property
    def group(self) -> bool:
        """Whether it is a band, a team, a people."""
        words = fold(self.name).split() or [""]
        if _BAND.search(self.note) or not BODY_WORDS.isdisjoint(words) or _SEVERAL.search(self.name):
            return True
        return words[-1].endswith("s") and zipf(words[-1][:-1]) >= 3.5 and words[0] not in GIVEN_NAMES

    @property
    def work(self) -> bool:
        """Whether it is a film, an album, a book."""
        return bool(_WORK.search(self.note)) or (self.name.startswith("The ") and not self.group)

    @property
    def named_as_person(self) -> bool:
        """Whether it begins with a given name."""
        first, *rest = fold(self.name).split() or [""]
        return bool(rest) and first in GIVEN_NAMES

    @property
    def gender(self) -> Gender | None:
        """What its first word tells."""
        return Thing(self.name, "person", -1, True).gender


@dataclass(frozen=True, slots=True)
class Spoken:
    """Everything that was spoken of."""

    topic: Topic | None
    section: str
    earlier: tuple[Said, ...]
    things: tuple[Thing, ...]
    """In the order of the text."""

    @property
    def now(self) -> int:
        """The number of the latest exchange; -1 for none."""
        return len(self.earlier) - 1

    @property
    def last(self) -> Said | None:
        """The latest exchange."""
        return self.earlier[-1] if self.earlier else None

    @property
    def heard(self) -> str:
        """The questions as they were asked, twice, because they are short, and the answers."""
        return " ".join(part for said in self.earlier for part in (*said.answer, said.asked, said.asked))

    @property
    def latest(self) -> list[Thing]:
        """What the latest exchange speaks of, other than the topic."""
        return [t for t in self.things if t.turn == self.now >= 0 and not self.is_topic(t.name)]

    @property
    def just_asked(self) -> list[Thing]:
        """What the latest question speaks of, other than the topic."""
        return [t for t in self.latest if t.asked]

    @property
    def just_told(self) -> list[Thing]:
        """What the latest answer speaks of, other than the topic."""
        return [t for t in self.latest if not t.asked]

    def is_topic(self, name: str) -> bool:
        """Whether a name is one of the topic's."""
        return self.topic is not None and same(name, self.topic.name)

    @property
    def work(self) -> str:
        """What the section is named after, where that is a name: "Year of the Spider"; else empty."""
        bare = _DATED.sub("", self.section).strip(" :,")
        words = [w for w in bare.split() if w.lower() not in STOPWORDS]
        if len(words) < 2 or not all(w[0].isupper() or w[0].isdigit() for w in words) or fold(words[0]) in _PHASES:
            return ""
        return _PARTS.split(bare)[0]


def same(one: str, other: str) -> bool:
    """Whether two names may be one: the words of one are all in the other."""
    a, b = set(fold(one).split()), set(fold(other).split())
    return bool(a and b) and (a <= b or b <= a)


def owned(name: str) -> str:
    """The possessive of a name."""
    return name if name.endswith(("'s", "’s", "'", "’")) else f"{name}'s"


def spoken(earlier: Sequence[Said], headings: Sequence[str] = ()) -> Spoken:
    """What was spoken of, up to now. `headings`: the title of what is talked about, and of its section."""
    return _spoken(tuple(earlier), tuple(headings))


@lru_cache(maxsize=64)
def _spoken(earlier: tuple[Said, ...], headings: tuple[str, ...]) -> Spoken:
    title, section = (*headings, "", "")[:2]
    aside = _ASIDE.search(title)
    name = _ASIDE.sub("", title).strip()
    topic = Topic(name, aside[1] if aside else "") if name else None
    text, parts = "", []
    for turn, asked, line in _lines(name, section, earlier):
        parts.append((len(text), turn, asked))
        text += line + "\n\n"
    things: list[Thing] = []
    at = 0
    for start, found, kind in _joined(text, names.mentions(text, sentences.split(text))):
        while at + 1 < len(parts) and parts[at + 1][0] <= start:
            at += 1
        if not (kind == "place" and found.isupper() and len(found) > _ABBREVIATION):  # where an article was sent from
            things.append(Thing(found, kind, *parts[at][1:]))
    for turn, said in enumerate(earlier):
        for sentence in said.answer:
            things += [Thing(m[1].strip(), "work", turn, False) for m in _QUOTED.finditer(sentence)]
    people = set(_asked_for(earlier))
    known = (replace(t, kind="person") if t.kind == "other" and fold(t.name) in people else t for t in things)
    return Spoken(topic, section, earlier, tuple(known))


def _asked_for(earlier: Sequence[Said]) -> Iterator[str]:
    """Folded names of whom questions ask about ("Who is Delia Birch?"), and of those who are the answer to a "who"."""
    for said in earlier:
        if asked := _WHO_IS.fullmatch(said.question):
            yield fold(asked[1])
        words = fold(said.answer[0]).split() if said.answer and _WHO.match(said.question) else []
        if 2 <= len(words) <= _NAME_WORDS and (BODY_WORDS | _OUTLETS).isdisjoint(words):
            yield fold(said.answer[0])


def _lines(topic: str, section: str, earlier: Sequence[Said]) -> Iterator[tuple[int, bool, str]]:
    if topic:
        yield -1, True, topic
    if section:
        yield -1, False, section
    for turn, said in enumerate(earlier):
        yield turn, True, _BESIDES.split(said.question)[0]  # what is left out is not gone on about
        for sentence in said.answer:
            yield turn, False, sentence


def _joined(text: str, found: Sequence[names.Mention]) -> list[tuple[int, str, NameKind]]:
    """Where names begin, and their forms; those that a small word joins are one: "Nick of Time", "Teach For India"."""
    joined: list[tuple[int, int, str, NameKind]] = []
    for mention in found:
        start, end = mention.span.start, mention.span.end
        if joined:
            begun, ended, _, kind = joined[-1]
            if "person" not in (kind, mention.kind) and _JOIN.fullmatch(text, ended, start):
                joined[-1] = (begun, end, " ".join(text[begun:end].split()), "other")
                continue
        joined.append((start, end, mention.name, mention.kind))
    return [(start, name, kind) for start, _, name, kind in joined]
