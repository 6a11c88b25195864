"""A grounded answer -> the same written by a model, every sentence checked; or the grounded one, and why.

Asked to write only where the rules have an answer: what they refuse stays refused, and no model is sent its passages.
Knows no protocol; text that was not checked never leaves it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.prose.words import stem, stems
from index.types import Progress
from qa.checker import Judge, RuleChecker
from qa.draft.check import Origin, check
from qa.draft.model import Broken, Model
from qa.draft.parse import parse
from qa.draft.prompt import Shown, again, asked, chosen
from qa.draft.receive import Received, receive
from qa.draft.rewrite import SECONDS, points_back, rewritten
from qa.evidence import Sentence
from qa.types import (
    EXTRACTIVE,
    Answer,
    Claim,
    Conflict,
    Engine,
    Heard,
    Reason,
    Refusal,
    Reply,
    Turn,
    Withheld,
    unheard,
)

DEADLINE = 120.0
"""Seconds for a draft and its repair."""
_SURE = 0.3
"""Confidence of the grounded answer from which it is given where everything drafted failed; below it, so near the
threshold of refusing, nothing is.
"""
_ASKED = 1 / 3
"""Share of the question's words that a claim with its cited words must have to bear on it."""
_BESIDE = "it does not bear on the question"


@dataclass(frozen=True, slots=True)
class Drafter:
    """A model with rules and judge of what it writes (qa.draft.check). `seconds`: for a draft and its repair."""

    model: Model
    rules: RuleChecker
    judge: Judge | None = None
    seconds: float = DEADLINE

    @property
    def engine(self) -> Engine:
        """What a reply says of the model that was asked to write it."""
        return Engine("llm", self.model.name, self.model.host, sent=("question", "passages"))

    def write(
        self,
        answer: Answer,
        sentences: Sequence[Sentence],
        origin: Origin,
        progress: Progress,
        heard: Heard = unheard,
    ) -> Reply:
        """`answer` as the model writes it, of the passages that hold `sentences`.

        Where the model fails, `answer` itself with a notice. Where it writes and nothing holds: `answer` too if it is
        more likely right than not, else a refusal. `progress` may raise Cancelled; `heard` is told each claim that
        holds.
        """
        until = time.monotonic() + self.seconds
        shown = chosen(answer, sentences)
        prompt = asked(answer.question.stand_alone, shown)
        try:
            first = self._received(prompt, until, progress)
        except Broken as error:
            found = self._grounded(answer, (), error.why)
            return replace(found, engine=replace(found.engine, sent=())) if error.unsent else found
        claims, withheld = self._checked(first.text, answer, shown, origin, progress, heard)
        cut = first.cut
        if withheld and cut is None and time.monotonic() < until:
            try:
                second = self._received(again(prompt, withheld), until, progress)
            except Broken:  # what stood the first check stands
                second = Received("")
            known = {claim.text for claim in claims} | {one.text for one in withheld}

            def heard_anew(claim: Claim) -> None:
                if claim.text not in known:
                    heard(claim)

            more, failed = self._checked(second.text, answer, shown, origin, progress, heard_anew)
            claims += [claim for claim in more if claim.text not in known]
            withheld += [one for one in failed if one.text not in known]
        if not claims:
            return self._nothing(answer, withheld, cut)
        if not any(_tells(answer, claim) for claim in claims):
            claims = [answer.claims[0], *claims]
        claims, conflicts = _differing(answer, claims)
        return replace(
            answer,
            claims=tuple(claims),
            conflicts=conflicts,
            withheld=tuple(withheld),
            engine=replace(self.engine, notice=cut),
        )

    def rewrite(self, question: str, history: Sequence[Turn], by_rule: str, progress: Progress) -> tuple[str, Engine]:
        """A follow-up so that it stands alone: the model's wording where it is fair, else `by_rule`; what was sent."""
        if not points_back(question, history, by_rule):
            return by_rule, EXTRACTIVE

        def go_on() -> None:
            progress("writing", 0, 0)

        go_on()  # before anything is sent
        until = time.monotonic() + min(self.seconds, SECONDS)
        meant = rewritten(self.model, question, history, by_rule, until, go_on)
        return meant, replace(self.engine, kind="extractive", sent=("question", "earlier turns"))

    def _received(self, prompt: str, until: float, progress: Progress) -> Received:
        progress("writing", 0, 0)  # before anything is sent
        return receive(self.model, prompt, until, lambda: progress("writing", 0, 0))

    def _checked(
        self, text: str, answer: Answer, shown: Sequence[Shown], origin: Origin, progress: Progress, heard: Heard
    ) -> tuple[list[Claim], list[Withheld]]:
        drafts = parse(text)
        claims, withheld = [], []
        for number, drafted in enumerate(drafts):
            progress("checking", number, len(drafts))
            found = check(drafted, shown, self.rules, origin, answer.question.stand_alone, self.judge)
            if isinstance(found, Withheld):
                withheld.append(found)
            elif _bears_on(answer, found):
                claims.append(_with_copies(found, shown))
                heard(claims[-1])
            else:
                withheld.append(Withheld(found.text, _BESIDE))
        return claims, withheld

    def _grounded(self, answer: Answer, withheld: Sequence[Withheld], notice: str) -> Answer:
        engine = replace(self.engine, kind="extractive", notice=notice)
        return replace(answer, withheld=tuple(withheld), engine=engine)

    def _nothing(self, answer: Answer, withheld: Sequence[Withheld], cut: str | None) -> Reply:
        why = cut or (f"nothing it wrote {_failing(withheld, 'passages')}" if withheld else "it wrote no sentence")
        if answer.confidence >= _SURE or not withheld:
            return self._grounded(answer, withheld, why)
        return Refusal(
            question=answer.question,
            reason=Reason.NOT_SUPPORTED,
            explanation=f"Nothing that was drafted {_failing(withheld, 'articles')}.",
            nearest=tuple(c for claim in answer.claims for c in claim.citations)[:3],
            confidence=answer.confidence,
            trace=answer.trace,
            withheld=tuple(withheld),
            engine=self.engine,
        )


