"""What a text denies, and how surely it asserts: whether each word is negated, how real it is told to be. Pure.

Knows cues and how far they reach in a clause, by rule; knows no grammar, and nothing of a second text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from index.prose import sentences
from index.prose.words import STOPWORDS, stem
from index.text import fold
from index.types import Span

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_REACH = 5
"""Content words after a cue that it may still concern."""

_NOT = """
not never cannot n't hardly barely scarcely seldom without nor neither unable refuse refuses refused refusing decline
declines declined declining deny denies denied denying fail fails failed failing lack lacks lacked lacking unwilling
""".split()
_NOT_PHRASES = (("rather", "than"), ("instead", "of"), ("no", "longer"), ("unlikely", "to"), ("ruled", "out"))
_NOBODY = frozenset(("nobody", "nothing", "none", "nowhere", "no"))
_MAY = "may might could possibly perhaps maybe can allegedly reportedly alleged suspected accused rumoured unconfirmed"
_HOPE = """
plan plans planned planning hope hopes hoped hoping want wants wanted wanting aim aims aimed intend intends intended
seek seeks sought seeking consider considers considered considering propose proposes proposed proposing expect expects
expected try tries tried trying attempt attempts attempted threaten threatens threatened threatening urge urges urged
ask asks asked call calls called demand demands demanded likely should ought discuss discusses discussed discussing
offer offers offered wish wishes wished need needs needed
"""
_WILL = """
will would shall going must set due scheduled agree agreed agrees promise promised promises vow vowed
"""
_SHORTENED = {"won't": "will", "can't": "can", "shan't": "shall"}
_STOPS = frozenset(',;:.!?()—–"“”')
_SUBJECTS = frozenset(("i", "we", "he", "she", "they", "it", "you"))
_JOINTS = frozenset(("but", "because", "although", "though", "while", "who", "which", "when", "if", "after", "before",
                     "unless", "so", "whereas", "since"))  # fmt: skip
_EMPTY = frozenset("""be been being is was were are am have has had having do does did done also yet even still just
again only ever already now then soon really actually it he she they we i you him her them""".split())  # fmt: skip
_VERBAL = frozenset("""be been being have has had do does did not never also again soon now still then yet to it he she
they we i you him her them his their its""".split())  # fmt: skip


class Real(IntEnum):
    """How sure a text is of an act: possible, wanted, to come, told as it is."""

    POSSIBLE = 0
    WANTED = 1
    TO_COME = 2
    TOLD = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word as told: `key` its stem; `negated`: an odd number of cues reach it; `real`: how sure it is.

    `head`: the first word that a negation concerns. `clause`, `sentence`: which of the text's it is in, from 0.
    """

    span: Span
    text: str
    key: str
    negated: bool
    real: Real
    head: bool
    clause: int
    sentence: int

    @property
    def content(self) -> bool:
        """Whether it is a word that tells something."""
        return self.text not in STOPWORDS and self.text not in _EMPTY and self.text != "n't"


