"""What in a sentence could be the short answer, and what each candidate is worth by the kind of the question. Pure.

Knows shapes and what a number should count; nothing about which sentence is best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.prose import dates, days
from index.prose.name_words import DEMONYMS
from index.prose.words import content_words, stem
from index.text import fold
from index.types import Span
from qa import polarity
from qa.evidence import Sentence
from qa.kinds import NUMBER, candidates, is_amount, key_of
from qa.lexicon import mates
from qa.types import Kind, Question

LOOSE = 0.3
"""What a number is worth that counts something else, or is no amount."""
VAGUE = 0.5
"""What "next month" or "Thursday" is worth as a date beside one with figures."""
NO_PERSON = 0.25
"""What a name that is no person's is worth where the question asks who (a team can win)."""


DENIED = 0.25
"""What a date or number is worth of which the sentence denies something, or a day that was over for what is to come."""
NO_NAME = 0.15
"""What a bare number, a weekday or the name of the press is worth where the question asks what or which."""
ELSE = 0.5
"""What a day is worth in a sentence that has no word of the question but names."""
_AHEAD = re.compile(r"\b(?:will|shall|going to)\b", re.IGNORECASE)
_DENIAL = re.compile(r"\b(?:not|no|never|nor|neither|cannot|without)\b|n['’]t\b", re.IGNORECASE)
_HABIT = re.compile(r"\W*(?:(?:and|so|but) )?when (?:do|does)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|whose|which)\b[^,;–—)]*")
_MEASURED = (Kind.WHEN, Kind.HOW_MANY, Kind.HOW_MUCH)
_PRESS = frozenset("cnn ap reuters afp bbc npr nbc abc cbs usa today the associated press new york times".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)


class Option(NamedTuple):
    """A candidate short answer: its span in the sentence, the key under which it is counted, its worth in (0, 1]."""

    span: Span
    key: str
    worth: float


def options(sentence: Sentence, question: Question) -> tuple[Option, ...]:
    """The candidates of a sentence that say what the question does not; () for kinds without a short answer."""
    if question.kind.open_ended:
        return ()
    asked = {stem(t) for t in question.query.terms}
    wanted = _wanted(question) if question.kind is Kind.WHEN else frozenset[str]()
    off, aside = _off(sentence, question), _aside(sentence, wanted)
    told = ELSE if wanted and wanted.isdisjoint(sentence.stems) else 1.0
    found = []
    for span, worth in _people(sentence) if question.kind is Kind.WHO else _shapes(sentence, question):
        key = key_of(span.of(sentence.text))
        if key and not all(part in asked for part in key.split()) and not any(span.overlaps(a) for a in aside):
            found.append(
                Option(span, key, told * worth * DENIED if any(span.overlaps(o) for o in off) else told * worth)
            )
    return tuple(found)


def _off(sentence: Sentence, question: Question) -> list[Span]:
    """Words of a sentence that tell of no such day or number: denied ones, and days gone by for what is to come."""
    if question.kind not in _MEASURED or _DENIAL.search(question.stand_alone):
        return []
    text, published = sentence.text, sentence.article.published
    found = [t.span for t in polarity.tokens(text) if t.negated] if _DENIAL.search(text) else []
    if question.kind is Kind.WHEN and published and _AHEAD.search(question.stand_alone):
        for time in dates.find(text, published):
            last = (days.bounds(time.value) or (None, None))[1]
            named = any(c.isdigit() for c in time.span.of(text))  # "November" alone may be the next one
            if named and last is not None and last < published:
                found.append(time.span)
    return found


def _wanted(question: Question) -> frozenset[str]:
    """Stems of the words of a question that are no name, and of those that tell the same act."""
    named = {stem(word) for name in question.query.names for word in content_words(name)}
    return frozenset().union(*(mates(term) | {stem(term)} for term in question.query.terms)) - named


def _aside(sentence: Sentence, wanted: frozenset[str]) -> list[Span]:
    """Words of a sentence that tell of something else: a clause with "who" or "which", or all around one.

    `wanted`: stems of the question; they stand on the other side.
    """
    found = []
    for match in _RELATIVE.finditer(sentence.text):
        clause = Span(match.start(), match.end())
        inside = {w.stem for w in sentence.words if w.span.overlaps(clause)} & wanted
        outside = {w.stem for w in sentence.words if not w.span.overlaps(clause)} & wanted
        if outside and not inside:
            found.append(clause)
        elif inside and not outside:
            edges = (0, clause.start), (clause.end, len(sentence.text))
            found += [Span(start, end) for start, end in edges if start < end]
    return found


def _shapes(sentence: Sentence, question: Question) -> Iterator[tuple[Span, float]]:
    kind, text = question.kind, sentence.text
    for span in candidates(text, kind, clock=_by_the_clock(question)):
        words = span.of(text)
        if kind is Kind.WHEN and not any(c.isdigit() for c in words):
            yield span, VAGUE
        elif kind is Kind.HOW_MANY:
            yield span, 1.0 if _counts(sentence, span, question.counted) else LOOSE
        elif kind is Kind.HOW_MUCH and not is_amount(words):
            yield span, LOOSE
        elif kind is Kind.WHAT and not is_amount(words) and _is_no_name(words):
            yield span, NO_NAME
        else:
            yield span, 1.0


def _by_the_clock(question: Question) -> bool:
    """Whether a time of day may answer: one is asked for, or when something happens again and again."""
    return "time" in question.query.terms or _HABIT.match(question.stand_alone) is not None


def _is_no_name(words: str) -> bool:
    tokens = fold(words).split()
    return all(t in _CALENDAR or t in _PRESS or t in DEMONYMS or NUMBER.fullmatch(t) for t in tokens)


def _people(sentence: Sentence) -> Iterator[tuple[Span, float]]:
    start = sentence.span.start
    people = [m for m in sentence.mentions if m.kind == "person"]
    for mention in people:
        yield Span(mention.span.start - start, mention.span.end - start), 1.0
    for span in candidates(sentence.text, Kind.WHO):
        absolute = Span(span.start + start, span.end + start)
        if not any(m.span.overlaps(absolute) for m in people):
            yield span, NO_PERSON


def _counts(sentence: Sentence, span: Span, counted: frozenset[str]) -> bool:
    """Whether a number stands before what it should count, or (aged 42) right after it."""
    after = [w.stem for w in sentence.words if w.span.start >= span.end][:3]
    before = [w.stem for w in sentence.words if w.span.end <= span.start][-1:]
    if before == ["other"]:
        return False
    if "number" in sentence.stems and not counted.isdisjoint(sentence.stems):
        return True  # "the number of homes is 230"
    return not counted.isdisjoint([*after, *before])
