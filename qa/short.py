"""The short answer: the dates, numbers, amounts or names of the best sentences vote, and the reader's spans. Pure.

Only spans that stand in the sentences can win, so the short answer is always a slice with a citation.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from index.prose.words import stem
from index.types import Span
from qa import sides
from qa.agreement import NOBODY, Agreement
from qa.doers import undergoes
from qa.options import Option
from qa.rank import Ranked
from qa.roles import deed
from qa.types import Kind, Question

SENTENCES = 30
"""Best sentences that vote."""
SHARPNESS = 0.4
"""exp(SHARPNESS x (score - best score)) is what the vote of a sentence weighs."""
NEAR_WORDS = 0.5
"""Extra weight of a candidate that stands beside words of the question."""
ADRIFT = 0.25
"""What the vote of "next month" or "Thursday" weighs where nobody knows when the article was published."""
READ_WORDS, READ_FIGURES = 0.1, 0.4
"""exp(READ x (margin - the best margin of the sentence)) is what the reader's opinion of a candidate weighs: of names
and phrases, for which its spans in the passages vote too, and of days and numbers; of places nothing."""
FARTHEST = 8.0
"""Logits below the best margin, at most."""
_NAME = 3
"""Words of a name at most: a longer candidate is a phrase around the answer."""
_WHO_IS = re.compile(r"who(?:['’]s| is| was) (.+?)\W*", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_OF_WHAT_SIZE = re.compile(
    r"\bhow (?:fast|long|far|tall|high|deep|wide|heavy|big|large|cold|hot|warm|late|loud)\b", re.IGNORECASE
)
_UNIT = re.compile(
    r"[ -]?(?:mph|km/h|kph|knots?|(?:nautical |square |cubic )?(?:miles?|kilomet(?:er|re)s?|km|met(?:er|re)s?|feet|foot"
    r"|yards?|inches|inch)|centimet(?:er|re)s?|millimet(?:er|re)s?|cm|mm|acres?|hectares?"
    r"|seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|kilograms?|kilos?|kg|grams?|tons?|tonnes?|pounds|lbs?|stone|lit(?:er|re)s?|gallons?|decibels|percent"
    r"|(?:degrees|°)(?: ?(?:Celsius|Fahrenheit|C|F)\b)?|C|F)(?: an hour| per hour)?(?!\w)"
)
_BORDER = re.compile(r"[,;:] |\b(?:and|but|while|whereas)\b")
_VOTED = re.compile(
    r"\b(?:vot(?:e[ds]?|ing)|approved|passed|backed|carried|adopted|elected|won)\b[^.;:]{0,60} by $", re.IGNORECASE
)
"""Before two numbers with "to" between them: those for it and those against; not "rose by 20 to 300"."""
_TITLE = 24
"""Characters before the name of who tells something in which their title may stand."""
_NONE_OF = re.compile(r"\bnone of (?:[\w'’-]+ ){0,3}$", re.IGNORECASE)
_DONE_TO = re.compile(r"who (?:was|were|is|are|has been|have been|had been) (?:\w+ly )?\w+(?:ed|en)\b", re.IGNORECASE)
_ACROSS = 4
"""Words that a border between two parts of a sentence counts."""
_GAVE = re.compile(r"\b(?:gave|said|stated|put|reported|misstated)\b[^.;]*$", re.IGNORECASE)
_NEAR = 200
"""Characters before a figure in which it is said to have been given."""
_BUT_IS = re.compile(
    r"[,;] (?:in fact )?(?:he|she|it|they|there|the (?:right |correct )?\w+) (?:was|were|is|are)"
    r" (?:in fact |actually )?(?:aged )?"
)
"""What stands between what a report gave and what it should have given."""
_CORRECTS = re.compile(r",? (?:and |but )?(?:not|instead of|rather than) (?:the )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Vote:
    """A candidate short answer: where it stands best, and its share of all votes in (0, 1]."""

    ranked: Ranked
    span: Span
    """In the article's text."""
    key: str
    share: float


