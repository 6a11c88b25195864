"""Small changes to a question: which words are replaced by what, and by which rule. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

Rule = Literal["person", "group", "thing", "named", "time", "place", "full", "article", "focus", "besides"]


_ASIDE = re.compile(r" ?\((?:[^()]|\([^()]*\))+\)(\W*)$")


class Edit(NamedTuple):
    """The characters `start` to `end` of a question, none where they are equal, and what is put there."""

    start: int
    end: int
    text: str
    rule: Rule


def edited(question: str, edits: Sequence[Edit]) -> str:
    """The question with the edits made; of two that overlap the first of the list counts."""
    kept: list[Edit] = []
    for edit in edits:
        if not any(other.start < edit.end and edit.start < other.end for other in kept):
            kept.append(edit)
    for edit in sorted(kept, key=lambda e: (e.start, e.end), reverse=True):
        question = question[: edit.start] + edit.text + question[edit.end :]
    return question


def end_of(question: str) -> int:
    """Where the words of a question end."""
    return len(question.rstrip(" ?.!\n\t"))


def without_aside(question: str) -> str:
    """The question without what was put in brackets behind it."""
    return _ASIDE.sub(r"\1", question)
