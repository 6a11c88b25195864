"""Ranked sentences -> claims: the few that answer, the same fact of several articles under one claim. Pure.

Never pads: what scores far below the best is left out, and so is what says again what was said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.prose.names import folded
from index.prose.words import stem, stems
from qa import alignment
from qa.evidence import Sentence
from qa.lexicon import BINDING, commits, says
from qa.quotations import quotations
from qa.rank import Ranked
from qa.roles import Role
from qa.short import Vote
from qa.support import support
from qa.types import Kind, Question

WORDS = 110
"""Most words of an answer; the first claim may be longer."""
SAME = 0.6
"""Share of common content stems from which two sentences tell the same fact."""
_NEW = 3.0
"""Log-odds that a point gains for what it tells that is new."""
_PROMISE = 0.8
"""Log-odds that a point gains for each thing it tells to be promised, where promises are asked for."""
_AGREES = 1.0
"""How far below the best a sentence may score that is cited for the same short answer."""
_AS_NEAR = 0.7
"""And how much of the question must stand as near to it as in the best."""
_WHOLE = 0.99
"""Share of the topic's idf mass in a sentence that has all of it."""
_HEAD = 5
"""Sentences of an article, from the first, byline and headline among them, that tell what it is about."""
_SPEAKERS = 3
"""Speakers of the same words that are told, at most."""
_FEW = 5
"""Content stems up to which two sentences are alike for many reasons: what stands around them must be so, too."""
_MATTER = 0.25
"""Share of common stems around them from which they may be of one matter."""
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_ASKS = re.compile(r"\?[\"'”’)]*$")
_MOST = {Kind.POINTS: 5, Kind.TOPIC: 3, Kind.WHAT: 2, Kind.WHY: 2, Kind.YES_NO: 1}
_WITHIN = {Kind.POINTS: 1.6, Kind.TOPIC: 3.0, Kind.WHAT: 1.0, Kind.WHY: 2.0}
"""How far (log-odds) below the best a further claim may score."""


@dataclass(frozen=True, slots=True)
class Point:
    """One claim to be: its sentence, and the sentences of other articles that tell the same."""

    ranked: Ranked
    also: tuple[Ranked, ...] = ()


def compose(
    question: Question, ranked: Sequence[Ranked], cast: Mapping[Sentence, Role], short: Vote | None
) -> tuple[Point, ...]:
    """The points of an answer, best first (a topic: newest first). `cast`: only what fits can be a point."""
    kind = question.kind
    if not ranked:
        return ()
    usable = [r for r in ranked if cast.get(r.sentence, Role.FITS) is Role.FITS]
    # A question in the text answers none.
    usable = [r for r in usable if not _ASKS.search(r.sentence.text)] or usable
    if not usable:
        return ()
    first = usable[0]
    if short is not None:
        first = next((r for r in usable[:3] if _holds(r, short)), first)
        usable = [first, *(r for r in usable if r is not first)]
    points: list[list[Ranked]] = []
    size = 0
    leads = _leads(usable, newest=question.latest) if kind is Kind.TOPIC else ()
    waiting = [*leads, *(r for r in usable[:40] if r not in leads)]
    while waiting:
        r = max(waiting, key=lambda w: _gain(question, w, points)) if kind is Kind.POINTS else waiting[0]
        waiting.remove(r)
        told = next((p for p in points if same(p[0], r)), None)
        if told is None and short is not None and points and _holds(r, short) and _holds(points[0][0], short):
            told = points[0] if _agrees(r, first) else []
        if told is not None:
            if short is None or not told or _holds(r, short) or not _holds(told[0], short):
                _join(told, r)
            continue
        length = len(r.sentence.text.split())
        near = r in leads or r.score >= first.score - _WITHIN.get(kind, 0.0)
        if points and (len(points) >= _MOST.get(kind, 1) or size + length > WORDS or not near):
            continue
        points.append([r])
        size += length
    if short is not None and _lacks(points, short) and any(r is short.ranked for r in usable):
        points.append([short.ranked])  # what is said on top is never without its sentence
    if kind is Kind.TOPIC:
        points.sort(key=lambda p: p[0].day, reverse=True)
    return tuple(Point(p[0], tuple(p[1:])) for p in points)


def by_speaker(ranked: Sequence[Ranked]) -> tuple[Point, ...]:
    """A point for each of the first speakers of the sentences, in order, with what else has the same words said."""
    points: dict[str, list[Ranked]] = {}
    for r in ranked:
        if (speaker := r.sentence.evidence.speaker) is not None:
            _join(points.setdefault(folded(speaker).rsplit(" ", 1)[-1], [r]), r)
    return tuple(Point(p[0], tuple(p[1:])) for p in [*points.values()][:_SPEAKERS])


def hold(points: Sequence[Point], short: Vote) -> bool:
    """Whether a point, or what is cited beside it, has the words of a short answer."""
    return any(_holds(r, short) for p in points for r in (p.ranked, *p.also))


def _lacks(points: Sequence[Sequence[Ranked]], short: Vote) -> bool:
    """Whether no point has the words of a short answer, nor is its sentence a point or cited for one.

    The words need not stand there as words: of "1,000km" the figure alone may be the short answer.
    """
    told = any(r is short.ranked for p in points for r in p)
    return not told and not any(_holds(p[0], short) for p in points)


