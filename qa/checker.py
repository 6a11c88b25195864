"""(words, claim) -> verdict: do the cited words support the claim? The seam of every judge, and the judge by rule.

Knows words, claims and which part of long words to read; knows no archive and no model.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

from index.prose import sentences
from index.stores.encoder import default
from index.types import Article, Span
from qa import literals, support
from qa.alignment import told, weight
from qa.evidence import ANSWERS
from qa.reading import Reading
from qa.support import FEATURES, Alike, Support, Vectors
from qa.types import SUPPORTED, Verdict

__all__ = ["FEATURES", "THRESHOLD", "Checker", "Doubt", "Judge", "RuleChecker", "Words", "features", "words_of"]

THRESHOLD = 0.5
"""Score above which a claim counts as supported."""
_SHORT = 3
"""Sentences that are read as one window."""
_COVER = 3
_FOR_EACH = 10
"""Sentences, at most, of a window that is put together from the whole source, and one more for so many words."""
_BEST = 3
"""Sentences of a long source around which windows are read."""
_RULED = 0.49
"""The most that a claim scores in which a literal is wrong, which the words deny, or of which they hold too little."""
_LEAST = 0.6
"""Share of a claim that the words must hold to support it."""
_AS_WELL = 0.15
"""How much less of the claim a window may cover than another, and still decide."""
_SAME = 0.6
"""Share of the rest of a claim that the words must hold to contradict it: otherwise they tell of something else."""
_DENIES = frozenset(("negation", "opposite", "speaker"))
# Fitted by training/fit_rule.py.
_BIAS = -0.66
_COEFFICIENTS = {
    "covered": 1.18, "alike": 0.67, "seams": -1.19, "numbers": -2.52, "dates": -2.5, "names": -1.96, "negation": -4.0,
    "modality": -1.56, "opposite": -3.25, "stronger": 0.0, "speaker": -0.09,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What a claim is held against: the cited words, and what their article knows around them.

    `text`: the cited words, or a source of any length (read in windows). `published`: the day that "Thursday" is
    resolved against, on both sides. `names`: full names in the article, so that "Mr Orban" is Viktor Orban. `speaker`:
    who says the words, where they do not tell it themselves.
    """

    text: str
    published: date | None = None
    names: tuple[str, ...] = ()
    speaker: str | None = None


class Checker(Protocol):
    """A judge of claims. Deterministic: the same pairs give the same verdicts."""

    @property
    def name(self) -> str:
        """Printed beside every figure that rests on its verdicts: "rule", "rule+model"."""

    def check(self, pairs: Sequence[tuple[Words, str]]) -> tuple[Verdict, ...]:
        """A verdict for each (words, claim), in order."""


class Doubt(NamedTuple):
    """What a model makes of a claim."""

    logit: float
    """Log-odds that the words support the word piece of it that is doubted most."""
    fault: str
    """The word of it that is doubted most."""
    contradicted: float
    """Probability in [0, 1] that the words contradict it."""
    supported: float
    """Log-odds that they support it as a whole."""

    @property
    def belief(self) -> float:
        """How much it believes the claim: the mean of both log-odds."""
        return (self.logit + self.supported) / 2


class Judge(Protocol):
    """A model that reads words and a claim together. Deterministic."""

    @property
    def name(self) -> str:
        """See Checker; "rule" where the model cannot be used."""

    def doubts(self, pairs: Sequence[tuple[Words, str]]) -> Sequence[Doubt] | None:
        """What it makes of each claim, in order; None where it cannot be used."""


class RuleChecker:
    """The judge that needs no model: literals by rule, the rest by a logistic regression over qa.support.FEATURES.

    `alike`: likeness of words; by default that of the static vectors of index.stores.encoder, loaded when first needed.
    """

    name = "rule"

    def __init__(self, alike: Alike | None = None) -> None:
        self._alike = alike or Vectors(lambda texts: default().encode(texts))

    def check(self, pairs: Sequence[tuple[Words, str]]) -> tuple[Verdict, ...]:
        """A verdict for each (words, claim), in order; a claim that is a slice of the words is supported, 1.0."""
        return tuple(SUPPORTED if verbatim(words, claim) else self._judge(words, claim) for words, claim in pairs)

    def support(self, words: Words, claim: str) -> Support:
        """What the rules see in the window that decides."""
        return best(supports(words, claim, self._alike))

    def _judge(self, words: Words, claim: str) -> Verdict:
        return verdict(self.support(words, claim))


def words_of(reading: Reading, span: Span | None = None) -> Words:
    """The words at `span` of an article as read, or its whole prose, with its day, its names and their speaker."""
    article: Article = reading.article
    said = reading.attributions.get(span) if span else None
    prose = (
        s.of(article.text) for s, section in zip(reading.sentences, reading.sections, strict=True) if section in ANSWERS
    )
    return Words(
        span.of(article.text) if span else "\n\n".join(prose),
        article.published,
        tuple(dict.fromkeys(m.name for m in reading.mentions)),
        said.speaker if said else None,
    )


def features(words: Words, claim: str, alike: Alike) -> tuple[float, ...]:
    """What FEATURES names, of the window that decides."""
    return best(supports(words, claim, alike)).features


