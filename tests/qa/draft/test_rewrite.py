"""A model may word a follow-up; it cannot ask something else."""

from typing import Any

import pytest

from qa.draft.endpoint import Endpoint
from qa.draft.rewrite import fair
from qa.replies import to_json
from qa.types import Refusal, Turn
from tests.qa.draft.conftest import QUESTION, Scripted, Server, events

FOLLOW_UP = "Who runs it?"


@pytest.mark.parametrize(
    ("made", "is_fair"),
    [
        ("Who runs the Orla ferry?", True),
        ("Who runs the ferry that will stop on May 4?", True),
        ("Who runs the Fenwick ferry?", False),  # nobody named it
        ("When does the Orla ferry run?", False),  # another question
        ("Who owns the Orla ferry?", False),  # the verb is gone
        ("Who does not run the Orla ferry?", False),  # the opposite
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


def test_politeness_around_one_that_stands_alone_makes_it_no_follow_up(drafted: Any) -> None:
    bot = drafted("The Orla ferry will stop on May 4. [1]", model=None)
    first = bot.ask(QUESTION)
    asked = "Could you tell me how many people use the Orla ferry every day?"
    sent = len(bot.drafter.model.prompts)
    reply = bot.ask(asked, history=[Turn(QUESTION, QUESTION, first)])
    assert "earlier turns" not in reply.engine.sent
    assert not any("The next question is:" in prompt for prompt in bot.drafter.model.prompts[sent:])
    assert reply.question.stand_alone == "How many people use the Orla ferry every day?"


def test_a_follow_up_that_is_refused_says_what_was_sent_where(drafted: Any, server: Server) -> None:
    """The server hears the question and the earlier ones; no passage is sent for what the rules refuse."""
    server.acts = [events("What did Macron say about the ferry?")]
    bot = drafted(model=Endpoint("tiny", server.url))
    first = drafted("The Orla ferry will stop on May 4. [1]").ask(QUESTION)
    reply = bot.ask("What did Macron say about it?", history=[Turn(QUESTION, QUESTION, first)])
    assert isinstance(reply, Refusal)
    (heard,) = server.bodies
    assert "The Orla ferry will stop on May 4." in str(heard)
    host = server.url.removeprefix("http://").removesuffix("/v1")
    assert to_json(reply)["engine"] == {
        "kind": "extractive",
        "model": "tiny",
        "host": host,
        "sent": ["question", "earlier turns"],
    }
    assert f"tiny at {host} was sent the question and the earlier questions and answers" in reply.engine.told
    assert "passages" not in reply.engine.told


@pytest.mark.parametrize(("draft", "kind"), [("Ines Duarte runs the Orla ferry. [1]", "llm"), ("NONE", "extractive")])
def test_an_answer_to_a_follow_up_says_that_earlier_turns_were_sent(drafted: Any, draft: str, kind: str) -> None:
    bot = drafted("Who runs the Orla ferry?", draft)
    first = drafted("The Orla ferry will stop on May 4. [1]").ask(QUESTION)
    reply = bot.ask(FOLLOW_UP, history=[Turn(QUESTION, QUESTION, first)])
    assert reply.engine.kind == kind
    assert reply.engine.sent == ("question", "passages", "earlier turns")
    assert "sent the question, the passages and the earlier questions and answers" in reply.engine.told


def test_a_model_that_fails_was_asked_all_the_same(drafted: Any) -> None:
    bot = drafted(model=Endpoint("tiny", "http://127.0.0.1:1/v1"))
    first = drafted("The Orla ferry will stop on May 4. [1]").ask(QUESTION)
    reply = bot.ask("What did Macron say about it?", history=[Turn(QUESTION, QUESTION, first)])
    assert isinstance(reply, Refusal)
    assert reply.engine.host == "127.0.0.1:1"


def test_nothing_is_said_where_nothing_was_sent(drafted: Any) -> None:
    bot = drafted("never asked")
    first = drafted("The Orla ferry will stop on May 4. [1]").ask(QUESTION)
    reply = bot.ask("What did Macron agree to?", history=[Turn(QUESTION, QUESTION, first)])
    assert isinstance(reply, Refusal)
    assert reply.engine.told == ""
    assert to_json(reply)["engine"] == {"kind": "extractive", "model": None, "host": None}
