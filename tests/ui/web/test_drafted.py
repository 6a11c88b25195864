"""A page whose answers a language model writes: where passages go, what was withheld, how far it is."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.stores.archive import Archive
from qa.bot import Bot
from qa.checker import RuleChecker
from qa.draft.write import Drafter
from qa.types import Answer, Claim
from ui.web import chat
from ui.web.application import built
from ui.web.conversations import Conversation, Exchange, Stage
from ui.web.desk import Desk
from ui.web.place import Place

QUESTION = "How many homes were flooded in Mellbridge?"
DRAFT = (
    "The number of homes that were flooded in Mellbridge is 230. [1]\nThe flood cost <b>nine</b> million pounds. [1]"
)


class Scripted:
    """A model elsewhere that always writes the same."""

    name, host, local = "tiny", "models.example", False

    def write(self, prompt: str, seconds: float) -> Iterator[str]:
        yield DRAFT


@pytest.fixture
def bot(sample_archive: Path) -> Iterator[Bot]:
    archive = Archive.read(sample_archive)
    yield Bot(archive, drafter=Drafter(Scripted(), RuleChecker()))
    archive.close()


def thread(exchange: Exchange) -> str:
    return str(chat.thread(Conversation([exchange]), (), empty=False, may_write=False))


def test_a_reply_shows_what_was_withheld_and_who_wrote(bot: Bot) -> None:
    reply = bot.ask(QUESTION)
    assert isinstance(reply, Answer)
    shown = thread(Exchange(QUESTION, stage=Stage.DONE, reply=reply))
    assert "The number of homes that were flooded in Mellbridge is 230." in shown
    assert "1 sentence was withheld" in shown
    assert "The flood cost" in shown
    assert "<b>nine" not in shown
    assert "not in the passages" in shown
    assert "Written by tiny at models.example, which was sent the question and the passages" in shown


def test_the_page_says_where_passages_go(bot: Bot) -> None:
    made = built(bot, Place(port=7860))
    with TestClient(made.guard, "http://127.0.0.1:7860") as client:
        told = "A question and the passages found for it, and for a follow-up the earlier questions and answers, go to"
        assert f"{told} models.example (tiny)." in client.get("/").text
    assert "go to" not in str(chat.composer())


def test_writing_is_a_stage(bot: Bot) -> None:
    stages: list[Any] = []
    bot.ask(QUESTION, progress=lambda stage, done, total: stages.append(Stage(stage)))
    assert list(dict.fromkeys(stages)) == [Stage.SEARCHING, Stage.READING, Stage.WRITING, Stage.CHECKING]
    assert "The language model is writing" in thread(Exchange(QUESTION, stage=Stage.WRITING))


def test_reading_says_how_many_passages(bot: Bot) -> None:
    counted: list[tuple[int, int]] = []
    bot.ask(QUESTION, progress=lambda stage, done, total: counted.append((done, total)) if stage == "reading" else None)
    assert len(set(counted)) == 1
    steps = counted[0]
    assert steps[1] > 1
    assert f"Reading {steps[1]} passages" in thread(Exchange(QUESTION, stage=Stage.READING, steps=steps))
    assert "Reading 1 passage<" in thread(Exchange(QUESTION, stage=Stage.READING, steps=(1, 1)))


def test_what_was_checked_is_shown_while_the_rest_is(bot: Bot) -> None:
    heard: list[Claim] = []
    reply = bot.ask(QUESTION, heard=heard.append)
    assert isinstance(reply, Answer)
    assert [claim.text for claim in heard] == ["The number of homes that were flooded in Mellbridge is 230."]
    under_way = Exchange(QUESTION, stage=Stage.CHECKING, steps=(1, 2), checked=tuple(heard))
    shown = thread(under_way)
    assert "The number of homes that were flooded in Mellbridge is 230." in shown
    assert "Checking sentence 2 of 2" in shown
    assert "nine" not in shown
    hostile = replace(heard[0], text="<img src=x> is 230.")
    assert "<img" not in thread(replace(under_way, checked=(hostile,)))
    assert "is 230." not in thread(replace(under_way, stage=Stage.STOPPED))


async def _stages(bot: Bot) -> list[tuple[str, ...]]:
    desk, conversation, exchange = Desk(bot), Conversation(), Exchange(QUESTION)
    conversation.place(exchange)
    desk.begin(conversation, exchange)
    seen = [tuple(claim.text for claim in exchange.checked) async for _ in desk.watch(exchange)]
    await desk.drained(30)
    return seen


def test_the_desk_hands_on_what_was_checked(bot: Bot) -> None:
    seen = asyncio.run(_stages(bot))
    assert seen[0] == ()
    assert seen[-1] == ("The number of homes that were flooded in Mellbridge is 230.",)