def _agrees(ranked: Ranked, first: Ranked) -> bool:
    """Whether a sentence with the same short answer tells it of the same thing as the first."""
    near = ranked.feature("near") >= _AS_NEAR * first.feature("near")
    return near and ranked.score > first.score - _AGREES


def _leads(ranked: Sequence[Ranked], *, newest: bool) -> tuple[Ranked, ...]:
    """Of each article the first sentence that has as much of the topic as any: the newest first, or the best.

    News tells its news first. Articles that only mention the topic farther down come after those that begin with it;
    undated ones are the oldest. Where no sentence has the whole of a topic, its order tells more; () then.
    """
    most = max(r.feature("share") for r in ranked)
    if not newest and most < _WHOLE:
        return ()
    full = sorted((r for r in ranked if r.feature("share") >= most), key=_place)
    stories: dict[str, Ranked] = {}
    for r in full:
        stories.setdefault(r.sentence.article.key, r)
    first = stories.values()
    order = (lambda r: (_begins(r), r.day)) if newest else (lambda r: (_begins(r), r.score))
    return tuple(sorted(first, key=order, reverse=True))


def _begins(ranked: Ranked) -> bool:
    """Whether a sentence is one of those that tell what its article is about."""
    return ranked.sentence.number < _HEAD


def _place(ranked: Ranked) -> tuple[bool, int]:
    """Where a sentence stands in its article; captions behind the text."""
    return ranked.sentence.section != "prose", ranked.sentence.number


def _gain(question: Question, ranked: Ranked, points: Sequence[Sequence[Ranked]]) -> float:
    """What a sentence would add to the points: its score, what is new in it, and how many promises it tells."""
    promised = not commits().isdisjoint(stem(term) for term in question.query.terms)
    promises = min(4, len(BINDING.findall(ranked.sentence.text))) if promised else 0
    return ranked.score + _NEW * _novelty(ranked, points) + _PROMISE * promises


def _novelty(ranked: Ranked, points: Sequence[Sequence[Ranked]]) -> float:
    """How much a sentence tells that no point has yet, in [0, 1]: new content stems, of which ten are a whole point."""
    told = frozenset().union(*(_content(p[0]) for p in points))
    return min(10, len(_content(ranked) - told)) / 10


def same(a: Ranked, b: Ranked) -> bool:
    """Whether two sentences tell the same fact: most content stems of the shorter, no figures that differ, no denial.

    Quotations of two people are two facts.
    """
    voices = _voice(a), _voice(b)
    if None not in voices and voices[0] != voices[1]:
        return False
    x, y = _content(a), _content(b)
    figures, others = (frozenset(_FIGURE.findall(r.sentence.text)) for r in (a, b))
    if not (figures <= others or others <= figures):
        return False
    small = min(len(x), len(y))
    alike = small > 0 and len(x & y) >= SAME * small and len(x & y) >= 0.35 * max(len(x), len(y))
    return alike and (small > _FEW or _one_matter(a, b)) and not _denies(a, b)


def _one_matter(a: Ranked, b: Ranked) -> bool:
    """Whether what stands around two sentences speaks of the same: "It would take two weeks" may be of anything."""
    own = a.sentence.stems | b.sentence.stems
    x, y = ((r.sentence.around | frozenset(stems(r.sentence.article.title or ""))) - own for r in (a, b))
    return len(x & y) >= _MATTER * min(len(x), len(y))


def _denies(a: Ranked, b: Ranked) -> bool:
    """Whether one of two sentences denies what the other tells, as the judge of claims sees it."""
    one, other = a.sentence.text, b.sentence.text
    parted = (*support(one, other).partings, *support(other, one).partings)
    return bool(turned(one, other)) or any(p.kind in ("negation", "opposite") for p in parted)


def turned(one: str, other: str) -> frozenset[str]:
    """The words of both that are denied in one and nowhere in the other: "denied that she wants to close it"."""
    texts = alignment.told(one), alignment.told(other)
    denied = [{text.keys[i]: text.tokens[i].negated for i in text.content} for text in texts]
    return frozenset(key for key in denied[0].keys() & denied[1].keys() if denied[0][key] != denied[1][key])


def _voice(ranked: Ranked) -> str | None:
    """Whose quotation a sentence is."""
    said = ranked.sentence.reading.attributions.get(ranked.sentence.span)
    return folded(said.speaker).rsplit(" ", 1)[-1] if said is not None and said.direct else None


def _content(ranked: Ranked) -> frozenset[str]:
    """Stems of what a sentence tells, without who says it: of a quotation the quoted words."""
    text = ranked.sentence.text
    said = ranked.sentence.reading.attributions.get(ranked.sentence.span)
    if said is None:
        return frozenset(stems(text))
    quoted = [q.span.of(text) for q in quotations(text) if q.speech] if said.direct else []
    return frozenset(stems(" ".join(quoted) or text)) - says() - frozenset(stems(said.speaker))


def _holds(ranked: Ranked, short: Vote) -> bool:
    return set(short.key.split()) <= ranked.sentence.stems


def _join(point: list[Ranked], other: Ranked) -> None:
    """Cite another article for the same fact: once an article, four in all."""
    if len(point) < 4 and all(r.sentence.article.key != other.sentence.article.key for r in point):
        point.append(other)
