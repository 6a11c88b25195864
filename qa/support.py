"""How a claim stands to one window of words, in numbers: what is shared, what lacks, where they part. Pure.

Knows a claim and a window, both with their literals; chooses no window and gives no verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.prose import names, sentences
from index.stores.encoder import Matrix
from index.types import Span
from qa import bare_names, literals
from qa.alignment import Link, Parting, Told, align, partings, told
from qa.exchanged import exchanged
from qa.literals import Literals, Missing, Named
from qa.speakers import Attribution, attribute

Alike = Callable[[str, Sequence[str]], float]
"""The greatest likeness, in [0, 1], of a word to one of others."""


class Vectors:
    """Likeness of words by their static vectors: the greatest cosine, 0 where it is negative."""

    def __init__(self, encode: Callable[[Sequence[str]], Matrix]) -> None:
        self._encode = encode
        self._kept: dict[str, npt.NDArray[np.float32]] = {}

    def __call__(self, word: str, others: Sequence[str]) -> float:
        if not others:
            return 0.0
        new = [w for w in {word, *others} if w not in self._kept]
        if new:
            self._kept.update(zip(new, self._encode(new), strict=True))
        return max(0.0, *(float(self._kept[word] @ self._kept[other]) for other in others))


FEATURES = (
    "covered", "alike", "seams", "numbers", "dates", "names", "negation", "modality", "opposite", "stronger", "speaker",
)  # fmt: skip
"""What `Support.features` holds, in order, each in [0, 1].