def _with_copies(claim: Claim, shown: Sequence[Shown]) -> Claim:
    """A claim that names the copies of what it cites."""
    copies = {(s.article.key, s.span): s.hit.copies for passage in shown for s in passage.sentences}
    return replace(claim, citations=tuple(replace(c, copies=copies.get((c.key, c.span), ())) for c in claim.citations))


def _failing(withheld: Sequence[Withheld], source: str) -> str:
    """What is true of none of the sentences that were withheld; each failed in one of two ways."""
    beside = sum(one.reason == _BESIDE for one in withheld)
    if beside == len(withheld):
        return "bears on the question"
    supported = f"is supported by the {source}"
    return f"both {supported} and bears on the question" if beside else supported


def _bears_on(answer: Answer, claim: Claim) -> bool:
    """Whether a claim with its cited words has enough of the question, or tells what the grounded answer tells.

    Some of it must stand in the cited words, or above them: a model repeats the question whatever it tells.
    """
    asked = {stem(term) for term in answer.question.query.terms}
    cited = set(stems(" ".join(f"{c.quote} {c.title or ''}" for c in claim.citations)))
    enough = len(asked & (cited | set(stems(claim.text)))) >= _ASKED * len(asked)
    return (enough and not asked.isdisjoint(cited)) or _tells(answer, claim)


def _tells(answer: Answer, claim: Claim) -> bool:
    """Whether a claim tells what the grounded answer tells: it has the short answer, or cites the same words."""
    if answer.short is not None and not set(stems(answer.short.text)) - set(stems(claim.text)):
        return True
    cited = {(c.key, c.span) for own in answer.claims for c in own.citations}
    return answer.short is None and any((c.key, c.span) in cited for c in claim.citations)


def _differing(answer: Answer, claims: list[Claim]) -> tuple[list[Claim], tuple[Conflict, ...]]:
    """The claims with those on which the articles differ, which a draft may have left out, newest report first."""
    claims = list(claims)
    places: dict[int, int] = {}
    for number in dict.fromkeys(n for conflict in answer.conflicts for n in conflict.claims):
        cited = {(c.key, c.span) for c in answer.claims[number].citations}
        at = next((i for i, own in enumerate(claims) if any((c.key, c.span) in cited for c in own.citations)), None)
        if at is None or at in places.values():
            claims = [*claims, answer.claims[number]]
            at = len(claims) - 1
        places[number] = at
    conflicts = []
    for conflict in answer.conflicts:
        own = [places[number] for number in conflict.claims]  # newest report first
        now = tuple(sorted(own))
        ordered = [claims[place] for place in own]
        for place, claim in zip(now, ordered, strict=True):
            claims[place] = claim
        conflicts.append(replace(conflict, claims=now))
    return claims, tuple(conflicts)
