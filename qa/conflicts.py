"""Two sources that give different values for one fact: found among the ranked sentences, the newest report first. Pure.

Only where a number, an amount or a day is asked for, and only where both sentences plainly speak of what the question
asks: a conflict that is none misleads more than one that is not shown. A sentence that says "230, not 320" is set
against the one that it corrects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from index.prose.words import stem, stems
from index.text import fold
from index.types import ArticleKey, Span
from qa import alignment, literals, numbers
from qa.compose import Point, turned
from qa.lexicon import mates
from qa.literals import Dated
from qa.numbers import Number
from qa.options import Option
from qa.rank import Ranked
from qa.short import Vote, corrections
from qa.types import Conflict, Kind, Question

BELOW = 6.0
"""How far (log-odds) below the first a sentence may score that contradicts it: much, for in a tiny archive one passage
takes all of the search's score."""
_SHARED = 0.8
"""Share of the question's stems in the first sentence and its surroundings that must stand in the other's; but for
names, those in the first sentence itself must all stand in the other itself."""
_PLAIN = 0.6
"""Share of the question's stems, or of words of the same act, that the first sentence itself must have."""
_AGE = re.compile(r"\bhow old\b|\bage\b", re.IGNORECASE)
_WAS_WRONG = re.compile(
    r"\b(?:figure|number|date|name|amount|sum|report|total) (?:was|were) (?:wrong|incorrect|mistaken)\b|\bin error\b"
    r"|\bshould have (?:said|read|been)\b",
    re.IGNORECASE,
)
"""What a correction says, which need not name again what it corrects."""
_AS_MUCH = 0.9
"""Of the question's words in the first sentence, so many must stand in one that denies it."""
_NO = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|without|den(?:y|ies|ied))\b|n['’]t\b", re.IGNORECASE
)
"""Where both of two sentences deny something, they may deny the same."""
_GROWN = 180
"""Days between two reports from which somebody may have grown a year older."""
_ANOTHER = 180
"""Days between two reports from which a day may be of another occasion: a summit is held each year."""
_ABOUT = 0.1
"""By how much two numbers that are both told loosely may differ."""
_SUPPOSED = re.compile(r"\b(?:if|unless|backup|alternative)\b", re.IGNORECASE)
_OTHER = frozenset(
    "share part portion each per apiece extra more another further additional rise increase fall "
    "drop decrease cut average goal target previous record limit".split()
)
"""Words that make a number one of another thing, where only one of the two sentences has them."""
_KINDS = {Kind.HOW_MANY: "the number", Kind.HOW_MUCH: "the amount", Kind.WHEN: "the date"}


class Rivals(NamedTuple):
    """Two points that differ, newest first, with the words of each that differ, as spans in their articles."""

    points: tuple[Point, Point]
    values: tuple[Span, Span] | None
    """None where one denies what the other tells."""
    about: str

    @property
    def conflict(self) -> Conflict:
        """What a reply says of them, where they are its first two claims."""
        if self.values is None:
            return Conflict((0, 1), self.about)
        told = (
            span.of(point.ranked.sentence.article.text) for point, span in zip(self.points, self.values, strict=True)
        )
        return Conflict((0, 1), f"{self.about} ({' or '.join(told)})")


