"""A drafted sentence -> a claim with the sentences that support it, or withheld with the part that failed. Pure.

Finds the supporting sentences itself among all that were shown, those of the passages named first: a wrong number dooms
no true sentence, and nothing that a model says about its sources is believed. Knows no model and no prompt.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from index.prose.words import STOPWORDS
from index.types import ArticleKey
from qa.alignment import align, told
from qa.checker import Judge, RuleChecker, verdict
from qa.draft.locate import Window, wider, windows
from qa.draft.look import Look, folded, look_at
from qa.draft.parse import Drafted
from qa.draft.prompt import Shown
from qa.draft.strength import settles
from qa.evidence import Sentence
from qa.support import given
from qa.types import SUPPORTED, Claim, Verdict, Withheld, cite

_SURE = 0.53
"""Score above which the rules alone let a draft pass: a model's mixtures of true words need more than a person's."""
_NEAR = (-0.5, 0.5)
"""Belief from which the judge lets a draft pass, and one that a rule doubts (docs/experiments.md)."""
_AROUND = (0.25, 1.0)
"""The same where it reads a window with what stands around it: more words lend more to what they do not tell."""
_LENT = (1.5, 2.5)
"""The same where what stands around also lends a name or number that the window lacks."""
_READ, _READ_AROUND = 4, 3
"""Windows that it reads, at most."""
_FAR = 20.0
"""Log-odds against a draft that are told apart, at most: one that could not be read has infinite ones."""
_FURTHER = 0.05
"""How much more sure each further sentence must make it, to be cited."""
_NEW, _NEW_READ = 0.4, 0.15
"""Share of what a draft adds to the question that the words must hold, by rule alone and where a judge reads."""
_ASKS = re.compile(r"\b(?:who|whom|whose|what|when|where|which|why|how)\b", re.IGNORECASE)
"""Asks for what its own words do not tell."""
_WHOLE = re.compile(r"[.!…]['\"”’)]*$")
_NAMES_AN_ANSWER = re.compile(r"(?:the )?answer(?: to [^:.]{1,80})? (?:is|was)\b", re.IGNORECASE)
"""What is told only together with the question, of which no cited words are asked."""
_MEANT = re.compile(r"I|we|you|he|she|it|they|us|me|my|our|your|his|hers?|its|theirs?", re.IGNORECASE)
"""Words that leave open whom or what they mean."""
_BROKEN_OFF = re.compile(
    r" (?:is|are|was|were|to|and|or|the|an?|with|that|which|who|will|has|have|had|as|than)[.!…\s]*$|_{2,}",
    re.IGNORECASE,
)
"""What no sentence ends with, and a gap that was left."""
_SO_IT_IS = re.compile(r"\b(?:he|she|it|they)(?: \w+ly)? (?:is|are|was|were|will|has|have|had)[.!…\s]*$", re.IGNORECASE)
"""But for what ends so: "as they invariably are"."""

Origin = Callable[[ArticleKey], ArticleKey]
"""The article whose text another one repeats, or the article itself."""


_Seen = tuple[Look, Verdict]


def check(
    drafted: Drafted,
    shown: Sequence[Shown],
    rules: RuleChecker,
    origin: Origin,
    question: str = "",
    judge: Judge | None = None,
) -> Claim | Withheld:
    """The claim that a drafted sentence becomes, or what is withheld and why. `question`: what it is to answer.

    The rules look at each window of sentences: what they find wrong in a number, a date, a name or a speaker there,
    nobody overrules. What is left is decided by the `judge`, which must be surer where a rule doubts, and reads what
    stands around the best windows where it believes none; where there is none, or its model cannot be used, the rules
    decide alone. The cited words pass all of it by themselves.
    """
    text = drafted.text
    if text.rstrip('"”’)').endswith("?"):
        return Withheld(text, "it asks and tells nothing")
    if _NAMES_AN_ANSWER.match(text):
        return Withheld(text, "it tells nothing by itself")
    broken = _BROKEN_OFF.search(text) and not _SO_IT_IS.search(text)
    if broken or (not drafted.passages and not _WHOLE.search(text)):
        return Withheld(text, "it is no whole sentence")
    if _ASKS.search(question) and _content(text) <= _content(question):
        return Withheld(text, "it only repeats the question")
    looks = [look_at(text, window, rules) for window in windows(drafted, shown)]
    if not looks:
        return Withheld(text, "the passages tell nothing like it")
    copied = [(look, SUPPORTED) for look in looks if look.found is None and look.wrong is None]
    found = copied or _believed(text, question, looks, judge) or _ruled(text, question, looks)
    holding = _holding(found) or _around(text, question, looks, shown, rules, judge)
    if not holding:
        look, verdict = max(found, key=lambda one: (one[1].label == "contradicted", one[0].window.held))
        return Withheld(text, _reason(verdict, " ".join(s.text for passage in shown for s in passage.sentences)))
    look, verdict = max(holding, key=lambda one: one[1].score - _FURTHER * len(one[0].window.sentences))
    return _claim(drafted, look.window, verdict, origin)


def _holding(found: Sequence[_Seen]) -> list[_Seen]:
    return [one for one in found if one[1].label == "supported"]


def _believed(
    text: str, question: str, looks: Sequence[Look], judge: Judge | None, limits: tuple[float, float] = _NEAR
) -> list[_Seen]:
    """What is believed of each window, those that hold most read; [] where no model can judge.

    None whose words have too little of what the text adds to the question: that a question supposes something is easily
    believed.
    """
    read = sorted((look for look in looks if look.wrong is None), key=lambda look: -look.window.held)[:_READ]
    doubts = judge.doubts([(look.words, text) for look in read]) if judge is not None else None
    if doubts is None:
        return []
    found = [(look, _withheld(look)) for look in looks if look.wrong is not None]
    for look, doubt in zip(read, doubts, strict=True):
        score = round(1 / (1 + math.exp(-max(doubt.belief, -_FAR))), 4)
        doubtful = look.doubtful or settles(text, look.words.text)
        believed = doubt.belief >= limits[doubtful is not None]
        if believed and _adds(text, question, look.window.sentences, _NEW_READ):
            found.append((look, Verdict("supported", score)))
        else:
            found.append((look, Verdict("neither", score, doubtful or doubt.fault or None)))
    return found


def _around(
    text: str, question: str, looks: Sequence[Look], shown: Sequence[Shown], rules: RuleChecker, judge: Judge | None
) -> list[_Seen]:
    """The fullest windows that hold the draft with what stands around them, cut down to what they need of it.

    Of those in which nothing is wrong what stands around tells what is meant. Only where none of these is believed may
    it lend what a window lacks, a name or a number.
    """
    if judge is None:
        return []

    def read(limits: tuple[float, float], *some: Window) -> list[_Seen]:
        return _holding(_believed(text, question, [look_at(text, window, rules) for window in some], judge, limits))

    sound = [look for look in looks if look.wrong is None]
    lacking = [look for look in looks if look.wrong is not None]
    for some, limits in ((sound, _AROUND), (lacking, _LENT)):
        cores: dict[tuple[Sentence, ...], Window] = {}
        for look in sorted(some, key=lambda look: -look.window.held):
            cores.setdefault(wider(look.window, shown).sentences, look.window)
        wide = [replace(core, sentences=around) for around, core in list(cores.items())[:_READ_AROUND]]
        if held := read(limits, *wide):
            return [_shortest(seen, cores[seen[0].window.sentences], partial(read, limits)) for seen in held]
    return []


def _shortest(seen: _Seen, core: Window, read: Callable[[Window], list[_Seen]]) -> _Seen:
    """The window without those sentences around its core that it does not need, the farthest first.

    `read`: the window with what is believed of it, [] where nothing is.
    """
    window = seen[0].window
    middle = sum(s.span.start for s in core.sentences) / len(core.sentences)
    for sentence in sorted(window.sentences, key=lambda s: -abs(s.span.start - middle)):
        if sentence not in core.sentences:
            less = replace(window, sentences=tuple(s for s in window.sentences if s is not sentence))
            if held := read(less):
                window, seen = less, held[0]
    return seen


def _ruled(text: str, question: str, looks: Sequence[Look]) -> list[_Seen]:
    """What the rules alone say of each window."""
    found = []
    for look in looks:
        if look.wrong is not None or look.doubtful is not None:
            found.append((look, _withheld(look)))
            continue
        said = SUPPORTED if look.found is None else verdict(look.found)
        if said.score <= _SURE or not _adds(text, question, look.window.sentences, _NEW):
            said = Verdict("neither", said.score, said.fault)
        found.append((look, said))
    return found


def _withheld(look: Look) -> Verdict:
    """The verdict on a draft of which something is wrong, or doubtful, in the eyes of the rules."""
    fault = look.wrong or look.doubtful
    denied = look.found is not None and verdict(look.found).label == "contradicted"
    return Verdict("contradicted" if denied else "neither", 0.0, fault)


def _content(text: str) -> frozenset[str]:
    there = told(text)
    return frozenset(there.keys[i] for i in there.content)


def _adds(text: str, question: str, sentences: Sequence[Sentence], least: float) -> bool:
    """Whether the sentences hold the least share of what the text adds to the question."""
    words, day = " ".join(s.text for s in sentences), sentences[0].article.published
    ours, asked = told(text), set(told(question).keys)
    new = [x for x in align(ours, told(words), given(text, words, day)) if ours.keys[x.at] not in asked]
    return sum(x.weight * x.match for x in new) >= least * sum(x.weight for x in new)


def _claim(drafted: Drafted, window: Window, verdict: Verdict, origin: Origin) -> Claim:
    cited = tuple(cite(s.article, s.span, origin(s.article.key)) for s in window.sentences)
    return Claim(drafted.text, cited, window.sentences[0].evidence.speaker, verdict)


def _reason(verdict: Verdict, words: str) -> str:
    """Why a draft is withheld, for whoever reads it. `words`: all that was shown to the model."""
    if verdict.fault is not None and _MEANT.fullmatch(verdict.fault):
        return f"it does not say who or what is meant: {verdict.fault}"
    if verdict.fault is None or verdict.fault.lower() in STOPWORDS:
        return "the passages do not tell it"
    if verdict.label == "contradicted" and folded(verdict.fault) in folded(words):
        return f"the passages tell it otherwise: {verdict.fault}"
    if folded(verdict.fault) in folded(words):
        return f"the passages do not tell it so: {verdict.fault}"
    return f"not in the passages: {verdict.fault}"
