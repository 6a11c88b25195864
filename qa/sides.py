"""Two sides of one deed: who sold and who bought, who won and who lost. Who sold does not answer "Who bought it?".

Knows a question's words and the names of a sentence; no scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from index.prose.names import folded
from index.prose.words import stem
from index.text import fold
from index.types import Span
from qa.doers import doer, undergoes
from qa.evidence import Sentence
from qa.types import Kind, Question


class Side(Enum):
    """What somebody is in a sale, a contest or an office."""

    BUYER = "buyer"
    SELLER = "seller"
    WINNER = "winner"
    LOSER = "loser"
    SUCCESSOR = "successor"
    PREDECESSOR = "predecessor"


class _Verb(NamedTuple):
    """Which side does what the verb tells, which side it is done to, and before which side each preposition stands.

    `stems`: of the verb where it is done to somebody.
    """

    forms: re.Pattern[str]
    does: Side
    undergoes: Side | None
    behind: dict[str, Side]
    stems: frozenset[str] = frozenset()


def _forms(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_VERBS = (
    _Verb(_forms("sold|sells?|selling"), Side.SELLER, None, {"to": Side.BUYER, "by": Side.SELLER}),
    _Verb(
        _forms("bought|buys?|buying|purchase[sd]?|purchasing|acquire[sd]?|acquiring"),
        Side.BUYER,
        None,
        {"from": Side.SELLER, "by": Side.BUYER},
    ),
    _Verb(
        _forms("beats?|beaten|beating|defeat(?:s|ed|ing)?"),
        Side.WINNER,
        Side.LOSER,
        {"by": Side.WINNER},
        frozenset(map(stem, ("beat", "beaten", "beating", "defeat"))),
    ),
    _Verb(
        _forms("replac(?:es?|ed|ing)|succeed(?:s|ed|ing)?"),
        Side.SUCCESSOR,
        Side.PREDECESSOR,
        {"by": Side.SUCCESSOR},
        frozenset(map(stem, ("replace", "succeed"))),
    ),
    _Verb(_forms(r"(?:lost|loses?|losing)(?=[^.;:]{0,60}\bto\b)"), Side.LOSER, None, {"to": Side.WINNER}),
)
_ASKED = tuple(
    (side, re.compile(pattern))
    for side, pattern in (
        (Side.BUYER, r"who (?:\w+ly |has |had )?(?:bought|buys|purchased|acquired)\b"),
        (Side.SELLER, r"who (?:\w+ly |has |had )?(?:sold|sells)\b"),
        (Side.BUYER, r"(?:to )?whom? (?:did|does|has|had) .{2,60}? (?:sell|sold)\b"),
        (Side.SELLER, r"(?:from )?whom? (?:did|does|has|had) .{2,60}? (?:buy|bought|purchased?|acquired?)\b"),
        (Side.WINNER, r"who (?:has |had )?(?:beat|beaten|beats|defeated)\b"),
        (Side.LOSER, r"who (?:was|were|got) (?:beaten|defeated)\b"),
        (Side.LOSER, r"whom? (?:did|does|has|had) .{2,60}? (?:beat|beaten|defeat|defeated)\b"),
        (Side.SUCCESSOR, r"who (?:\w+ly |has |had |will |is to )?(?:replaced?|replaces|succeed|succeeds|succeeded)\b"),
        (Side.PREDECESSOR, r"who (?:was|were) (?:replaced|succeeded)\b"),
        (Side.PREDECESSOR, r"whom? (?:did|does|has|had|will) .{2,60}? (?:replaced?|succeed|succeeded)\b"),
        (Side.LOSER, r"who (?:has |had )?(?:lost|loses) (?:.{2,40} )?to\b"),
        (Side.WINNER, r"(?:to )?whom? (?:did|does|has|had) .{2,60}? (?:lose|lost)\b"),
    )
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|got)(?: \w+ly)? $", re.IGNORECASE)
_BEHIND = re.compile(r"\b(to|from|by) (?:[\w'’-]+ ){0,3}$", re.IGNORECASE)
_FAR = 80
"""Characters from a verb to the name behind it, at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The side that a question asks for, and the folded last words of the names that are on another."""

    side: Side
    names: frozenset[str]

    def bars(self, sentence: Sentence, name: Span) -> bool:
        """Whether whom a sentence names at `name`, a span in its text, cannot be who is asked for."""
        return self.crossed(sentence) or of(sentence, name) not in (None, self.side)

    def crossed(self, sentence: Sentence) -> bool:
        """Whether a sentence puts one whom the question names on the side that is asked for.

        "Who did Ann lose to?" is not answered by who lost to Ann.
        """
        start = sentence.span.start
        named = (m.span for m in sentence.mentions if folded(m.name).rsplit(" ", 1)[-1] in self.names)
        return any(of(sentence, Span(span.start - start, span.end - start)) is self.side for span in named)

    def told(self, sentence: Sentence) -> bool:
        """Whether a sentence tells such a deed, of whichever side."""
        return any(
            verb.forms.search(sentence.text)
            for verb in _VERBS
            if self.side in (verb.does, verb.undergoes, *verb.behind.values())
        )

    def untold(self, sentence: Sentence, names: Sequence[Span]) -> bool:
        """Whether a sentence tells such a deed of another side, in one of the names, and nothing of this one."""
        sides = {of(sentence, name) for name in names}
        if self.side in sides or sides <= {None}:
            return False
        return not any(
            re.search(rf"\b{word}\b", sentence.text[cue.end() :])
            for verb in _VERBS
            for cue in verb.forms.finditer(sentence.text)
            for word, whose in verb.behind.items()
            if whose is self.side
        )


def asked(question: Question) -> Asked | None:
    """None where a question asks of no such deed."""
    text = fold(question.stand_alone)
    side = next((side for side, pattern in _ASKED if pattern.match(text)), None) if question.kind is Kind.WHO else None
    names = frozenset(folded(name).rsplit(" ", 1)[-1] for name in question.query.names)
    return None if side is None else Asked(side, names)


def of(sentence: Sentence, name: Span) -> Side | None:
    """The side of whom a sentence names at `name`, a span in its text; None where it does not tell."""
    return next(_told(sentence, name), None)


def _told(sentence: Sentence, name: Span) -> Iterator[Side]:
    text = sentence.text
    for verb in _VERBS:
        for cue in verb.forms.finditer(text):
            passive = _PASSIVE.search(text[max(0, cue.start() - _FAR) : cue.start()]) is not None
            between = text[cue.end() : name.start] if cue.end() <= name.start else None
            if between is None:
                subject = doer(sentence, cue.start()) if name.end <= cue.start() else None
                side = verb.undergoes if passive else verb.does
                if subject is not None and side and subject[0].span.overlaps(_absolute(sentence, name)):
                    yield side
            elif len(between) <= _FAR and not re.search(r"[.;:]", between):
                found = _BEHIND.search(between)
                if found is not None and found[1].lower() in verb.behind:
                    yield verb.behind[found[1].lower()]
                elif found is None and verb.undergoes and undergoes(sentence, name, verb.stems):
                    yield verb.undergoes


def _absolute(sentence: Sentence, name: Span) -> Span:
    start = sentence.span.start
    return Span(start + name.start, start + name.end)
