"""Who does it: what the subject did, what somebody else did, and what only mentions the name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.bot import Bot
from qa.types import Answer, Reason, Refusal, Reply

Told = Callable[..., Bot]

DEAL = """Mayor Ada Pym agreed to keep the library open in August. She promised to pay for it from the town's own \
purse.
Councillor Tom Quill agreed to sell the old mill to a builder from Aldbury.
Quill met Nora Hale, who runs the harbour, on Friday and spoke with her about the mill.
"We will repair the quay before the winter," Hale told reporters.
"""


def answered(reply: Reply) -> str:
    assert isinstance(reply, Answer), reply
    return reply.text


@pytest.mark.parametrize("name", ["Pym", "Ada Pym", "pym", "Mayor Pym"])
def test_what_one_agreed_to_is_not_what_another_did(told: Told, name: str) -> None:
    text = answered(told(DEAL).ask(f"What did {name} agree to?"))
    assert "library open in August" in text
    assert "mill" not in text


def test_the_other_one_has_his_own_deed(told: Told) -> None:
    text = answered(told(DEAL).ask("What did Quill agree to?"))
    assert "sell the old mill" in text
    assert "library" not in text


def test_a_pronoun_carries_the_deed_to_its_name(told: Told) -> None:
    assert "She promised to pay for it" in answered(told(DEAL).ask("What did Pym promise?"))


def test_own_words_bind_the_speaker(told: Told) -> None:
    text = answered(told(DEAL).ask("What did Hale promise?"))
    assert "repair the quay" in text
    assert "library" not in text


def test_a_name_never_in_the_role_is_refused_as_such(told: Told) -> None:
    bot = told(
        "Mayor Ada Pym agreed to keep the library open. Ben Oakes watched from the gallery, and said nothing of note. "
        "After the vote Ben Oakes went home with his brother."
    )
    reply = bot.ask("What did Oakes agree to?")
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.NAME_MISSING
    assert "Oakes" in reply.explanation
    assert "no sentence was found" in reply.explanation
    assert reply.nearest


def test_who_speaks_for_a_country_is_bound_by_what_it_does(told: Told) -> None:
    bot = told(
        "Norway, led by Prime Minister Ida Berg, has long argued about the cod. After a night of talks Norway agreed "
        "to halve its catch. Sweden agreed to pay for the patrol boats, and its minister went to bed."
    )
    text = answered(bot.ask("What did Berg agree to?"))
    assert "halve its catch" in text
    assert "patrol boats" not in text


def test_what_one_said_is_not_what_was_said_about_them(told: Told) -> None:
    bot = told(
        '"The harbour is full of mud," said Nora Hale on Monday. Tom Quill said that Hale was wrong about the harbour. '
        "Quill added that the dredger had been there in March."
    )
    text = answered(bot.ask("What did Hale say about the harbour?"))
    assert "full of mud" in text
    assert "was wrong" not in text


def test_a_passive_binds_nobody_who_stands_before_it(told: Told) -> None:
    bot = told(
        "Mayor Ada Pym was promised new buses by the railway. Later the same week Tom Quill promised to paint them."
    )
    reply = bot.ask("What did Pym promise?")
    assert not (isinstance(reply, Answer) and "was promised" in reply.text)


TALKS = (
    "Union chief Jens Brandt says Norland will not block support to Velmora, though it will keep out of the plan. "
    "Velmora's mayor, Rosa Lind, met Brandt in Orla. Brandt said he had agreed with Tom Quill of Norland on the "
    "terms. Brandt said he hopes Mayor Ida Berg and her council will agree to pay for the boats, which Mayor Ida Berg "
    "will see in June."
)


def test_whom_a_promise_is_made_for_has_not_made_it(told: Told) -> None:
    reply = told(TALKS).ask("What did Lind agree to?")
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.NAME_MISSING


def test_who_tells_another_s_promise_has_not_made_it(told: Told) -> None:
    bot = told(TALKS)
    text = answered(bot.ask("What did Brandt agree to?"))
    assert "on the terms" in text
    assert "block" not in text
    assert "keep out of the plan" in answered(bot.ask("What did Norland agree to?"))


def test_what_somebody_hopes_that_one_will_do_is_not_promised(told: Told) -> None:
    reply = told(TALKS).ask("What did Berg agree to?")
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.NAME_MISSING


@pytest.mark.parametrize(
    "text",
    [
        "Ada Pym told Tom Quill that the town will pay for the roof of the school in Orla.",
        "Ada Pym met Tom Quill in Aldbury and agreed to pay for the roof of the school.",
        "After a talk with Mayor Tom Quill she said yes: Ada Pym will pay for the roof of the school.",
        'The town has money. "In Aldbury they wait for it, but we will pay for the roof," said Ada Pym of Orla.',
    ],
)
def test_an_object_beside_the_verb_does_not_do_it(told: Told, text: str) -> None:
    bot = told(f"{text} Tom Quill went home by train, and nobody saw him at the station.")
    assert "roof" in answered(bot.ask("What did Ada Pym agree to pay for?"))
    reply = bot.ask("What did Tom Quill agree to pay for?")
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.NAME_MISSING


def test_the_government_of_a_country_acts_for_it(told: Told) -> None:
    bot = told("The government of Norland agreed to halve its catch of cod. Norland has many boats.")
    assert "halve" in answered(bot.ask("What did Norland agree to?"))


ROUND = (
    "Mayor Ada Pym promised to mend the quay of Orla before the winter. Pym will also be aware of the price of stone "
    'in Orla, said The Echo. It is very unlikely that Pym will go back on the quay. Pym said that "the talks will not '
    'be easy" in Orla. "There is not a house in Orla that the sea would not reach," Pym said. Tom Quill was blamed for '
    "the mud of Orla, though Pym approved the dredger in the end. Pym's council agreed to paint the school of Orla."
)


def test_only_what_binds_is_agreed_to_where_something_does(told: Told) -> None:
    text = answered(told(ROUND).ask("What did Ada Pym agree to?"))
    assert "mend the quay" in text
    for other in ("aware", "unlikely", "talks", "reach", "blamed"):
        assert other not in text


def test_what_one_will_do_answers_where_nothing_binds(told: Told) -> None:
    bot = told("Mayor Ada Pym will pay for the roof of the school in Orla. Ada Pym went home by train.")
    assert "roof" in answered(bot.ask("What did Ada Pym agree to?"))


def test_what_a_government_agreed_to_is_asked_of_nobody_else(told: Told) -> None:
    bot = told(
        "Norland, led by Prime Minister Ida Berg, agreed to halve its catch of cod. Velmora has taken it badly. "
        "Velmora agreed to sell its boats. Of the two, Norland has more boats than Velmora has."
    )
    for name in ("Norland's government", "Ida Berg's government"):
        text = answered(bot.ask(f"What did {name} agree to?"))
        assert "halve" in text
        assert "badly" not in text
        assert "boats" not in text
