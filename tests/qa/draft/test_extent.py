"""The ends of a period and multiples: what a draft takes from the words and puts in the wrong place."""

from __future__ import annotations

import pytest

from qa.draft.extent import last_day, misplaced
from tests.qa.draft.conftest import Drafted, answer

PERIOD = "The summit takes place in Washington from July 9 to July 11, with the mayor as host."


@pytest.mark.parametrize(
    "words", [PERIOD, "The summit is on July 9-11.", "It is held on 9-11 July.", "From 9 to 11 July."]
)
def test_a_period_has_two_ends(words: str) -> None:
    for true in (
        "The summit begins on July 9.",
        "It ends on 11 July.",
        "The summit opens on 9 July and ends on July 11.",
    ):
        assert misplaced(true, words) is None
    for false in ("The summit begins on July 11.", "It ends on 9 July.", "The summit starts on July 11, at noon."):
        assert misplaced(false, words) is not None
    assert last_day("11 July", words)
    assert not last_day("July 9", words)
    assert not last_day("last week", words)


@pytest.mark.parametrize(
    ("draft", "words", "wrong"),
    [
        ("Energy costs have doubled.", "Energy prices had tripled in three years.", "doubled"),
        ("Council tax will double.", "Council tax will rise by 4.5%.", "will double"),
        ("It cost almost twice as much as planned.", "It cost almost half as much again as planned.", "twice as much"),
        ("Burglaries have doubled.", "There were 22 burglaries, then 44.", None),
        ("Prices have trebled.", "Prices had tripled.", None),
        ("A double room is free.", "A room for two is free.", None),
    ],
)
def test_a_multiple_must_be_told(draft: str, words: str, wrong: str | None) -> None:
    assert misplaced(draft, words) == wrong


def test_the_wrong_end_is_withheld(drafted: Drafted) -> None:
    bot = drafted(
        "The summit of Orla begins on July 11. [1] The summit of Orla ends on July 11. [1]",
        articles=("The summit of Orla will be held from July 9 to July 11. The quay stays open, the mayor said.",),
    )
    reply = answer(bot, "When is the summit of Orla?")
    assert "The summit of Orla begins on July 11." in [left.text for left in reply.withheld]
