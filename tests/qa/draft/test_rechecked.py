"""The second look at what is shown finds what is wrong, whatever the gate said of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from qa.bot import Bot
from qa.types import Answer, Claim
from tests.qa.draft import rechecked
from tests.qa.draft.conftest import QUESTION

WORDS = "The Orla ferry will stop on May 4, the line said on Monday."
MORE = '"We will refund every ticket," said Ines Duarte, who runs the Orla ferry.'


@pytest.fixture
def answer(told: Callable[..., Bot]) -> tuple[Bot, Answer]:
    bot = told(ferry=(f"{WORDS} {MORE} About 320 people use it every day.", "2026-04-29"))
    reply = bot.ask(QUESTION)
    assert isinstance(reply, Answer)
    return bot, reply


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (WORDS, ""),
        ("The Orla ferry will stop on 4 May.", ""),
        ("The Orla ferry of Ines Duarte stops on May 4, the line said on 27 April 2026.", ""),
        ("The Orla ferry will stop on May 5.", "date May 5"),
        ("The Orla ferry will stop on June 4.", "date June 4"),
        ("The Orla ferry will stop on May 4 after 60 years.", "number 60"),
        ("The Orla ferry will stop on May 4, Viktor Orban said.", "name Viktor Orban"),
    ],
)
def test_a_wrong_number_date_or_name_is_found(answer: tuple[Bot, Answer], text: str, fault: str) -> None:
    bot, reply = answer
    changed = replace(reply, claims=(replace(reply.claims[0], text=text),))
    told = rechecked.faults(changed, bot.archive)
    assert [one.split(":")[0] for one in told][:1] == ([fault] if fault else [])


def test_a_quotation_that_is_no_slice_is_found(answer: tuple[Bot, Answer]) -> None:
    bot, reply = answer
    cited = replace(reply.claims[0].citations[0], quote="The Orla ferry will stop on May 5.")
    changed = replace(reply, claims=(Claim("The Orla ferry will stop on May 5.", (cited,)),))
    assert "is not the slice" in rechecked.faults(changed, bot.archive)[0]


def test_the_share_of_words_found(answer: tuple[Bot, Answer]) -> None:
    claim = answer[1].claims[0]
    assert rechecked.found(claim) == 1.0
    assert rechecked.found(replace(claim, text="The Orla ferry sank near Greenland.")) == 0.4
