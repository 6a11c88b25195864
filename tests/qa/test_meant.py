"""Names that no article has, and the names that they may be a misspelling of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.bot import Bot
from qa.follow_up import said, stand_alone
from qa.types import Answer, Reason, Refusal, Turn

Told = Callable[..., Bot]

TEXT = (
    "Mayor Helena Voss met Jens Stoltenberg in Mellbridge on Monday. Mr Stoltenberg said that the bridge would open in "
    "May. Voss promised that the ferry would stay."
)


def refused(bot: Bot, question: str) -> Refusal:
    reply = bot.ask(question)
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.NAME_MISSING
    return reply


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What did Stoltenburg say?", "What did Jens Stoltenberg say?"),
        ("what did stoltenburg say", "what did Jens Stoltenberg say"),
        ("What did Jens Stoltenburg say?", "What did Jens Stoltenberg say?"),
        ("What did Helena Vos promise?", "What did Helena Voss promise?"),
        ("What is the latest on Melbridge?", "What is the latest on Mellbridge?"),
    ],
)
def test_a_name_written_nearly_so_is_proposed(told: Told, question: str, meant: str) -> None:
    refusal = refused(told(TEXT), question)
    assert "Did you mean " in refusal.explanation
    assert refusal.examples == (meant,)


@pytest.mark.parametrize("question", ["What did Macron say?", "What did Peter Voss say?", "What did Jens Stolz say?"])
def test_another_name_is_not(told: Told, question: str) -> None:
    reply = told(TEXT).ask(question)
    assert isinstance(reply, Refusal)
    assert "Did you mean" not in reply.explanation
    assert not reply.examples


def test_yes_asks_it(told: Told) -> None:
    bot = told(TEXT)
    refusal = refused(bot, "What did Stoltenburg say?")
    turn = Turn(refusal.question.text, refusal.question.stand_alone, refusal)
    assert stand_alone("Yes, please.", [said(turn)]) == "What did Jens Stoltenberg say?"
    assert stand_alone("No.", [said(turn)]) == "No."
    assert isinstance(bot.ask("yes", history=[turn]), Answer)


def test_the_title_stays(told: Told) -> None:
    assert refused(told(TEXT), "What did King Aldric say?").explanation == "No article names King Aldric."


def test_a_period_is_not_the_whole_archive(told: Told) -> None:
    bot = told(here=(TEXT, "2024-05-06"), there=("The ferry line said that it would sail on.", "2024-06-03"))
    reply = refused(bot, "What did Helena Voss promise in June 2024?")
    assert reply.explanation == "No article of that period names Helena Voss."
