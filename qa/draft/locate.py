"""A drafted sentence -> the sentences shown that may support it: one of them, or a few near ones of one article. Pure.

The passages that a draft names come first, and are no more than a hint. Knows no judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.types import ArticleKey
from qa.alignment import told, weight
from qa.draft.parse import Drafted
from qa.draft.prompt import Shown
from qa.evidence import Sentence
from qa.lexicon import says

_BEST = 3
"""Sentences of an article around which windows are read, and sentences of the largest window."""
_NEAR = 0.2
"""How much less of a sentence a window may hold than the best one, and still be asked."""
_LEAST = 0.25
"""Share of a sentence's content that a window must hold to be asked at all."""
_WINDOWS = 12
"""Windows that are asked, at most."""
_ALONE = 0.75
"""Share of a draft that one sentence holds, from which no two may support it together: what lacks is then wrong."""
_APART = 3
"""Sentences between the first and the last that support a draft together, at most."""
_BEFORE, _BEHIND = 2, 1
"""Sentences around a window that tell whom and what it means, which its own words may leave open."""
_POINTS = re.compile(r"\b(?:he|she|they|his|hers?|him|theirs?|them|its?|i|we|my|our|who)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences of one article that may support a draft together, in their order; the share of it that they hold."""

    sentences: tuple[Sentence, ...]
    named: bool
    held: float


def windows(drafted: Drafted, shown: Sequence[Shown]) -> Iterator[Window]:
    """The windows that hold about as much of the sentence as any, those of named passages first, small before large."""
    ours = told(drafted.text)
    wanted = {ours.keys[i]: weight(ours.tokens[i].text) for i in ours.content}
    named = frozenset(ours.keys[i] for i in ours.content if i and drafted.text[ours.tokens[i].span.start].isupper())
    total = sum(wanted.values()) or 1.0
    found: dict[tuple[ArticleKey, tuple[int, ...]], Window] = {}
    for sentences, pointed in _articles(drafted, shown):
        keys = [frozenset(told(s.text).keys) & wanted.keys() for s in sentences]
        for chosen in _choices(wanted, keys, [s.number for s in sentences]):
            there = tuple(sentences[i] for i in chosen)
            if _belong(there, [keys[i] for i in chosen], named):
                held = sum(wanted[key] for key in frozenset().union(*(keys[i] for i in chosen))) / total
                found[there[0].article.key, chosen] = Window(there, any(pointed[i] for i in chosen), held)
    most = max((w.held for w in found.values()), default=0.0)
    alone = max((w.held for w in found.values() if len(w.sentences) == 1), default=0.0)
    near = [w for w in found.values() if w.held >= max(_LEAST, most - _NEAR)]
    if alone >= _ALONE:
        near = [w for w in near if len(w.sentences) == 1]
    # What is cut off is never the fullest window.
    near = sorted(near, key=lambda w: (-w.held, len(w.sentences)))[:_WINDOWS]
    yield from sorted(near, key=lambda w: (not w.named, len(w.sentences), -w.held))


def wider(window: Window, shown: Sequence[Shown]) -> Window:
    """The window with what stands around it, of the sentences shown."""
    first, last = window.sentences[0], window.sentences[-1]
    around: dict[int, Sentence] = {s.number: s for s in window.sentences}
    for passage in shown:
        for sentence in passage.sentences if passage.article.key == first.article.key else ():
            if first.number - _BEFORE <= sentence.number <= last.number + _BEHIND:
                around.setdefault(sentence.number, sentence)
    return replace(window, sentences=tuple(around[number] for number in sorted(around)))


def _belong(sentences: Sequence[Sentence], keys: Sequence[frozenset[str]], names: frozenset[str]) -> bool:
    """Whether each sentence adds something, and one that adds a mere name is pointed at by a later one ("she said")."""
    if len(sentences) == 1:
        return True
    for i, own in enumerate(keys):
        added = own - frozenset().union(*(other for j, other in enumerate(keys) if j != i))
        if not added or (added <= names | says() and not any(_points_to(added, s) for s in sentences[i + 1 :])):
            return False
    return True


def _points_to(names: frozenset[str], sentence: Sentence) -> bool:
    """Whether a word of the sentence may mean who is named; not where it is the one who speaks, and that is another."""
    words = _POINTS.findall(sentence.text)
    said = sentence.reading.attributions.get(sentence.span)
    if len(words) != 1 or said is None or said.mention is None or not said.speaker[:1].isupper():
        return bool(words)
    speaks = said.mention.of(sentence.article.text).lower() == words[0].lower()
    return not speaks or not names.isdisjoint(told(said.speaker).keys)


def _articles(drafted: Drafted, shown: Sequence[Shown]) -> Iterator[tuple[list[Sentence], list[bool]]]:
    """The sentences shown of each article, in their order, and whether each stands in a passage that was named."""
    articles: dict[ArticleKey, dict[int, tuple[Sentence, bool]]] = {}
    for passage in shown:
        for sentence in passage.sentences:
            there = articles.setdefault(passage.article.key, {})
            there.setdefault(sentence.number, (sentence, passage.number in drafted.passages))
    for there in articles.values():
        pairs = [there[number] for number in sorted(there)]
        yield [sentence for sentence, _ in pairs], [named for _, named in pairs]


def _choices(
    wanted: dict[str, float], keys: Sequence[frozenset[str]], numbers: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    """Places of sentences that may support it: the best ones, each alone and with near ones that add most to it.

    `numbers`: places of the sentences in their article.
    """
    gains = [sum(wanted[key] for key in there) for there in keys]
    for i in sorted((i for i, gain in enumerate(gains) if gain), key=lambda i: (-gains[i], i))[:_BEST]:
        chosen, held = [i], set(keys[i])
        yield (i,)
        while len(chosen) < _BEST:
            ends = min(numbers[j] for j in chosen), max(numbers[j] for j in chosen)
            near = [
                j
                for j, number in enumerate(numbers)
                if j not in chosen and max(ends[1], number) - min(ends[0], number) <= _APART
            ]
            more = {j: sum(wanted[key] for key in keys[j] - held) for j in near}
            best = max(near, key=lambda j: (more[j], -abs(numbers[j] - numbers[i])), default=None)
            if best is None or not more[best]:
                break
            chosen.append(best)
            held |= keys[best]
            yield tuple(sorted(chosen))
