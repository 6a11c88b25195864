"""(words, claim) -> verdict: the judge by rule and the trained checker together. The rules are never overruled.

The model says of every word piece of a claim how much it doubts that the words support it (docs/models.md). Knows words
and claims; knows no archive. Loaded once by whoever starts the process; safe for several threads.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelUnusable
from index.prose import dates, days, sentences
from index.text import fold
from index.types import Span
from qa import literals
from qa.alignment import told, weight
from qa.checker import Doubt, RuleChecker, Words, probability, scanty, verbatim, verdict
from qa.support import Alike, Support
from qa.types import SUPPORTED, Verdict

if TYPE_CHECKING:
    from qa.models import Model

TOKENS = 320
"""Word pieces of a pair at most; only the words are cut."""
_WINDOWS = (170, 60)
"""Words of a long source that are read: those of the sentences nearest to the claim, many and few. What doubts less
decides: many words hold what lies apart, in few nothing distracts."""
# Fitted by training/fit_checker.py: log-odds of the rule, of the model, and what is added.
_RULE, _MODEL, _BIAS = 0.49, 0.42, 0.57
_CONTRADICTED = 0.5
"""Probability of "contradicted" from which an unsupported claim is called that."""
_FORMS = {"day": "%d %B %Y", "month": "%B %Y", "year": "%Y"}
_UNREAD = Doubt(-math.inf, "", 0.0, -math.inf)
_WORD = re.compile(r"[^\W_]+")
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Sir|Dame|Madam)\b\.?(?= [A-Z])")
"""How somebody is called before the name, which tells nothing that words would have to support."""


class TrainedChecker:
    """The checker that ships with the package, beside the rules; the rules alone where its file cannot be used.

    `notice` is then called once, with the line that says so.
    """

    def __init__(self, notice: Callable[[str], None] = lambda _: None, alike: Alike | None = None) -> None:
        self._rule = RuleChecker(alike)
        self._notice = notice
        self._loading = Lock()
        self._loaded: Model | None = None
        self._broken = False

    @property
    def name(self) -> str:
        """See Checker."""
        return self._rule.name if self._model() is None else "rule+model"

    def check(self, pairs: Sequence[tuple[Words, str]]) -> tuple[Verdict, ...]:
        """See Checker; a slice of the words is supported, 1.0, and a claim too long to read is judged by the rules."""
        if (model := self._model()) is None:
            return self._rule.check(pairs)
        left = [i for i, pair in enumerate(pairs) if not verbatim(*pair)]
        read = [i for i in left if model.fitting(pairs[i][1]) == len(pairs[i][1])]
        seen = dict(zip(read, doubts(model, [pairs[i] for i in read]), strict=True))
        ruled = dict(zip(left, (self._rule.support(*pairs[i]) for i in left), strict=True))
        return tuple(
            together(ruled[i], seen[i]) if i in seen else verdict(ruled[i]) if i in ruled else SUPPORTED
            for i in range(len(pairs))
        )

    def doubts(self, pairs: Sequence[tuple[Words, str]]) -> list[Doubt] | None:
        """What the model alone makes of each claim, in order, of one too long to read nothing good; None without it."""
        if (model := self._model()) is None:
            return None
        read = [i for i, (_, claim) in enumerate(pairs) if model.fitting(claim) == len(claim)]
        seen = dict(zip(read, doubts(model, [pairs[i] for i in read]), strict=True))
        return [seen.get(i, _UNREAD) for i in range(len(pairs))]

    def _model(self) -> Model | None:
        from qa.models import Model

        with self._loading:
            if self._loaded is None and not self._broken:
                try:
                    self._loaded = Model("checker", TOKENS, cut="only_first")
                except ModelUnusable as error:
                    self._broken = True
                    self._notice(str(error))
            return self._loaded


def together(found: Support, doubt: Doubt) -> Verdict:
    """The verdict of rule and model on one claim. Pure.

    That little of it stands in the words counts where the model doubts a word.
    """
    rule = min(max(probability(found), 1e-4), 1 - 1e-4)
    score = 1 / (1 + math.exp(-(_RULE * math.log(rule / (1 - rule)) + _MODEL * doubt.logit + _BIAS)))
    said = verdict(found, score if doubt.logit > 0 else scanty(found, score))
    if said.label != "neither" or found.faults:
        return said
    return Verdict("contradicted" if doubt.contradicted > _CONTRADICTED else "neither", said.score, doubt.fault)


def read(words: Words, claim: str) -> list[str]:
    """What the model reads, a text a window: the words or those nearest to the claim, their days, and who says them.

    The same window is read once.
    """
    texts = dict.fromkeys(calendar(_nearest(words.text, claim, most), words.published) for most in _WINDOWS)
    who = words.speaker
    return [f"{who} said: {text}" if who and who not in text else text for text in texts]


def calendar(text: str, day: date | None) -> str:
    """The text with its calendar value behind each date that needs the text's own day: "Monday (2 September 2024)"."""
    if day is None:
        return text
    parts, at = [], 0
    for time in dates.find(text, day):
        bounds, words = days.bounds(time.value), time.span.of(text)
        form = _FORMS.get(days.unit(time.value)) if bounds and str(bounds[0].year) not in words else None
        if form is not None and bounds is not None and f"{bounds[0]:%B}"[:3] in words:
            form = "%Y"
        if form is not None and bounds is not None:
            parts += [text[at : time.span.end], f" ({format(bounds[0], form).lstrip('0')})"]
            at = time.span.end
    return "".join([*parts, text[at:]])


