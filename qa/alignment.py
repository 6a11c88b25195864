"""A claim laid beside words: which word of the claim answers to which word there, and where the two part. Pure.

Knows one window of words; finds no literals (qa.literals) and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.rarity import zipf
from index.types import Span
from qa import forms, polarity
from qa.polarity import Real, Token

_SAME = 0.5
"""Share of a claim that a sentence has to hold before what it denies is held against the claim."""
_PLACES = 40
"""Places of one word that are looked at, at most."""
_AROUND = 4
"""Words on each side by which one of several places is chosen."""
_BESIDE = 8
"""Words around an opposite in which a neighbour of the claim's word must stand."""
_NOMINAL = frozenset("the a an of to for in its his her their no by on this".split())
_AUXILIARIES = frozenset("was were is are been has have had be being".split())


@dataclass(frozen=True, slots=True)
class Told:
    """A text as tokens, with the key under which the forms of each word are one."""

    tokens: tuple[Token, ...]
    keys: tuple[str, ...]

    @property
    def content(self) -> list[int]:
        """The places of the words that tell something."""
        return [i for i, token in enumerate(self.tokens) if token.content]


@lru_cache(maxsize=4096)
def told(text: str) -> Told:
    """`text` as tokens; kept for texts that are asked about again."""
    found = polarity.tokens(text)
    return Told(found, tuple(forms.base(t.text) for t in found))


@dataclass(frozen=True, slots=True)
class Link:
    """A content word of the claim: its place, what it weighs (0.3 to 1), where the words have it, and how well.

    `all`: every place in the words, empty where they lack it; `near`: those whose neighbours are most like the claim's;
    `match`: 1 for a form of the same word, 0.8 for one of its family or an opposite that is denied.
    """

    at: int
    weight: float
    all: tuple[int, ...]
    near: tuple[int, ...]
    match: float
    opposed: bool = False


@dataclass(frozen=True, slots=True)
class Parting:
    """A word of the claim that the words tell otherwise: `kind` says how."""

    kind: str
    span: Span
    text: str


@lru_cache(maxsize=50_000)
def weight(word: str) -> float:
    """How much a folded word tells, 0.3 to 1, by how rare it is in English."""
    return min(1.0, max(0.3, (7.5 - zipf(word)) / 4.5))


def align(claim: Told, words: Told, given: Sequence[Span] = ()) -> list[Link]:
    """A link for each content word of the claim, in order. `given`: spans of its literals that the words have."""
    places: dict[str, list[int]] = {}
    for at, key in enumerate(words.keys):
        if len(here := places.setdefault(key, [])) < _PLACES:
            here.append(at)
    links: list[Link] = []
    for at in claim.content:
        token, key = claim.tokens[at], claim.keys[at]
        found, match, opposed = _found(key, token, words, places)
        if not found and any(span.overlaps(token.span) for span in given):
            links.append(Link(at, weight(token.text), (), (), 1.0))
            continue
        near = _nearest(claim.keys, at, words.keys, found) if len(found) > 1 else found
        links.append(Link(at, weight(token.text), tuple(found), tuple(near), match if found else 0.0, opposed))
    return links


def _nearest(own: Sequence[str], at: int, other: Sequence[str], places: Sequence[int]) -> list[int]:
    """The places around which most of the words around `at` stand, at the same distance or one off."""
    around = [(step, own[at + step]) for step in range(-_AROUND, _AROUND + 1) if step and 0 <= at + step < len(own)]
    like = [sum(key in other[max(0, p + step - 1) : p + step + 2] for step, key in around) for p in places]
    most = max(like)
    return [p for p, count in zip(places, like, strict=True) if count == most]


def _found(key: str, token: Token, words: Told, places: dict[str, list[int]]) -> tuple[list[int], float, bool]:
    if key in places:
        return places[key], 1.0, False
    kin = [at for other, ats in places.items() if forms.akin(key, other) for at in ats]
    if kin:
        return kin, 0.8, False
    against = [at for other in forms.opposites(key) for at in places.get(other, ())]
    denied = [at for at in against if words.tokens[at].negated != token.negated]
    if denied:
        return denied, 0.8, True
    return [], 0.0, False


def partings(claim: Told, words: Told, links: Sequence[Link]) -> list[Parting]:
    """Where the words deny, weaken or turn round what the claim says, in the claim's order.

    Only sentences that hold half of the claim are held against it: what is denied elsewhere is something else.
    """
    about = _about(words, links)
    found = [*_negations(claim, words, links, about), *_modals(claim, words, links, about)]
    found += [*_opposites(claim, words, links, about), *_certainties(claim, words, links, about)]
    found += _sides(claim, words, links)
    return sorted(found, key=lambda p: p.span)


def _about(words: Told, links: Sequence[Link]) -> frozenset[int]:
    """The sentences of the words that hold half of what the claim tells, or as much of it as any."""
    held: dict[int, float] = {}
    for link in links:
        for sentence in {words.tokens[p].sentence for p in link.all}:
            held[sentence] = held.get(sentence, 0.0) + link.weight
    enough = _SAME * sum(link.weight for link in links)
    return frozenset(s for s, weight in held.items() if weight >= enough)


def _parting(kind: str, token: Token) -> Parting:
    return Parting(kind, token.span, token.text)