`covered`: share of what the claim tells that the window has. `alike`: likeness of what lacks to the nearest words.
`seams`: how often neighbours in the claim stand far apart in the window, where nearly everything is covered: a splice.
The others: literals that lack, and partings, by kind.
"""
_SPEAK = ("person", "body", "other")
"""Kinds of names that may be of somebody who speaks."""
_TITLE = 4
"""Characters of a title before a name."""
_JOINS = frozenset(("and", "or", "as"))
_FAR = 12
"""Words between two that are no neighbours any more."""
_COMPLETE = 0.8
"""Share of a claim above which it counts as put together from the words alone."""


@dataclass(frozen=True, slots=True)
class Support:
    """A claim against one window. `features`: by FEATURES. `missing`, `partings`: what is wrong, each with its span."""

    features: tuple[float, ...]
    missing: tuple[Missing, ...]
    partings: tuple[Parting, ...]
    lacking: tuple[str, ...]
    """Content words of the claim that the window lacks, the most telling first."""
    rest: float
    """Share of the claim that the window has, what is at fault left out, in [0, 1]."""

    @property
    def faults(self) -> tuple[str, ...]:
        """Words of the claim that are wrong by rule: literals first, which anybody can look up; each in its order."""
        missing = sorted((m.span, m.text) for m in self.missing)
        return tuple(text for _, text in (*missing, *sorted((p.span, p.text) for p in self.partings)))

    @property
    def covered(self) -> float:
        """Share of what the claim tells that the window has, in [0, 1]."""
        return self.features[0]


@lru_cache(maxsize=1024)
def spoken(text: str) -> tuple[Attribution, ...]:
    """Who says each sentence of `text`."""
    spans = sentences.split(text)
    return attribute(text, spans, names.mentions(text, spans))


def support(
    claim: str,
    words: str,
    day: date | None = None,
    known: Sequence[str] = (),
    speakers: Sequence[str] = (),
    source: str | None = None,
    alike: Alike | None = None,
) -> Support:
    """The claim against the window `words`. `speakers`: who says them, as far as it is known.

    `source`: the whole of which they are a window; a literal that stands elsewhere in it weighs as lacking, and is not
    `missing`.
    """
    ours, theirs = literals.find(claim, day), literals.find(words, day)
    lacking = literals.missing(ours, theirs, known, speakers)
    nowhere = lacking
    if source is not None and lacking:
        whole = {m.span for m in literals.missing(ours, literals.find(source, day), known, speakers)}
        nowhere = [m for m in lacking if m.span in whole]
    a, b = told(claim), told(words)
    turned = exchanged(ours, theirs, a, b)
    lacking, nowhere = [*lacking, *turned], [*nowhere, *turned]
    links = align(a, b, _given(ours, lacking))
    parted = partings(a, b, links)
    own = tuple(said.speaker for said in spoken(words)) if source is None else ()
    if (wrong := _other_speaker(ours, theirs if source is None else None, speakers, own)) is not None:
        parted.append(wrong)
    without = sorted((x for x in links if not x.match), key=lambda x: -x.weight)
    absent = tuple(a.tokens[x.at].text for x in without)
    covered = _covered(links)
    values = {
        "covered": covered,
        "alike": _alikeness(without, a, b, alike),
        "seams": _seams(a, b, links) * max(0.0, covered - _COMPLETE) / (1 - _COMPLETE),
    }
    values |= {f"{kind}s": _share(m.kind == kind for m in lacking) for kind in ("number", "date", "name")}
    kinds = ("negation", "modality", "opposite", "stronger", "speaker")
    values |= {kind: _share(p.kind == kind for p in parted) for kind in kinds}
    faulty = [m.span for m in lacking] + [p.span for p in parted]
    rest = _covered([x for x in links if not any(a.tokens[x.at].span.overlaps(span) for span in faulty)])
    return Support(tuple(values[name] for name in FEATURES), tuple(nowhere), tuple(parted), absent, rest)


def given(claim: str, words: str, day: date | None = None) -> list[Span]:
    """The literals of a claim that the words have, in whatever form."""
    ours = literals.find(claim, day)
    return _given(ours, literals.missing(ours, literals.find(words, day)))


def _given(ours: Literals, lacking: Sequence[Missing]) -> list[Span]:
    bad = {m.span for m in lacking}
    return [x.span for group in (ours.numbers, ours.dates, ours.names) for x in group if x.span not in bad]


def _covered(links: Sequence[Link]) -> float:
    """Share of the weight of these words that the window has, in [0, 1]; 0 without words."""
    return sum(x.weight * x.match for x in links) / sum(x.weight for x in links) if links else 0.0


def _share(flags: Iterable[bool]) -> float:
    """None 0, one a half, two or more 1."""
    return min(2, sum(flags)) / 2


def _seams(claim: Told, words: Told, links: Sequence[Link]) -> float:
    """Neighbours within a clause of the claim that the words have only far apart: a half for each, at most 1."""
    count = 0
    for a, b in pairwise(links):
        one, other = claim.tokens[a.at], claim.tokens[b.at]
        between = {t.text for t in claim.tokens[a.at + 1 : b.at]}
        if a.all and b.all and one.clause == other.clause and not between & _JOINS:
            count += all(_apart(words, p, q) for p in a.all for q in b.all)
    return min(1.0, count / 2)


def _apart(words: Told, one: int, other: int) -> bool:
    return abs(one - other) > _FAR or words.tokens[one].sentence != words.tokens[other].sentence


def _alikeness(without: Sequence[Link], claim: Told, words: Told, alike: Alike | None) -> float:
    """Mean likeness of the lacking words to the nearest word there, by their weights; 1 where none lacks."""
    if alike is None or not without:
        return float(not without)
    there = sorted({words.tokens[i].text for i in words.content})
    total = sum(x.weight for x in without)
    return sum(x.weight * alike(claim.tokens[x.at].text, there) for x in without) / total


def _other_speaker(
    ours: Literals, theirs: Literals | None, speakers: Sequence[str], own: Sequence[str]
) -> Parting | None:
    """The speaker of a claim, where it names one and the words are somebody else's, also by what they tell alone.

    `theirs`: the words, where they are no window of a longer source, in which another sentence may tell who speaks.
    """
    if not speakers or not all(speaker[:1].isupper() for speaker in speakers):
        return None
    if theirs is not None:
        for span in literals.speaking(ours):
            bare = span.of(ours.text)
            known = any(literals.is_one(bare, one) for one in (*speakers, *own))
            if not known and not bare_names.says_there(bare, theirs.words):
                return Parting("speaker", span, bare)
    for name, speaker in named_speakers(ours):
        if not any(literals.is_one(who, one) for one in (*speakers, *own) for who in (name.text, speaker)):
            return Parting("speaker", name.span, name.text)
    return None


def named_speakers(claim: Literals) -> Iterator[tuple[Named, str]]:
    """Whom a claim lets speak by name, each with the fullest form of it that the claim has."""
    for said in spoken(claim.text):
        if said.mention is None:
            continue
        found = next((n for n in claim.names if n.span.overlaps(said.mention) and n.kind in _SPEAK), None)
        if found is not None and len(said.mention) <= len(found.span) + _TITLE:
            yield found, said.speaker