def find(
    question: Question,
    points: Sequence[Point],
    short: Vote | None,
    ranked: Sequence[Ranked],
    origin: Callable[[ArticleKey], ArticleKey],
) -> Rivals | None:
    """The best sentence of another origin that gives another value for what the first point answers, or None.

    Only where the first point itself tells the short answer. A wire copy contradicts nobody: `origin` names the
    article that a text comes from.
    """
    if question.kind is Kind.YES_NO and points:
        return _denial(question, points[0], ranked, origin)
    if question.kind not in _KINDS or not points or short is None:
        return None
    first = points[0].ranked
    if short.ranked.sentence is not first.sentence:
        return None
    if not _plainly(question, first):
        return None
    origins = {origin(r.sentence.article.key) for r in (first, *points[0].also)}
    for other in ranked:
        if other.score < first.score - BELOW:
            return None
        if origin(other.sentence.article.key) in origins or not _same_subject(question, first, other):
            continue
        if _AGE.search(question.stand_alone) and _apart(first, other) >= _GROWN:
            continue
        if question.kind is Kind.WHEN and (_apart(first, other) >= _ANOTHER or other.sentence.section != "prose"):
            continue
        rival = _corrects(question, first, short.span, other) or _contradicts(question, first, short.span, other)
        if rival is None or (_supposed(other, rival.span) and not _supposed(first, short.span)):
            continue
        pair = ((points[0], short.span), (Point(other), rival.span))
        (new, at_new), (old, at_old) = reversed(pair) if rival.newer else pair
        return Rivals((new, old), (at_new, at_old), _KINDS[question.kind])
    return None


def _denial(
    question: Question, point: Point, ranked: Sequence[Ranked], origin: Callable[[ArticleKey], ArticleKey]
) -> Rivals | None:
    """The sentence of another origin that denies a word of the question which the point does not, or the other way.

    With as much of the question as the point, and both dated.
    """
    first = point.ranked
    asked = frozenset(alignment.told(question.stand_alone).keys)
    origins = {origin(r.sentence.article.key) for r in (first, *point.also)}
    for other in ranked:
        if other.score < first.score - BELOW:
            return None
        apart = origin(other.sentence.article.key) not in origins and date.min not in (first.day, other.day)
        plain = other.sentence.section == "prose" and other.feature("share") >= _AS_MUCH * first.feature("share")
        both = all(_NO.search(r.sentence.text) for r in (first, other))
        if (
            apart
            and plain
            and not both
            and first.day != other.day
            and asked & turned(first.sentence.text, other.sentence.text)
        ):
            new, old = (Point(other), point) if other.day > first.day else (point, Point(other))
            return Rivals((new, old), None, "whether it is so")
    return None


class _Rival(NamedTuple):
    """Where a sentence gives another value, in its article, and whether its report is the newer one."""

    span: Span
    newer: bool


def _corrects(question: Question, first: Ranked, span: Span, other: Ranked) -> _Rival | None:
    """The value of a sentence that corrects what the first one gives at `span`, or that the first one corrects.

    Who corrects is the newer report, unless the days say that the other value was told again later.
    """
    own, told = _value(question, first, span), _told(other)
    value = _value(question, other, told) if told else None
    if told and value and not _tells(other, own) and _stands_for(question, first, span, value):
        later = None not in (first.sentence.article.published, other.sentence.article.published)
        return _Rival(told, later and other.day > first.day)
    for new, _ in corrections(other):
        place = _placed(other, new)
        if own and _stands_for(question, other, place, own) and not _tells(first, _value(question, other, place)):
            return _Rival(place, newer=True)
    return None


def _stands_for(question: Question, ranked: Ranked, span: Span, value: Number | Dated) -> bool:
    """Whether a sentence says that what it gives at `span` stands in the place of that value."""
    for new, old in corrections(ranked):
        given = _value(question, ranked, _placed(ranked, old))
        if given is not None and _placed(ranked, new).overlaps(span) and _agree(given, value):
            return True
    return False


def _contradicts(question: Question, first: Ranked, span: Span, other: Ranked) -> _Rival | None:
    """The one value of a sentence that cannot be right where the first one's at `span` is."""
    own, told = _value(question, first, span), _told(other)
    value = _value(question, other, told) if told else None
    if own is None or value is None or told is None or not _differ(own, value) or _tells(other, own):
        return None
    return _Rival(told, other.day > first.day)


def _placed(ranked: Ranked, option: Option) -> Span:
    """An option of a sentence as a span of its article."""
    start = ranked.sentence.span.start
    return Span(start + option.span.start, start + option.span.end)