def vote(question: Question, ranked: Sequence[Ranked], voted: Agreement = NOBODY) -> tuple[Vote, ...]:
    """Candidates by votes, best first; () for questions that have no short answer.

    Half of the votes are the reader's, where one has read: `voted`, whose passages are counted as `Sentence.rank` does.
    """
    if question.kind.open_ended or not ranked or _asks_who_a_name_is(question):
        return ()
    if question.kind is Kind.HOW_MANY and any(
        _NONE_OF.search(ranked[0].sentence.text, max(0, option.span.start - _NEAR), option.span.start)
        for option in ranked[0].options
    ):
        return ()
    barred = _barred(question)
    found = _by_rule(question, ranked, barred)
    read = _by_reader(ranked, voted, barred)
    votes = {key: sum(side[key].worth for side in (found, read) if key in side) for key in found | read}
    best = {
        key: max((side[key] for side in (found, read) if key in side), key=lambda c: c.ranked.score) for key in votes
    }
    _lend(votes)
    total = sum(votes.values()) or 1.0
    order = sorted(votes, key=lambda k: (-votes[k], k))
    return tuple(Vote(best[k].ranked, best[k].span, k, votes[k] / total) for k in order)


def with_unit(question: Question, vote: Vote) -> Span:
    """The words of a vote, with the unit behind the number where the question leaves open which: "How fast was it?"."""
    text, span = vote.ranked.sentence.article.text, vote.span
    if question.kind not in (Kind.HOW_MANY, Kind.HOW_MUCH) or not _OF_WHAT_SIZE.search(question.stand_alone):
        return span
    unit = _UNIT.match(text, span.end, vote.ranked.sentence.span.end)
    return Span(span.start, unit.end()) if unit and text[span.start : span.end][-1:].isalnum() else span


def _barred(question: Question) -> Callable[[Ranked, Span], bool]:
    """Tells whether whom a sentence names at a span cannot be who is asked for.

    The deed is done to them, or it has two sides and they are on the other one.
    """
    deeds = deed(question, None) if question.kind is Kind.WHO else frozenset[str]()
    asked = sides.asked(question)
    things = _things(question) if question.kind is Kind.WHO else frozenset[str]()

    passive = question.kind is Kind.WHO and _DONE_TO.match(question.stand_alone) is not None

    def barred(ranked: Ranked, span: Span) -> bool:
        said = ranked.sentence.reading.attributions.get(ranked.sentence.span) if passive else None
        if said is not None and said.mention is not None:
            named = _absolute(ranked, span)
            if named.end > said.mention.start - _TITLE and named.start < said.mention.end:
                return True  # who tells it, not to whom it was done
        following = next((w for w in ranked.sentence.words if w.span.start > span.end), None)
        if following is not None and following.span.start == span.end + 1 and following.stem in things:
            return True  # "the Orla cannery" is no person
        if deeds and undergoes(ranked.sentence, span, deeds):
            return True
        return asked is not None and asked.bars(ranked.sentence, span)

    return barred


def _things(question: Question) -> frozenset[str]:
    """Stems of what a question about somebody's deed names with an article: "Who bought the cannery?"."""
    found = re.findall(r"\b(?:the|an?|its|his|her|their) (?:[a-z-]+ )?([a-z]{3,})\b", question.stand_alone)
    return frozenset(map(stem, found))


def _asks_who_a_name_is(question: Question) -> bool:
    """Whether a name is to be explained: "Who is Kathy Barnette?" is answered by no other name."""
    found = _WHO_IS.fullmatch(question.stand_alone.strip())
    return found is not None and found[1] in question.query.names


class _Candidate(NamedTuple):
    """A key of one side: its share of that side's votes, and where it stands in the best sentence that has it."""

    worth: float
    ranked: Ranked
    span: Span


def _by_rule(
    question: Question, ranked: Sequence[Ranked], barred: Callable[[Ranked, Span], bool]
) -> dict[str, _Candidate]:
    asked = {stem(t) for t in question.query.terms}
    best = ranked[0].score
    votes: dict[str, float] = {}
    places: dict[str, tuple[float, Ranked, Span]] = {}
    for r in ranked[:SENTENCES]:
        weight = math.exp(SHARPNESS * (r.score - best))
        for span, key, plain in r.options:
            if barred(r, span):
                continue
            worth = plain * weight * (1 + NEAR_WORDS * _closeness(r, span, asked))
            if question.kind is Kind.WHEN and r.sentence.article.published is None and not _FIGURE.search(key):
                worth *= ADRIFT
            worth *= _read(r, span, _weight(question.kind))
            votes[key] = votes.get(key, 0.0) + worth
            if key not in places or (r.score, worth) > (places[key][1].score, places[key][0]):
                places[key] = (worth, r, _absolute(r, span))
    _correct(votes, ranked[:SENTENCES])
    total = sum(votes.values()) or 1.0
    return {key: _Candidate(worth / total, *places[key][1:]) for key, worth in votes.items()}