def _negations(claim: Told, words: Told, links: Sequence[Link], about: frozenset[int]) -> list[Parting]:
    """Words that are denied on one side alone: the head of a negation, or the first of its words that both have."""
    found = []
    first = _first_denied(words, {p for link in links for p in link.near})
    for link in links:
        token = claim.tokens[link.at]
        there = [p for p in link.near if words.tokens[p].sentence in about]
        if _is_left(claim, link.at) and all(words.tokens[p - 1].text == "not" for p in there if p):
            continue
        if not there or link.opposed or any(words.tokens[p].negated == token.negated for p in there):
            continue
        leads = (token.head or _heads_before(claim, links, link)) if token.negated else not first.isdisjoint(there)
        if leads:
            found.append(_parting("negation", token))
    return found


def _is_left(claim: Told, at: int) -> bool:
    """Whether a figure is what something moved away from, neither affirmed nor denied: "from 320 to 230"."""
    before, behind = (claim.tokens[n].text if 0 <= n < len(claim.tokens) else "" for n in (at - 1, at + 1))
    return claim.tokens[at].text.isdigit() and before == "from" and behind == "to"


def _first_denied(words: Told, matched: set[int]) -> set[int]:
    """For each negation of the words, the first word in its reach that the claim has."""
    first: set[int] = set()
    waiting = False
    for at, token in enumerate(words.tokens):
        if token.head:
            waiting = True
        if waiting and token.content and not token.negated:
            waiting = False
        if waiting and token.negated and at in matched:
            first.add(at)
            waiting = False
    return first


def _heads_before(claim: Told, links: Sequence[Link], link: Link) -> bool:
    """Whether a denied word of the claim is the first in its reach that the words have."""
    for other in reversed([x for x in links if x.at < link.at]):
        token = claim.tokens[other.at]
        if not token.negated or other.all:
            return False
        if token.head:
            return True
    return False


def _modals(claim: Told, words: Told, links: Sequence[Link], about: frozenset[int]) -> list[Parting]:
    """Acts that the claim tells more surely than the words do."""
    found = []
    for link in links:
        token = claim.tokens[link.at]
        same = [p for p in link.near if link.match == 1.0 and words.tokens[p].sentence in about]
        if not same:
            continue
        surest = max(words.tokens[p].real for p in same)
        if surest >= token.real or token.negated:
            continue
        if token.real is Real.TO_COME or _asserts(claim, link.at, {words.tokens[p].text for p in same}):
            found.append(_parting("modality", token))
    return found


def _asserts(claim: Told, at: int, forms_there: set[str]) -> bool:
    """Whether a word without a modal is told as done: a verb in another form, or a participle behind an auxiliary."""
    text = claim.tokens[at].text
    before = claim.tokens[at - 1].text if at else ""
    if before in _NOMINAL:
        return False
    if text in forms_there:
        return before in _AUXILIARIES
    return text.endswith(("ed", "s", "en", "wn", "t", "d", "ght")) or before in ("has", "have", "had", "did")


def _opposites(claim: Told, words: Told, links: Sequence[Link], about: frozenset[int]) -> list[Parting]:
    """Words of the claim in whose place the words have the opposite, neither of them denied alone."""
    own = set(claim.keys)
    linked = {link.at for link in links if link.match}
    found = []
    for at, token in enumerate(claim.tokens):
        key = claim.keys[at]
        against = forms.opposites(key) - own
        if not against or at in linked or key in words.keys:
            continue
        beside = _beside(at, links)
        if any(
            words.keys[p] in against and words.tokens[p].negated == token.negated for p in _places(words, about, beside)
        ):
            found.append(_parting("opposite", token))
    return found


def _sides(claim: Told, words: Told, links: Sequence[Link]) -> list[Parting]:
    """Where the claim has somebody vote or speak for what the words have them against, or the other way round."""
    found = []
    for link in links:
        side = _side(claim.tokens, link.at) if link.match else None
        there = {_side(words.tokens, p) for p in link.all} - {None}
        if side is not None and there and side not in there:
            found.append(_parting("opposite", claim.tokens[link.at + 1]))
    return found


def _side(tokens: Sequence[Token], at: int) -> str | None:
    """On which side the word at `at` is: "for" of "voted for" and of "voted in favour of", or "against"."""
    after = [token.text for token in tokens[at + 1 : at + 3]]
    if after[:1] == ["against"]:
        return "against"
    return "for" if after[:1] == ["for"] or after in (["in", "favour"], ["in", "favor"]) else None


def _beside(at: int, links: Sequence[Link]) -> list[int]:
    """Where the words have what stands around a word of the claim."""
    return [p for x in links if 0 < abs(x.at - at) < _BESIDE for p in x.near]


def _places(words: Told, about: frozenset[int], beside: Sequence[int]) -> Iterator[int]:
    """The places of the words that stand beside others, in sentences that are about the claim."""
    for place, token in enumerate(words.tokens):
        if token.sentence in about and any(abs(place - p) < _BESIDE for p in beside):
            yield place


def _certainties(claim: Told, words: Told, links: Sequence[Link], about: frozenset[int]) -> list[Parting]:
    """What settles what the words leave open: "proved" for "claimed", "adopted" for "proposed", "all" for "some"."""
    there = set(words.keys)
    found = []
    for link in links:
        key, token = claim.keys[link.at], claim.tokens[link.at]
        after = claim.tokens[link.at + 1].text if link.at + 1 < len(claim.tokens) else ""
        if link.match:
            continue
        open_ = key in forms.decided() and any(
            words.keys[p] in forms.tentative() for p in _places(words, about, _beside(link.at, links))
        )
        if open_ or forms.settles(token.text, after) or (key in forms.certain() and there.isdisjoint(forms.certain())):
            found.append(_parting("stronger", token))
    texts = {t.text for t in words.tokens}
    if texts & forms.WEAK and not texts & forms.WHOLE:
        found += [_parting("stronger", t) for t in claim.tokens if t.text in forms.WHOLE]
    return found
