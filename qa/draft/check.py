"""A drafted sentence -> a claim with the sentences that support it, or withheld with the part that failed. Pure.

Finds the supporting sentences itself among all that were shown, those of the passages named first: a wrong number dooms
no true sentence, and nothing that a model says about its sources is believed. Knows no model and no prompt.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.types import ArticleKey, Span
from qa.alignment import align, told
from qa.checker import Judge, RuleChecker, Words, verbatim, verdict, words_of
from qa.draft.locate import Window, windows
from qa.draft.parse import Drafted
from qa.draft.prompt import Shown
from qa.draft.strength import settles, surer
from qa.draft.voices import misheard
from qa.evidence import Sentence
from qa.support import Support, given
from qa.types import SUPPORTED, Claim, Verdict, Withheld, cite

_SURE = 0.53
"""Score above which the rules alone let a draft pass: a model's mixtures of true words need more than a person's."""
_BELIEVED, _SURELY = -0.5, 1.0
"""Belief from which the judge lets a draft pass, and one that a rule doubts (docs/experiments.md)."""
_READ = 4
"""Windows that it reads, at most."""
_FAR = 20.0
"""Log-odds against a draft that are told apart, at most: one that could not be read has infinite ones."""
_FURTHER = 0.05
"""How much more sure each further sentence must make it, to be cited."""
_NEW = 0.4
"""Share of what a draft adds to the question that the words must hold: those of the question tell nothing."""
_DENIES = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|cannot|without|refus\w+|den(?:y|ies|ied|ying)|fail\w*|unable"
    r"|unaware|unwilling|reject\w*|hardly|barely|lack\w*|declin\w+|with(?:held|hold))\b|n['’]t\b",
    re.IGNORECASE,
)
_BEFORE, _BEHIND = 2, 5
"""Words around a denial that it may concern."""
_QUOTED = re.compile(r"[“\"]([^“”\"]+)(?:[”\"]|$)")
_WHOLE = re.compile(r"[.!…]['\"”’)]*$")
_WORD = re.compile(r"[^\W_]+")
_BROKEN_OFF = re.compile(
    r"(?<!\bhe)(?<!\bit)(?<!\bthey) (?:is|are|was|were|to|and|or|the|an?|with|that|which|who|will|has|have|had|as|than)"
    r"[.!…\s]*$|_{2,}",
    re.IGNORECASE,
)
"""What no sentence ends with, and a gap that was left."""
_FEW = 3
"""Words from which a quotation must stand word for word."""
_NOBODY = re.compile(
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\b"
    r"|[Ii]t\b(?!['’]s (?:un)?clear|\s(?:takes?|took)\s.{3,60}\sto\s)"
)
_OURSELVES = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|[Yy]ou|[Yy]our)\b")

Origin = Callable[[ArticleKey], ArticleKey]
"""The article whose text another one repeats, or the article itself."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What the rules see of a draft in a window. `found`: None where the draft is a slice of it.

    `wrong`: what of the draft no judge may let pass. `doubtful`: what must be believed more surely, if it is.
    """

    window: Window
    words: Words
    found: Support | None
    wrong: str | None
    doubtful: str | None


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
    nobody overrules. What is left is decided by the `judge`, which must be surer where a rule doubts; where there is
    none, or its model cannot be used, the rules decide alone.
    """
    text = drafted.text
    if text.rstrip('"”’)').endswith("?"):
        return Withheld(text, "it asks and tells nothing")
    if _BROKEN_OFF.search(text) or (not drafted.passages and not _WHOLE.search(text)):
        return Withheld(text, "it is no whole sentence")
    looks = [_look(text, window, rules) for window in windows(drafted, shown)]
    if not looks:
        return Withheld(text, "the passages tell nothing like it")
    copied = [(look, SUPPORTED) for look in looks if look.found is None and look.wrong is None]
    found = copied or _believed(text, looks, judge) or _ruled(text, question, looks)
    holding = [(look, verdict) for look, verdict in found if verdict.label == "supported"]
    if not holding:
        look, verdict = max(found, key=lambda one: (one[1].label == "contradicted", one[0].window.held))
        return Withheld(text, _reason(verdict, look.words.text))
    look, verdict = max(holding, key=lambda one: one[1].score - _FURTHER * len(one[0].window.sentences))
    return _claim(drafted, look.window, verdict, origin)


def _look(text: str, window: Window, rules: RuleChecker) -> _Look:
    words = _words(window.sentences)
    found = None if verbatim(words, text) else rules.support(words, text)
    missing = found.missing if found else ()
    parted = found.partings if found else ()
    speaker = next((p.text for p in parted if p.kind == "speaker"), None)
    wrong = missing[0].text if missing else speaker or misheard(text, window.sentences) or _ill_formed(text, words.text)
    doubtful = None
    if found is not None:
        other = next((p.text for p in parted if p.kind != "speaker"), None)
        doubtful = other or _denied(text, words.text) or surer(text, [s.text for s in window.sentences])
    return _Look(window, words, found, wrong, doubtful)


