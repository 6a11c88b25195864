"""A drafted sentence -> a claim with the sentences that support it, or withheld with the part that failed. Pure.

Finds the supporting sentences itself among all that were shown, those of the passages named first: a wrong number dooms
no true sentence, and nothing that a model says about its sources is believed. Knows no model and no prompt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.types import ArticleKey, Span
from qa.alignment import align, told
from qa.checker import Checker, RuleChecker, Words, words_of
from qa.draft.locate import Window, windows
from qa.draft.parse import Drafted
from qa.draft.prompt import Shown
from qa.draft.strength import surer
from qa.draft.voices import misheard
from qa.evidence import Sentence
from qa.support import given
from qa.types import Claim, Verdict, Withheld, cite

_SURE = 0.53
"""Score above which a draft counts as supported: a model's mixtures of true words need a higher one than a person's."""
_BELIEVED = 0.7
"""Score of the second judge from which it believes a draft (docs/experiments.md)."""
_RULES = RuleChecker.name
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


def check(
    drafted: Drafted,
    shown: Sequence[Shown],
    checker: Checker,
    origin: Origin,
    question: str = "",
    second: Checker | None = None,
) -> Claim | Withheld:
    """The claim that a drafted sentence becomes, or what is withheld and why. `question`: what it is to answer.

    `checker` judges each window of sentences, `second` the best one that it finds to hold: a small model writes
    sentences of true names and words that together say what no article says, and rules let some of them pass.
    """
    if drafted.text.rstrip('"”’)').endswith("?"):
        return Withheld(drafted.text, "it asks and tells nothing")
    if _BROKEN_OFF.search(drafted.text) or (not drafted.passages and not _WHOLE.search(drafted.text)):
        return Withheld(drafted.text, "it is no whole sentence")
    best: tuple[tuple[bool, float], str] | None = None
    holding: list[tuple[Window, Verdict]] = []
    for window in windows(drafted, shown):
        words = _words(window.sentences)
        verdict = _held_to(checker.check([(words, drafted.text)])[0], drafted.text, words.text)
        if verdict.label == "supported" and (wrong := _too_much(drafted.text, window.sentences)) is not None:
            verdict = Verdict("neither", verdict.score, wrong)
        if verdict.label == "supported" and not _adds(drafted.text, question, window.sentences):
            verdict = Verdict("neither", verdict.score)
        if verdict.label == "supported":
            holding.append((window, verdict))
            continue
        order = (verdict.label == "contradicted", window.held)
        if best is None or order > best[0]:
            best = order, _reason(verdict, words.text)
    if holding:
        window, verdict = max(holding, key=lambda held: held[1].score - _FURTHER * len(held[0].sentences))
        doubted = second and _doubted(second, drafted.text, window, verdict)
        if doubted:
            return Withheld(drafted.text, _reason(doubted, _words(window.sentences).text))
        return _claim(drafted, window, verdict, origin)
    return Withheld(drafted.text, best[1] if best else "the passages tell nothing like it")


def _doubted(second: Checker, text: str, window: Window, found: Verdict) -> Verdict | None:
    """The verdict of another judge that does not believe what the first one does; copies are believed by both."""
    if found.score == 1 or second.name == _RULES:  # without its model the other one is the first
        return None
    (verdict,) = second.check([(_words(window.sentences), text)])
    return replace(verdict, label="neither") if verdict.score < _BELIEVED else None


def _held_to(verdict: Verdict, text: str, words: str) -> Verdict:
    """The verdict, unless it denies more than the words, quotes what they do not say, or begins with nobody by name."""
    if verdict.label != "supported":
        return verdict
    if verdict.score <= _SURE:
        return Verdict("neither", verdict.score)
    plain = _folded(words)
    if verdict.score < 1 and (denied := _denied(text, words)) is not None:
        return Verdict("neither", verdict.score, denied)
    for quoted in _QUOTED.findall(text):
        if len(quoted.split()) >= _FEW and _folded(quoted) not in plain:
            return Verdict("neither", verdict.score, f'"{quoted}"')
    outside = _QUOTED.sub("", text)
    first = _NOBODY.match(text.lstrip("\"“'‘(")) or _OURSELVES.search(outside)
    if first and _folded(text) not in plain:
        return Verdict("neither", verdict.score, first[0])
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        return Verdict("neither", verdict.score, "a quotation mark alone")
    return verdict


def _too_much(text: str, sentences: Sequence[Sentence]) -> str | None:
    """What the text puts into a wrong mouth, or tells more surely than the sentences do."""
    return misheard(text, sentences) or surer(text, [sentence.text for sentence in sentences])


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
