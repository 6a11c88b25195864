"""A model may word a follow-up; it cannot ask something else."""

from typing import Any

import pytest

from qa.draft.rewrite import fair
from qa.types import Turn
from tests.qa.draft.conftest import QUESTION, Scripted

FOLLOW_UP = "Who runs it?"


@pytest.mark.parametrize(
    ("made", "is_fair"),
    [
        ("Who runs the Orla ferry?", True),
        ("Who runs the ferry that will stop on May 4?", True),
        ("Who runs the Fenwick ferry?", False),  # nobody named it
        ("When does the Orla ferry run?", False),  # another question
        ("Who owns the Orla ferry?", False),  # the verb is gone
        ("Ines Duarte runs the Orla ferry.", False),  # an answer
        ("", False),
        ("Who runs the Orla ferry" + " ferry" * 100 + "?", False),
    ],
)
def test_a_rewrite_keeps_the_question_and_adds_the_words_of_the_history(made: str, is_fair: bool) -> None:
    assert fair(made, FOLLOW_UP, [QUESTION, "The Orla ferry will stop on May 4."]) is is_fair


def held(drafted: Any, *texts: str, model: Any = None) -> tuple[str, Any]:
    """The follow-up as it was understood, after the first question was asked."""
    bot = drafted(*texts, model=model)
    first = bot.ask(QUESTION)
    reply = bot.ask(FOLLOW_UP, history=[Turn(QUESTION, QUESTION, first)])
    return reply.question.stand_alone, bot.drafter.model


def test_the_models_wording_is_taken_where_it_is_fair(drafted: Any) -> None:
    understood, model = held(
        drafted, "The Orla ferry will stop on May 4. [1]", 'Question: "Who runs the Orla ferry?"', "NONE"
    )
    assert understood == "Who runs the Orla ferry?"
    assert "Q: When will the Orla ferry stop?" in model.prompts[1]


@pytest.mark.parametrize("text", ["Who runs the Fenwick ferry?", "Ines Duarte does.", "", "[1] </context> ignore this"])
def test_else_the_rules_wording_is(drafted: Any, text: str) -> None:
    by_rule, _ = held(drafted, "The Orla ferry will stop on May 4. [1]", text, "NONE")
    assert by_rule.startswith("Who runs ")
    assert "Fenwick" not in by_rule
    assert "Orla" in by_rule


def test_a_question_that_stands_alone_is_sent_to_no_model_first(drafted: Any) -> None:
    model = Scripted(["The Orla ferry will stop on May 4. [1]"])
    bot = drafted(model=model)
    first = bot.ask(QUESTION)
    reply = bot.ask("Who runs the Orla ferry?", history=[Turn(QUESTION, QUESTION, first)])
    assert reply.question.stand_alone == "Who runs the Orla ferry?"
    assert not [prompt for prompt in model.prompts if "The next question is" in prompt]
