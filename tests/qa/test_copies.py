"""A text that many print is one origin: it is counted and named, and makes nothing surer or better."""

from collections.abc import Callable
from typing import Any

import pytest

from qa.bot import Bot
from qa.checker import RuleChecker
from qa.draft.write import Drafter
from qa.types import Answer, Reply
from tests.qa.draft.conftest import Scripted

FERRY = (
    "The Orla ferry will stop on May 4, the line said on Monday. About 320 people use it every day, and many of them "
    "work in the shipyards on the other side. The quay may be rebuilt by the town council in the autumn."
)
OTHERS = {
    "rival": "The ferry to Fenwick will stop in June, a captain said. Its crew of nine will be paid until the autumn.",
    "mill": "The old mill at Orla burned down on Friday. Nobody was hurt, the fire brigade said.",
    "bridge": "The bridge at Orla was painted green in March. It took eleven days and a hundred pots of paint.",
}
QUESTIONS = ("When will the Orla ferry stop?", "How many people use the Orla ferry?", "When did Fenwick stop?")
Told = Callable[..., Bot]


def copies(count: int) -> dict[str, str]:
    return {f"wire{number}": FERRY for number in range(count)}


def considered(reply: Reply) -> list[str]:
    return [candidate.evidence.text for candidate in reply.trace.candidates]


@pytest.mark.parametrize("question", QUESTIONS)
def test_neither_confidence_nor_order_rises_with_copies(told: Told, question: str) -> None:
    once, often = (told(**copies(count), **OTHERS).ask(question) for count in (1, 9))
    assert often.confidence <= once.confidence
    assert type(often) is type(once)
    assert considered(often)[:2] == considered(once)[:2]
    if isinstance(once, Answer) and isinstance(often, Answer):
        assert [claim.text for claim in often.claims] == [claim.text for claim in once.claims]


def test_a_claim_names_the_copies_of_what_it_cites(told: Told) -> None:
    reply = told(**copies(3), **OTHERS).ask(QUESTIONS[0])
    assert isinstance(reply, Answer)
    (cited,) = reply.claims[0].citations
    assert {cited.key, *cited.copies} == {"wire0", "wire1", "wire2"}
    assert cited.origin == "wire0"


def test_so_does_a_claim_of_a_language_model(told: Told) -> None:
    bot: Any = told(**copies(3), **OTHERS)
    bot.drafter = Drafter(Scripted(["The Orla ferry will stop on May 4. [1]"]), RuleChecker())
    reply = bot.ask(QUESTIONS[0])
    assert reply.engine.kind == "llm"
    (cited,) = reply.claims[0].citations
    assert {cited.key, *cited.copies} == {"wire0", "wire1", "wire2"}
