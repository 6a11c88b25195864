"""The words of a question that point back (he, their, it, that year, there), and what is put in their place. Pure.

Knows what they may mean from qa.referents; knows nothing about what a question lacks without pointing to it
(qa.additions), and nothing about questions that are only a part of one (qa.fragments).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.prose import dates
from index.prose.words import STOPWORDS
from index.rarity import zipf
from index.text import fold
from qa import referents
from qa.edits import Edit
from qa.question import names_in
from qa.spoken_of import Gender, Spoken, owned

_WORD = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)?")
_PERSONS: dict[str, Gender] = {
    "he": "he", "him": "he", "himself": "he", "his": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_EMPTY_IT = re.compile(
    r"\b(?:does|did) it (?:say|mention|state|tell|take|matter)\b"
    r"|\bit (?:costs?|takes?|taken|needs?|hurts?|helps?) (?:[a-z]+ ){0,3}to [a-z]{3,}\b"
    r"|\b(?:is|was) it (?:true|possible|likely|known|clear|that)\b|\bit (?:takes?|took|like|means?)\b|\bmake it\b",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"\b(?:this|the) (?:article|section|page|text|passage)\b", re.IGNORECASE)
_SPELL = re.compile(
    r"\b(?:(?:during|in|at|from|about) )?(?:this|that|the same|these|those) "
    r"(?:time period|time frame|time|period|years|era|times|point)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\b(?:on |in )?(?:this|that|the same) (?:year|day|month|week|season|night|date)\b", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:1[5-9]|20)\d\d(?:\s?[-–]\s?(?:(?:1[5-9]|20)?\d\d|present))?")
_BEFORE_THAT = "in on at of for with about to from during after before by was is are were did do does and".split()
_DETERMINED = re.compile(
    rf"\b(?:(?P<near>this|these)|(?:^|\b(?:{'|'.join(_BEFORE_THAT)}) )(?P<far>that|those)) (?-i:(?P<noun>[a-z]{{3,}}))",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the|this|that) ([a-z]{3,})\b(?! of\b)")
_BARE = re.compile(
    rf"(?:^|\b(?:{'|'.join(_BEFORE_THAT)}|who|what|when|why|how|year|all|like|[a-z]+ed|do|does|cause) )"
    r"(?P<word>this|that)"
    r"(?=\W*$| (?:is|was|did|do|does|be|become|have|happen|happened|[a-z]+ed|go|get|so|in|on|at|for|to|by|as|with|true"
    r"|successful|a|an|the|only|all|help|end|cause|affect)\b)",
    re.IGNORECASE,
)
_COMMON = 4.3
"""Zipf frequency from which a capital at the beginning of a question makes no name."""
_WORKS = frozenset(
    "album film movie book song show series novel record single play tour game story musical video".split()
)
_POINTS = re.compile(r"\b(?:its?|they|them|their|ones?(?=\W*$)|then|so(?=\W*$))\b", re.IGNORECASE)
_NAMED = _WORKS | frozenset("band group team company club city town country school".split())
_THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )(?<!will )(?<!did )\bthere\b"
    r"(?! (?:is|are|was|were|be|been|any|other)\b)",
    re.IGNORECASE,
)


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    after: str


def pointed(question: str, spoken: Spoken) -> list[Edit]:
    """What the pointing words of a question stand for."""
    return [
        *_pronouns(question, spoken),
        *_times(question, spoken),
        *_determined(question, spoken),
        *_places(question, spoken),
        *_bare(question, spoken),
    ]


def unresolved(question: str, pointed: Sequence[Edit]) -> bool:
    """Whether a word of the question points to something that is no person, and was not resolved."""
    here = names(question)
    open_ = [
        match
        for match in _POINTS.finditer(question)
        if not any(e.start <= match.start() < e.end for e in pointed)
        and not (match[0].lower() in ("its", "their") and any(question.find(n) < match.start() for n in here))
    ]
    if open_ and not _EMPTY_IT.search(question):
        return True
    return any(pattern.search(question) for pattern in (_BARE, _DETERMINED, _SPELL, _UNIT))


def _pronouns(question: str, spoken: Spoken) -> Iterator[Edit]:
    here = names(question)
    done: dict[str, str] = {}
    for token in _tokens(question):
        before = any(question.find(name) < token.start for name in here)
        found = _pronoun(token, spoken, here, before=before)
        if found is None or found.rule in done:
            continue
        if found.rule == "thing" and (_EMPTY_IT.search(question) or found.text in done.values()):
            continue
        done[found.rule] = found.text
        yield found


def names(question: str) -> list[str]:
    """The names of a question; a common word at its beginning ("Most", "Any") is none."""
    first = question.split(" ", 1)[0].strip("\"'“")
    common = zipf(fold(first)) >= _COMMON
    return [n for n in names_in(question) if len(n) > 1 and not (common and n == first)]


def _tokens(question: str) -> list[_Token]:
    found = list(_WORD.finditer(question))
    words = ["", *(m.group().lower() for m in found), ""]
    return [_Token(m.start(), m.end(), words[n], words[n + 1]) for n, m in enumerate(found, 1)]


def _pronoun(token: _Token, spoken: Spoken, here: Sequence[str], *, before: bool) -> Edit | None:
    """What one word stands for. `before`: whether the question has a name before it, which it may stand for."""
    word = token.word
    if word in _PERSONS:
        owns = word == "his" or (word == "her" and token.after not in STOPWORDS and bool(token.after))
        if before and (owns or word in ("he", "she")):
            return None
        name = referents.person(spoken, _PERSONS[word], here)
        return Edit(token.start, token.end, owned(name) if owns else name, "person") if name else None
    if word in ("they", "them", "their") and not (before and word != "them"):
        name = referents.group(spoken)
        return Edit(token.start, token.end, owned(name) if word == "their" else name, "group") if name else None
    if word in ("it", "its") and not (before and word == "its"):
        name = referents.thing(spoken)
        return Edit(token.start, token.end, owned(name) if word == "its" else name, "thing") if name else None
    return None


def _times(question: str, spoken: Spoken) -> Iterator[Edit]:
    """When "during this time" and "that year" are."""
    spell = _SPELL.search(question)
    if spell and (when := _YEARS.search(spoken.section)):
        yield Edit(spell.end(), spell.end(), f" of {when[0]}", "time")
    elif (match := _UNIT.search(question) or spell) and spoken.last:
        for text in (*reversed(spoken.last.answer), spoken.last.question):
            if found := dates.find(text, None):
                yield Edit(match.end(), match.end(), f" ({found[0].span.of(text)})", "time")
                return


def _determined(question: str, spoken: Spoken) -> Iterator[Edit]:
    """Which one "this album" and "the award" are."""
    if match := ARTICLE.search(question):
        if spoken.topic:
            yield Edit(match.end(), match.end(), f" on {spoken.topic.name}", "article")
        return
    if _SPELL.search(question) or _UNIT.search(question):
        return
    if (match := _THE.search(question)) and (spoken.topic or not names(question)):
        head = match[1]
        for one in reversed(spoken.things):
            words = fold(one.name).split()
            if one.turn >= 0 and one.kind != "person" and len(words) > 1 and head in words:
                if fold(one.name) not in fold(question):
                    yield Edit(match.start(), match.end(), f"the {one.name}", "named")
                return
        if spoken.work and head in _WORKS and spoken.topic and not spoken.topic.work:
            yield Edit(match.end(), match.end(), f" {spoken.work}", "named")
            return
    match = _DETERMINED.search(question)
    if match and not _BARE.search(question) and (name := referents.event(spoken) or _kind_of(match["noun"], spoken)):
        yield Edit(*match.span("near" if match["near"] else "far"), f"the {name}", "named")


def _kind_of(noun: str, spoken: Spoken) -> str | None:
    """What was named last, where a noun says that it is something that has a name: "that movie"."""
    named = [t.name for t in spoken.just_told if t.kind in ("other", "body", "place")]
    return named[-1] if named and noun.lower() in _NAMED else None


def _places(question: str, spoken: Spoken) -> Iterator[Edit]:
    match = _THERE.search(question)
    if match and (name := referents.place(spoken)):
        yield Edit(match.start(), match.end(), f"in {name}", "place")


def _bare(question: str, spoken: Spoken) -> Iterator[Edit]:
    """What "this" and "that" are where no noun follows."""
    match = _BARE.search(question)
    if match and (name := referents.event(spoken)):
        yield Edit(*match.span("word"), name, "thing")
