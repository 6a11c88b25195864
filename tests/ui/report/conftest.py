"""A report made by hand: one right answer, one wrong, one refusal, one crash, one held out; hostile words in all."""

from datetime import date

import pytest

from evals import figures
from evals.measures import (
    Better,
    Comparison,
    Difference,
    EngineReport,
    Gate,
    GateResult,
    Quality,
    Report,
    Shaken,
    Slice,
)
from evals.stats import Figure
from evals.types import Case, Cited, Judged, Outcome, Point, Response, Sentence
from index.types import ArticleKey, Span
from qa.types import SUPPORTED, Verdict

HOSTILE = '<script>alert("x")</script>\u202e & \x1b[31m'


@pytest.fixture
def report() -> Report:
    key = ArticleKey("news/<b>.txt")
    gold = (Point(key, Span(0, 20), speaker="A. Speaker"), Point(key, Span(40, 50), vital=False))
    cited = Cited(key, Span(4, 30), "ferry stops on May 4, said", "The Quay Post", date(2024, 5, 2))
    sentence = Sentence("The ferry stops on May 4, said somebody", (cited,), f"Speaker {HOSTILE}")
    judged = Judged(False, SUPPORTED, SUPPORTED, SUPPORTED, (True,), (False,), (True,), (False,), (True,), (True,))
    no = Verdict("neither", 0.2, f"fault {HOSTILE}")
    unsupported = Judged(False, no, no, no, (False,), (False,), (False,), (False,), (False,), (True,))
    right = Outcome(
        Case("one", f"When {HOSTILE}?", gold, answer="May 4", tags=("when",)),
        Response(False, (sentence,), short="May 4", confidence=0.9, seconds=0.25),
        (judged,),
        gold=("The ferry stops on M", "elsewhere!"),
    )
    wrong = Outcome(
        Case("two", "Who?", (), frozenset((key,))),
        Response(False, (Sentence("Somebody did.", (cited,)),), confidence=0.4),
        (unsupported,),
    )
    refused = Outcome(Case("three", "Where?", gold[:1]), Response(True, reason="no_match", confidence=0.1), gold=("x",))
    crashed = Outcome(Case("four", "Why?", gold[:1]), Response(False, error=f"ValueError: {HOSTILE}"), gold=("x",))
    held = Outcome(
        Case("five", "SECRET?", gold[:1], tags=("report",)), Response(True, confidence=0.2), gold=("SECRET",)
    )
    outcomes = (right, wrong, refused, crashed, held)
    measured = figures.measured(outcomes)
    half = Figure(0.5, 0.25, 0.75, 4)
    gates = (
        GateResult(Gate("hit@5", least=0.9, end=True), half, held=False, constructed=False, worst=("two", "three")),
        GateResult(Gate("citation validity", least=1.0), Figure(1.0, 0.4, 1.0, 2), held=True, constructed=True),
    )
    return Report(
        judge="rule",
        articles=2,
        passages=3,
        cases=6,
        engines=(EngineReport("attribune", measured, outcomes), EngineReport(HOSTILE, figures.measured(()), ())),
        slices=(Slice("year", "2024", 3, measured[:19]), Slice("year", "undated", 2, measured[:19])),
        gates=gates,
        comparison=Comparison(
            4, (Difference("hit@5", 0.6, 0.5, Figure(-0.1, -0.2, -0.05, 4), Better.HIGHER),), {"two": "now wrong"}
        ),
        shaken=(Shaken("typo", half, half, half, half, half),),
        quality=(
            Quality("caught", "number", half),
            Quality("caught", "all", Figure(0.9, 0.8, 0.95, 60)),
            Quality("faulted", "all", Figure(0.05, 0.01, 0.15, 60)),
        ),
        interrupted=True,
        seconds=1.5,
    )