def _weight(kind: Kind) -> float:
    return 0.0 if kind is Kind.WHERE else READ_WORDS if kind.worded else READ_FIGURES


def _read(ranked: Ranked, span: Span, weight: float) -> float:
    """What the reader makes of a candidate of a sentence that it has read, in (0, 1]: 1 for the best it finds there."""
    if not ranked.found:
        return 1.0
    best = max((f.margin for f in ranked.found if f.span.overlaps(span)), default=ranked.found[0].margin - FARTHEST)
    return math.exp(weight * max(best - ranked.found[0].margin, -FARTHEST))


def _by_reader(
    ranked: Sequence[Ranked], voted: Agreement, barred: Callable[[Ranked, Span], bool]
) -> dict[str, _Candidate]:
    """The ballots that lie in one sentence, but for those that cannot be who is asked for."""
    by_passage: dict[int, list[Ranked]] = {}
    for r in ranked:
        by_passage.setdefault(r.sentence.rank, []).append(r)
    cast: dict[str, list[tuple[float, Ranked, Span]]] = {}
    for ballot in voted.ballots:
        for r in by_passage.get(ballot.passage, ()):
            start = r.sentence.hit.passage.span.start
            span = Span(ballot.span.start + start, ballot.span.end + start)
            at = r.sentence.span.start
            inside = at <= span.start and span.end <= r.sentence.span.end
            if inside and not barred(r, Span(span.start - at, span.end - at)):
                cast.setdefault(ballot.key, []).append((ballot.weight, r, span))
    total = sum(weight for places in cast.values() for weight, *_ in places) or 1.0
    found = {}
    for key, places in cast.items():
        _, r, span = max(places, key=lambda place: (place[1].score, place[0]))
        found[key] = _Candidate(sum(weight for weight, *_ in places) / total, r, span)
    return found


def _absolute(ranked: Ranked, span: Span) -> Span:
    start = ranked.sentence.span.start
    return Span(start + span.start, start + span.end)


def _correct(votes: dict[str, float], ranked: Sequence[Ranked]) -> None:
    """Where a sentence says "230, not 320", what was corrected gives its votes to what it was corrected to."""
    for new, old in (pair for r in ranked for pair in corrections(r)):
        if new.key in votes and old.key in votes:
            votes[new.key] += votes.pop(old.key)


def corrections(ranked: Ranked) -> tuple[tuple[Option, Option], ...]:
    """What a sentence gives for what: 230 and 320 of "230, not 320" and of "we gave it as 320; it is 230"."""
    text, found = ranked.sentence.text, []
    for one, two in pairwise(ranked.options):
        between = text[one.span.end : two.span.start]
        outvoted = between == " to " and _VOTED.search(text, max(0, one.span.start - _NEAR), one.span.start)
        if outvoted or _CORRECTS.fullmatch(between):
            found.append((one, two))
        elif _BUT_IS.fullmatch(between) and _GAVE.search(text, max(0, one.span.start - _NEAR), one.span.start):
            found.append((two, one))
    return tuple(found)


def _closeness(ranked: Ranked, span: Span, asked: set[str]) -> float:
    """Of the question's words in the sentence, how near: 1 / (1 + words between / 4), averaged."""
    words = ranked.sentence.words
    inside = [i for i, w in enumerate(words) if w.span.overlaps(span)]
    hits = [i for i, w in enumerate(words) if w.stem in asked]
    if not inside or not hits:
        return 0.0
    borders = [m.start() for m in _BORDER.finditer(ranked.sentence.text)]

    def apart(hit: int) -> int:
        low, high = sorted((words[hit].span.start, span.start))
        crossed = bisect_left(borders, high) - bisect_left(borders, low)
        return min(abs(hit - i) for i in inside) + _ACROSS * crossed

    return sum(1 / (1 + apart(h) / 4) for h in hits) / len(hits)


def _lend(votes: dict[str, float]) -> None:
    """A part of a longer candidate ("biden" of "joe biden") gives it its votes."""
    for key in sorted(votes, key=lambda k: len(k.split())):
        tokens = key.split()
        longer = [k for k in votes if len(tokens) < len(k.split()) <= _NAME and set(tokens) <= set(k.split())]
        if longer and len(tokens) == 1 and not key[0].isdigit():
            heir = max(longer, key=lambda k: (votes[k], k))
            if votes[heir] >= 0.3 * votes[key]:
                votes[heir] += votes.pop(key)