def _nearest(text: str, claim: str, most: int) -> str:
    """The text, or up to `most` words of it."""
    if len(text.split()) <= most:
        return text
    ours = told(claim)
    wanted = {ours.keys[i]: weight(ours.tokens[i].text) for i in ours.content}
    spans = sentences.split(text)
    parts = [s.of(text) for s in spans]
    sizes = [len(part.split()) for part in parts]
    gains = [
        sum(wanted[key] for key in wanted.keys() & frozenset(told(part).keys)) / (4 + size) ** 0.5
        for part, size in zip(parts, sizes, strict=True)
    ]
    room, chosen = most, list[int]()
    for i in sorted(range(len(parts)), key=lambda i: (-gains[i], i)):
        if sizes[i] <= room:
            room -= sizes[i]
            chosen.append(i)
    return " ".join(parts[i] for i in sorted(chosen)) or " ".join(text.split()[:most])


def doubts(model: Model, pairs: Sequence[tuple[Words, str]]) -> list[Doubt]:
    """What the model makes of each claim: of the window that it doubts least."""
    texts = [(n, text) for n, pair in enumerate(pairs) for text in read(*pair)]
    coded = [model.encode(text, pairs[n][1]) for n, text in texts]
    found: dict[int, Doubt] = {}
    for (n, text), pair, (labels, pieces) in zip(texts, coded, model.run(coded), strict=True):
        words, claim = pairs[n]
        offsets, out = pair.offsets, unseen(text, words, claim)
        second = [i for i, part in enumerate(pair.type_ids) if part == 1][:-1]  # without the closing mark
        second = [i for i in second if not any(offsets[i][0] < s.end and s.start < offsets[i][1] for s in out)]
        worst = max(second, key=lambda i: float(pieces[i]), default=None)
        fault = "" if worst is None else _word(claim, Span(*offsets[worst]))
        logit = 0.0 if worst is None else -float(pieces[worst])
        share = min(max(_share(labels, 0), 1e-6), 1 - 1e-6)
        doubt = Doubt(logit, fault, _share(labels, 1), math.log(share / (1 - share)))
        found[n] = max(found.get(n, doubt), doubt, key=lambda d: d.logit)
    return [found[n] for n in range(len(pairs))]


def unseen(text: str, words: Words, claim: str) -> list[Span]:
    """What the rules alone judge: literals of the claim of which the text has other words, or none, and "Mr".

    "Viktor Orban" for "he", "13 June" for "Thursday", "nine hundred" for "900".
    """
    ours = literals.find(claim, words.published)
    there = set(_WORD.findall(fold(text)))
    called = [Span(*match.span()) for match in _COURTESY.finditer(claim)]
    return called + [
        one.span
        for group in (ours.names, ours.dates, ours.numbers)
        for one in group
        if not there.issuperset(_WORD.findall(fold(one.text)))
    ]


def _share(logits: np.ndarray, at: int) -> float:
    """The probability that a softmax gives one of the logits."""
    weights = np.exp(logits - logits.max())
    return float(weights[at] / weights.sum())


def _word(text: str, piece: Span) -> str:
    """The whole word that a word piece is of."""
    start, end = piece.start, piece.end
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]