def probability(found: Support) -> float:
    """The probability in [0, 1] that a window supports the claim: a logistic regression over its features."""
    logit = _BIAS + sum(_COEFFICIENTS[name] * value for name, value in zip(FEATURES, found.features, strict=True))
    return 1 / (1 + math.exp(-logit))


def best(found: Iterable[Support]) -> Support:
    """The window that decides: of those that cover the claim about as well as any, the likeliest without a fault."""
    windows = list(found)
    most = max(w.covered for w in windows) - _AS_WELL
    return max((w for w in windows if w.covered >= most), key=lambda w: (not w.faults, probability(w)))


def scanty(found: Support, score: float) -> float:
    """The score, or less than supports where the words hold too little of the claim."""
    return score if found.covered >= _LEAST else min(score, _RULED)


def verdict(found: Support, score: float | None = None) -> Verdict:
    """What a window says: no claim with a fault is supported, whoever judges.

    `score`: the probability in [0, 1] of another judge; None: the rule's own, of a claim of which little is there low.
    """
    score = scanty(found, probability(found)) if score is None else score
    if not found.faults:
        supported = score > THRESHOLD
        return Verdict(
            "supported" if supported else "neither",
            round(score, 4),
            None if supported or not found.lacking else found.lacking[0],
        )
    denied = any(p.kind in _DENIES for p in found.partings) or any(m.rival for m in found.missing)
    label: Literal["contradicted", "neither"] = "contradicted" if denied and found.rest >= _SAME else "neither"
    return Verdict(label, round(min(score, _RULED), 4), found.faults[0])


def verbatim(words: Words, claim: str) -> bool:
    """Whether the claim is a slice of the words (white space aside) that means there what it means alone.

    A slice that begins inside a sentence may leave its "not" behind, or who denied it.
    """
    text, slice_ = " ".join(words.text.split()), " ".join(claim.split())
    at = text.find(slice_) if slice_ else -1
    end = at + len(slice_)
    if at < 0 or text[at - 1 : at].isalnum() or text[end : end + 1].isalnum():
        return False
    around = [s for s in sentences.split(text) if s.start < end and at < s.end]
    if around[0].start == at:
        return True
    whole = text[around[0].start : around[-1].end]
    return not support.support(slice_, whole, words.published).partings


def supports(words: Words, claim: str, alike: Alike | None = None) -> Iterator[Support]:
    """The claim against each window of the words that may decide; at least one."""
    known = words.names or _names(words.text)
    for window, speakers in _windows(words, claim):
        source = None if window is words.text else words.text
        yield support.support(claim, window, words.published, known, speakers, source, alike)


@lru_cache(maxsize=64)
def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.full for n in literals.find(text).names))


@lru_cache(maxsize=64)
def _source(text: str) -> tuple[tuple[Span, ...], tuple[frozenset[str], ...], dict[Span, str]]:
    """Sentences of a source, the keys of each, and who says them."""
    spans = sentences.split(text)
    keys = tuple(frozenset(told(s.of(text)).keys) for s in spans)
    return spans, keys, {a.span: a.speaker for a in support.spoken(text)}


def _windows(words: Words, claim: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The parts of the words to hold the claim against, each with those who say it; at least one."""
    spans, keys, said = _source(words.text)
    own = (words.speaker,) if words.speaker else ()
    if len(spans) <= _SHORT:
        yield words.text, own or tuple(dict.fromkeys(said.values()))
        return
    ours = told(claim)
    wanted = {ours.keys[i]: weight(ours.tokens[i].text) for i in ours.content}
    gains = [sum(w for key, w in wanted.items() if key in there) for there in keys]
    # Who says it is asked of what is said, without the names: the claim may name somebody else.
    plain = {ours.keys[i] for i in ours.content if not claim[ours.tokens[i].span.start].isupper()} & wanted.keys()
    tells = [sum(wanted[key] for key in plain & there) for there in keys]
    order = sorted(range(len(spans)), key=lambda i: (-gains[i], i))
    seen: set[tuple[int, ...]] = set()
    for chosen in (*_around(order[:_BEST], len(spans)), _cover(wanted, keys)):
        if chosen and chosen not in seen:
            seen.add(chosen)
            enough = 0.9 * max(tells[i] for i in chosen)
            who = dict.fromkeys(said[spans[i]] for i in chosen if spans[i] in said and tells[i] >= enough)
            yield " ".join(spans[i].of(words.text) for i in chosen), own or tuple(who)


def _around(best: Sequence[int], count: int) -> Iterator[tuple[int, ...]]:
    for i in best:
        yield (i,)
        yield tuple(range(max(0, i - 1), min(count, i + 2)))


def _cover(wanted: dict[str, float], keys: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """The few sentences that hold most of what the claim tells together, in their order."""
    left, chosen = dict(wanted), list[int]()
    while left and len(chosen) < _COVER + len(wanted) // _FOR_EACH:
        gains = [sum(w for key, w in left.items() if key in there) for there in keys]
        at = max(range(len(keys)), key=lambda i: (gains[i], -i))
        if gains[at] < 0.3:
            break
        chosen.append(at)
        left = {key: w for key, w in left.items() if key not in keys[at]}
    return tuple(sorted(chosen))