def _believed(text: str, looks: Sequence[_Look], judge: Judge | None) -> list[tuple[_Look, Verdict]]:
    """What is believed of each window, those that hold most read; [] where no model can judge."""
    read = sorted((look for look in looks if look.wrong is None), key=lambda look: -look.window.held)[:_READ]
    doubts = judge.doubts([(look.words, text) for look in read]) if judge is not None else None
    if doubts is None:
        return []
    found = [(look, _withheld(look)) for look in looks if look.wrong is not None]
    for look, doubt in zip(read, doubts, strict=True):
        score = round(1 / (1 + math.exp(-max(doubt.belief, -_FAR))), 4)
        doubtful = look.doubtful or settles(text, look.words.text)
        if doubt.belief >= (_SURELY if doubtful else _BELIEVED):
            found.append((look, Verdict("supported", score)))
        else:
            found.append((look, Verdict("neither", score, doubtful or doubt.fault or None)))
    return found


def _ruled(text: str, question: str, looks: Sequence[_Look]) -> list[tuple[_Look, Verdict]]:
    """What the rules alone say of each window."""
    found = []
    for look in looks:
        if look.wrong is not None or look.doubtful is not None:
            found.append((look, _withheld(look)))
            continue
        said = SUPPORTED if look.found is None else verdict(look.found)
        if said.score <= _SURE or not _adds(text, question, look.window.sentences):
            said = Verdict("neither", said.score, said.fault)
        found.append((look, said))
    return found


def _withheld(look: _Look) -> Verdict:
    """The verdict on a draft of which something is wrong, or doubtful, in the eyes of the rules."""
    fault = look.wrong or look.doubtful
    denied = look.found is not None and verdict(look.found).label == "contradicted"
    return Verdict("contradicted" if denied else "neither", 0.0, fault)


def _ill_formed(text: str, words: str) -> str | None:
    """A quotation that the words do not have, nobody by name who begins it, or a quotation mark alone."""
    plain = _folded(words)
    for quoted in _QUOTED.findall(text):
        if len(quoted.split()) >= _FEW and _folded(quoted) not in plain:
            return f'"{quoted}"'
    outside = _QUOTED.sub("", text)
    first = _NOBODY.match(text.lstrip("\"“'‘(")) or _OURSELVES.search(outside)
    if first and _folded(text) not in plain:
        return first[0]
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        return "a quotation mark alone"
    return None


def _denied(text: str, words: str) -> str | None:
    """A denial of the text that the words lack, if there is one.

    They need as many as the text, and for each of its own one that concerns the same: one word of both around it.
    """
    own, theirs = _denials(text), _denials(words)
    if len(own) > len(theirs):
        return own[0][0]
    return next((cue for cue, near in own if not any(near & other for _, other in theirs)), None)


def _denials(text: str) -> list[tuple[str, frozenset[str]]]:
    """Each denial, and the words around it: two before, five behind."""
    there = told(text)
    content = there.content
    found = []
    for match in _DENIES.finditer(text):
        before = [i for i in content if there.tokens[i].span.end <= match.start()][-_BEFORE:]
        behind = [i for i in content if there.tokens[i].span.start >= match.start()][:_BEHIND]
        found.append((match[0], frozenset(there.keys[i] for i in before + behind)))
    return found


def _adds(text: str, question: str, sentences: Sequence[Sentence]) -> bool:
    """Whether the sentences hold enough of what the text adds to the question."""
    words, day = " ".join(s.text for s in sentences), sentences[0].article.published
    ours, asked = told(text), set(told(question).keys)
    new = [x for x in align(ours, told(words), given(text, words, day)) if ours.keys[x.at] not in asked]
    return sum(x.weight * x.match for x in new) >= _NEW * sum(x.weight for x in new)


def _folded(text: str) -> str:
    """The text with its words alone, small: what is compared of a quotation."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _claim(drafted: Drafted, window: Window, verdict: Verdict, origin: Origin) -> Claim:
    cited = tuple(cite(s.article, s.span, origin(s.article.key)) for s in window.sentences)
    return Claim(drafted.text, cited, window.sentences[0].evidence.speaker, verdict)


def _reason(verdict: Verdict, words: str) -> str:
    if verdict.fault is None:
        return "the passages do not tell it"
    if verdict.label == "contradicted" and _folded(verdict.fault) in _folded(words):
        return f"the passages tell it otherwise: {verdict.fault}"
    if _folded(verdict.fault) in _folded(words):
        return f"the passages do not tell it so: {verdict.fault}"
    return f"not in the passages: {verdict.fault}"


def _words(chosen: Sequence[Sentence]) -> Words:
    """A window as cited words: with its article's day and names, and who says it where that is one person."""
    reading, article = chosen[0].reading, chosen[0].article
    whole = words_of(reading, Span(chosen[0].span.start, chosen[0].span.end))
    said = {told.speaker for s in chosen if (told := reading.attributions.get(s.span)) is not None}
    text = whole.text if len(chosen) == 1 else " ".join(s.span.of(article.text) for s in chosen)
    return Words(text, article.published, whole.names, said.pop() if len(said) == 1 else None)
