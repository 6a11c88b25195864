"""Two sides of one deed: who sold does not answer who bought, and who lost does not answer who won."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.bot import Bot
from qa.question import understand
from qa.reader import TrainedReader
from qa.sides import Side, asked
from qa.types import Answer, Refusal

Told = Callable[..., Bot]

CUP = (
    "Vera Dahl beat Tom Quill in the final of the chess cup of Orla on Sunday. Earlier Ana Reis had lost to Vera Dahl."
)
REGATTA = "Nora Hale beat Vera Dahl in the regatta of Orla in May. It was a long and windy day on the lake."
HOUSE = "Ana Reis sold the red house in Orla to Tom Quill for 300,000 pounds. The house has a garden and a well."


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    return TrainedReader()


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Who bought the red house?", Side.BUYER),
        ("who recently acquired the mill?", Side.BUYER),
        ("Who did Ana Reis sell the house to?", Side.BUYER),
        ("Who sold the mill?", Side.SELLER),
        ("From whom did Quill buy the mill?", Side.SELLER),
        ("Who beat Vera Dahl?", Side.WINNER),
        ("Who did Vera Dahl lose to?", Side.WINNER),
        ("Who lost to Vera Dahl?", Side.LOSER),
        ("Who did Vera Dahl beat?", Side.LOSER),
        ("Who was beaten in the final?", Side.LOSER),
        ("Who lost her job?", None),
        ("Who opened the mill?", None),
        ("When did Quill buy the mill?", None),
    ],
)
def test_the_side_that_is_asked_for(text: str, side: Side | None) -> None:
    found = asked(understand(text))
    assert (found.side if found else None) is side


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who did Vera Dahl lose to?", "Nora Hale"),
        ("Who beat Vera Dahl?", "Nora Hale"),
        ("Who lost to Vera Dahl?", "Ana Reis"),
        ("Who beat Tom Quill?", "Vera Dahl"),
        ("Who did Tom Quill lose to?", "Vera Dahl"),
        ("Who sold the red house?", "Ana Reis"),
        ("Who bought the red house?", "Tom Quill"),
        ("Who did Ana Reis sell the red house to?", "Tom Quill"),
    ],
)
def test_each_side_has_its_own_name(told: Told, reader: TrainedReader, question: str, name: str) -> None:
    reply = Bot(told(CUP, REGATTA, HOUSE).archive, reader).ask(question)
    assert isinstance(reply, Answer)
    assert reply.short is not None
    assert reply.short.text == name


@pytest.mark.parametrize("read", [True, False])
def test_what_tells_the_other_side_alone_does_not_answer(told: Told, reader: TrainedReader, *, read: bool) -> None:
    text = "Ana Reis sold the red house in Orla for 300,000 pounds on Monday. The house has a garden and a well."
    bot = Bot(told(text).archive, reader if read else None)
    assert isinstance(bot.ask("Who bought the red house?"), Refusal)
    reply = bot.ask("Who sold the red house?")
    assert isinstance(reply, Answer)
    assert reply.short is not None
    assert reply.short.text == "Ana Reis"


def test_a_sale_to_nobody_named_still_answers(told: Told, reader: TrainedReader) -> None:
    text = "Ana Reis sold the red house in Orla to a builder from the valley. The house has a garden and a well."
    reply = Bot(told(text).archive, reader).ask("Who bought the red house?")
    assert isinstance(reply, Answer)
    assert reply.short is None or reply.short.text != "Ana Reis"