def _plainly(question: Question, ranked: Ranked) -> bool:
    """Whether a sentence itself, not only what stands around it, speaks of what is asked."""
    asked = [mates(term) for term in question.query.terms]
    return sum(not kin.isdisjoint(ranked.sentence.stems) for kin in asked) >= _PLAIN * len(asked)


def _apart(one: Ranked, other: Ranked) -> int:
    """Days between the reports of two sentences; 0 where one is undated."""
    a, b = one.sentence.article.published, other.sentence.article.published
    return abs((a - b).days) if a and b else 0


def _supposed(ranked: Ranked, span: Span) -> bool:
    """Whether what a sentence gives stands in a clause with "if", or in one of a second choice."""
    text, at = ranked.sentence.text, span.start - ranked.sentence.span.start
    return any(p.start() <= at < p.end() and _SUPPOSED.search(p[0]) for p in re.finditer(r"[^,;:]+", text))


def _same_subject(question: Question, first: Ranked, other: Ranked) -> bool:
    asked = {stem(term) for term in question.query.terms}
    if (_OTHER & _said(first)) != (_OTHER & _said(other)):
        return False
    wide = asked & first.sentence.around
    own = asked & first.sentence.stems
    if len(wide & other.sentence.around) < _SHARED * len(wide):
        return False
    named = frozenset(stems(" ".join(question.query.names)))
    corrects = _WAS_WRONG.search(other.sentence.text) is not None
    return own - named <= (other.sentence.around if corrects else other.sentence.stems)


def _said(ranked: Ranked) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", fold(ranked.sentence.text)))


def _told(ranked: Ranked) -> Span | None:
    """The one full-worth option of a sentence; None where there are two, or none."""
    best: list[Option] = [option for option in ranked.options if option.worth == 1.0]
    if len({option.key for option in best}) != 1:
        return None
    return _placed(ranked, best[0])


def _value(question: Question, ranked: Ranked, span: Span) -> Number | Dated | None:
    text = span.of(ranked.sentence.article.text)
    if question.kind is Kind.WHEN:
        dated = literals.find(text, ranked.sentence.article.published).dates
        return dated[0] if dated else None
    at = span.start - ranked.sentence.span.start
    # In its sentence, where "less than" stands before it.
    found = [n for n in numbers.find(ranked.sentence.text) if n.span.start < at + len(span) and at < n.span.end]
    return found[0] if len(found) == 1 else None


def _tells(ranked: Ranked, value: Number | Dated | None) -> bool:
    """Whether a sentence tells that value too, as "not 320" does."""
    article = ranked.sentence.article
    if isinstance(value, Dated):
        return any(_agree(value, told) for told in literals.find(ranked.sentence.text, article.published).dates)
    return value is not None and any(_agree(value, told) for told in numbers.find(ranked.sentence.text))


def _agree(one: Number | Dated, other: Number | Dated) -> bool:
    """Whether two values may be the same one."""
    if isinstance(one, Number) and isinstance(other, Number):
        return numbers.agree(one, other) or numbers.agree(other, one)
    return isinstance(one, Dated) and isinstance(other, Dated) and one.value == other.value


def _differ(one: Number | Dated, other: Number | Dated) -> bool:
    """Whether both cannot be right as far as one can tell: the same unit, no bound that leaves room, whole days."""
    if isinstance(one, Number) and isinstance(other, Number):
        if one.bound == other.bound == "about" and abs(one.value - other.value) <= _ABOUT * max(one.value, other.value):
            return False
        if (
            one.unit != other.unit
            or (one.bound or other.bound) not in ("", "about")
            or one.bound != other.bound
            or max(one.most, other.most) > max(one.value, other.value)
        ):
            return False
        return not _agree(one, other)
    if isinstance(one, Dated) and isinstance(other, Dated):
        whole = one.real and other.real and len(one.value) == len(other.value) == len("2024-06-13")
        return whole and not one.value.startswith("X") and not other.value.startswith("X") and one.value != other.value
    return False
