"""A follow-up and what was said before it -> the question that it means, which stands alone. Pure.

Knows earlier questions and the words of their answers; knows no archive. What was said before is never evidence: it
only tells what a question means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.additions import added
from qa.edits import Edit, edited, without_aside
from qa.fragments import agreed, picks, whole
from qa.pointers import pointed
from qa.question import LONGEST, chat, names_in
from qa.spoken_of import Said, Spoken, spoken
from qa.types import Answer, Turn

_TURNS = 12
"""Earlier turns that are looked at."""
_POINTS = re.compile(
    r"\b(?:s?he|they|it|him|her|them|his|hers|its|their|theirs|this|that|these|those|there|then)\b", re.IGNORECASE
)
_THE = re.compile(
    r"\bthe (?!(?:same|others?|rest|two)\b|(?:first|second|third|last|next)\b(?! (?!ones?\b)[a-z]{3}))\w"
    r"|^(?:which|what) (?!(?:is|are|was|were|did|does|do|has|had|have|will|would|can|else|about|ones?)\b)[a-z]{3,} ",
    re.IGNORECASE,
)
"""A thing that is spoken of as known, or asked for by what it is: "Where is the lighthouse?", "Which mill closes?"."""
_GOES_ON = re.compile(r"^\W*(?:and|but|so|then)\b|\bones?\b", re.IGNORECASE)
"""What goes on with what was said before: "And what did the firm say?"."""


def stand_alone(question: str, earlier: Sequence[Said], headings: Sequence[str] = ()) -> str:
    """The question with what earlier turns supply; itself, to the letter, where it stands alone.

    `headings`: the title of what is talked about, and of its section, where it is one thing.
    """
    if earlier and (proposed := agreed(question, earlier[-1])) is not None:
        return proposed
    if not (earlier or headings) or len(question) > LONGEST or chat(question):
        return question
    # What picked something that nobody had offered speaks of nothing, and so do thanks and remarks.
    kept = [one for one in earlier[-_TURNS:] if not (picks(one.question) or chat(one.question))]
    if picks(question) and earlier and earlier[-1].offered:
        kept = [*earlier[-_TURNS:]]
    known = spoken(kept, headings)
    made = whole(question, known)
    return made if made is not None else edited(question, edits(question, known))


def edits(question: str, known: Spoken) -> list[Edit]:
    """What is put where in a question that is no mere part of one."""
    found = pointed(question, known)
    return [*found, *added(question, known, found)]


def said(turn: Turn) -> Said:
    """What later questions may refer to of an exchange: its question, and the words that its reply cites."""
    reply = turn.reply
    if not isinstance(reply, Answer):
        return Said(turn.stand_alone, (), turn.question, reply.examples)
    short = (reply.short.text,) if reply.short else ()
    told = tuple(f"{claim.speaker}: {claim.text}" if claim.speaker else claim.text for claim in reply.claims)
    return Said(turn.stand_alone, short + told, turn.question, tuple(claim.text for claim in reply.claims))


def without_guess(asked: str, meant: str) -> str | None:
    """The question without what the rules put in brackets behind it, where it tells something and points to nothing."""
    alone = without_aside(meant)
    if alone == meant or without_aside(asked) != asked or _POINTS.search(alone):
        return None
    goes_on = _GOES_ON.search(asked) is not None
    return alone if names_in(alone) or (_THE.search(alone) and not goes_on) else None
