"""A drafted sentence -> a claim with the sentences that support it, or withheld with the part that failed. Pure.

Finds the supporting sentences itself among all that were shown, those of the passages named first: a wrong number dooms
no true sentence, and nothing that a model says about its sources is believed. Knows no model and no prompt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.types import ArticleKey, Span
from qa.alignment import told, weight
from qa.checker import Checker, Words, words_of
from qa.draft.locate import Window, windows
from qa.draft.parse import Drafted
from qa.draft.prompt import Shown
from qa.evidence import Sentence
from qa.types import Claim, Verdict, Withheld, cite

_SURE = 0.53
"""Score above which a draft counts as supported: a model's mixtures of true words need a higher one than a person's."""
_NEW = 0.4
"""Share of what a draft adds to the question that the words must hold: those of the question tell nothing."""
_DENIES = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|cannot|without|refus\w+|den(?:y|ies|ied|ying)|fail\w*|unable"
    r"|unaware|unwilling|reject\w*|hardly|barely|lack\w*|declin\w+|with(?:held|hold))\b|n['’]t\b",
    re.IGNORECASE,
)
_BINDS = re.compile(
    r"\b(?:vow|pledg|promis|swor|swear|guarante|assur|committed to|undertook|undertak)\w*", re.IGNORECASE
)
"""Words that bind somebody: who hopes or says that he will has not promised."""
_QUOTED = re.compile(r"[“\"]([^“”\"]+)(?:[”\"]|$)")
_WHOLE = re.compile(r"[.!…]['\"”’)]*$")
_WORD = re.compile(r"[^\W_]+")
_FEW = 3
"""Words from which a quotation must stand word for word."""
_NOBODY = re.compile(r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\b(?!['’]s (?:un)?clear)")
_OURSELVES = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|[Yy]ou|[Yy]our)\b")

Origin = Callable[[ArticleKey], ArticleKey]
"""The article whose text another one repeats, or the article itself."""


def check(
    drafted: Drafted, shown: Sequence[Shown], checker: Checker, origin: Origin, question: str = ""
) -> Claim | Withheld:
    """The claim that a drafted sentence becomes, or what is withheld and why. `question`: what it is to answer."""
    if drafted.text.rstrip('"”’)').endswith("?"):
        return Withheld(drafted.text, "it asks and tells nothing")
    if not drafted.passages and not _WHOLE.search(drafted.text):
        return Withheld(drafted.text, "it is no whole sentence")
    best: tuple[tuple[bool, float], str] | None = None
    for window in windows(drafted, shown):
        words = _words(window.sentences)
        verdict = _held_to(checker.check([(words, drafted.text)])[0], drafted.text, words.text)
        if verdict.label == "supported" and not _adds(drafted.text, question, window.sentences):
            verdict = Verdict("neither", verdict.score)
        if verdict.label == "supported":
            return _claim(drafted, window, verdict, origin)
        order = (verdict.label == "contradicted", window.held)
        if best is None or order > best[0]:
            best = order, _reason(verdict, words.text)
    return Withheld(drafted.text, best[1] if best else "the passages tell nothing like it")


def _held_to(verdict: Verdict, text: str, words: str) -> Verdict:
    """The verdict, unless it denies more than the words, quotes what they do not say, or begins with nobody by name."""
    if verdict.label != "supported":
        return verdict
    if verdict.score <= _SURE:
        return Verdict("neither", verdict.score)
    plain = _folded(words)
    denied = [m[0] for m in _DENIES.finditer(text)]
    if verdict.score < 1 and len(denied) > len(_DENIES.findall(words)):
        return Verdict("neither", verdict.score, denied[0])
    if verdict.score < 1 and (bound := _BINDS.search(text)) and not _BINDS.search(words):
        return Verdict("neither", verdict.score, bound[0])
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


def _adds(text: str, question: str, sentences: Sequence[Sentence]) -> bool:
    """Whether the sentences hold enough of what the text adds to the question."""
    ours, asked = told(text), set(told(question).keys)
    new = {ours.keys[i]: weight(ours.tokens[i].text) for i in ours.content if ours.keys[i] not in asked}
    held = new.keys() & frozenset().union(*(told(s.text).keys for s in sentences))
    return sum(new[key] for key in held) >= _NEW * sum(new.values())


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
    return f"not in the passages: {verdict.fault}"


def _words(chosen: Sequence[Sentence]) -> Words:
    """A window as cited words: with its article's day and names, and who says it where that is one person."""
    reading, article = chosen[0].reading, chosen[0].article
    whole = words_of(reading, Span(chosen[0].span.start, chosen[0].span.end))
    said = {told.speaker for s in chosen if (told := reading.attributions.get(s.span)) is not None}
    text = whole.text if len(chosen) == 1 else " ".join(s.span.of(article.text) for s in chosen)
    return Words(text, article.published, whole.names, said.pop() if len(said) == 1 else None)