@dataclass(slots=True)
class _Raw:
    span: Span
    text: str
    negations: list[int]
    real: Real = Real.TOLD
    head: bool = False
    clause: int = 0
    sentence: int = 0


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text` in order, each as it is told. Linear in the length of the text."""
    raw = _split(text)
    for at, token in enumerate(raw):
        word = token.text
        if _negates(raw, at):
            _spread(raw, at)
        elif word in _modals() and (real := _modals()[word]) is not Real.TOLD:
            _soften(raw, at, real)
    return tuple(
        Token(t.span, t.text, stem(t.text), len(t.negations) % 2 == 1, t.real, t.head, t.clause, t.sentence)
        for t in raw
        if t.text[0].isalnum()
    )


def _split(text: str) -> list[_Raw]:
    found: list[_Raw] = []
    clause = sentence = 0
    ends = [span.end for span in sentences.split(text)]

    def add(start: int, end: int, word: str) -> None:
        found.append(_Raw(Span(start, end), word, [], clause=clause, sentence=sentence))

    for match in _TOKEN.finditer(text):
        word = fold(match[0])
        start, end = match.span()
        if not word:
            continue  # nothing but accents
        if word in _STOPS or word in _JOINTS:
            clause += 1
        while sentence < len(ends) - 1 and start >= ends[sentence]:
            sentence += 1
        if word.endswith("n't") and len(word) > 3:
            add(start, end - 3, _SHORTENED.get(word, word[:-3]))
            add(end - 3, end, "n't")
        elif word == "cannot":
            add(start, start + 3, "can")
            add(start + 3, end, "not")
        elif "'" in word[1:]:
            base, _, rest = word.partition("'")
            add(start, start + len(base), base)
            if rest in ("ll", "d"):
                add(end - len(rest), end, "will")
        else:
            add(start, end, word)
    return found


def _negates(raw: Sequence[_Raw], at: int) -> bool:
    word = raw[at].text
    after = raw[at + 1].text if at + 1 < len(raw) else ""
    if word == "not" and after in ("only", "just", "least", "merely", "surprisingly"):
        return False
    if word in ("fail", "fails", "failed", "failing", "unable", "unwilling", "refuse", "refuses", "refused", "refusing",
                "decline", "declines", "declined", "declining"):  # fmt: skip
        return after == "to"
    if word == "no" and at and raw[at - 1].text in ("a", "single", "the"):
        return False
    if word == "no" and after in ("doubt", "matter", "less", "more", "fewer", "later", "sooner", "wonder"):
        return False
    return word in _cues() or word in _NOBODY or (word, after) in _NOT_PHRASES


def _spread(raw: list[_Raw], at: int) -> None:
    """Mark what the negation at `at` reaches: from its head to the end of the clause, a few content words."""
    reached = 0
    clause = raw[at].clause
    wide = raw[at].text in ("deny", "denies", "denied", "denying")
    for token in raw[at + 1 :]:
        if token.text in _STOPS or (reached and not wide and (token.clause != clause or token.text in _SUBJECTS)):
            break
        if not token.text[0].isalnum() or token.text in STOPWORDS or token.text in _EMPTY or token.text in _JOINTS:
            continue
        if token.text in ("one", "longer") and raw[at].text == "no":
            continue
        token.negations.append(at)
        if not reached:
            token.head = True
        reached += 1
        if reached == _REACH:
            break


def _soften(raw: list[_Raw], at: int, real: Real) -> None:
    """Mark the head of a modal, and words joined to it by "and" or "or"."""
    if real is Real.WANTED and not _opens_infinitive(raw, at):
        return
    if raw[at].text in ("going", "set", "due", "agreed", "agree", "agrees", "promised", "promise", "promises", "vow",
                        "vowed", "scheduled") and not _opens_infinitive(raw, at):  # fmt: skip
        return
    for token in raw[at + 1 : at + 9]:
        if token.text in _STOPS:
            break
        if not token.text[0].isalpha() or token.text in _VERBAL or token.text in STOPWORDS or token.text in _modals():
            continue
        if token.text.endswith("ly") or token.text in _cues():
            continue
        token.real = min(token.real, real)
        break


def _opens_infinitive(raw: Sequence[_Raw], at: int) -> bool:
    """Whether a verb such as "plans" is followed by what is planned: "to build", "asked him to", "considering"."""
    word = raw[at].text
    near = [t.text for t in raw[at + 1 : at + 6]]
    if word in ("considering", "discussing", "proposing", "considered", "considers", "discussed", "discusses"):
        return True
    stop = next((i for i, t in enumerate(near) if t in _STOPS), len(near))
    return "to" in near[:stop]


@cache
def _cues() -> frozenset[str]:
    return frozenset(_NOT)


@cache
def _modals() -> dict[str, Real]:
    found = dict.fromkeys(_WILL.split(), Real.TO_COME) | dict.fromkeys(_HOPE.split(), Real.WANTED)
    return found | dict.fromkeys(_MAY.split(), Real.POSSIBLE)
