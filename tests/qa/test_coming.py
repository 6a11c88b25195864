"""What is to come is told by its newest report; what is over, by the best one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.stores.archive import Archive
from qa.bot import Bot
from qa.question import understand
from qa.retrieve import retrieve
from qa.types import Answer

Told = Callable[..., Bot]

OLD = (
    "The summit of the ferry towns in Orla is on 4 May, the harbour master said. The towns of Orla want a pier.",
    "2022-04-20",
)
NEW = (
    "Ministers spoke of ice on the lake. The summit of the ferry towns in Orla will be held on 9 July.",
    "2024-06-13",
)
LOOKS_BACK = ("The summit of the ferry towns in Orla in 2024 was the last one. The pier was never built.", "2025-02-01")


@pytest.mark.parametrize(
    ("text", "coming"),
    [
        ("When is the summit in Orla?", True),
        ("what day does the fair open?", True),
        ("When will they meet?", True),
        ("When was the summit in Orla?", False),
        ("Who will host the summit?", False),
        ("Why is the date of the summit a secret?", False),
    ],
)
def test_which_questions_ask_for_what_is_to_come(text: str, *, coming: bool) -> None:
    assert understand(text).coming is coming


def test_the_newest_report_tells_the_day(told: Told) -> None:
    reply = told(old=OLD, new=NEW, back=LOOKS_BACK).ask("When is the summit of the ferry towns in Orla?")
    assert isinstance(reply, Answer)
    assert reply.short is not None
    assert reply.short.text == "9 July"
    assert not reply.conflicts


def test_a_report_of_the_same_weeks_keeps_its_place(told: Told) -> None:
    near = ("The ferry towns met in Velmora on 1 March. Orla has a pier.", "2022-04-25")
    reply = told(old=OLD, near=near).ask("When is the summit of the ferry towns in Orla?")
    assert isinstance(reply, Answer)
    assert reply.short is not None
    assert reply.short.text == "4 May"


@pytest.mark.parametrize("k", [1, 2, 5, 20])
def test_no_more_passages_are_given_than_were_asked_for(samples: Archive, k: int) -> None:
    assert len(retrieve(samples, understand("When is the Washington summit?"), k)) == k
