"""A conversation of three turns at the page's desk, by the rules alone and with a language model behind an address."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.stores.archive import Archive
from qa.bot import Bot
from qa.checker import RuleChecker
from qa.draft.endpoint import Endpoint
from qa.draft.write import Drafter
from qa.replies import to_json, verify
from qa.types import Answer, Reply
from tests.qa.draft import conftest as draft
from ui.web.conversations import Session
from ui.web.desk import Desk
from ui.web.talk import Talk

ASKED = ("Why is the Old Weir Bridge shut?", "When will it reopen?", "What did the mayor say about it?")
REWRITTEN = "When will the closed Old Weir Bridge reopen?"
WRITTEN = "The Old Weir Bridge will stay closed until the middle of November. [1]"
UNSUPPORTED = "The Old Weir Bridge will be sold to a circus for 9 million pounds. [1]"

model_server = draft.server


def held(bot: Bot, questions: Sequence[str]) -> tuple[list[Reply], str]:
    """The replies to questions that one visitor asks one after another, and what the page shows at the end."""

    async def scene() -> tuple[list[Reply], str]:
        session = Session("visitor")
        talk = Talk(Desk(bot), may_write=False)
        page = ""
        for question in questions:
            async for one in talk.asked(session, {"question": question}):
                page = str(one.thread) if one.thread is not None else page
        exchanges = talk.conversations.of(session).exchanges
        replies = [e.reply for e in exchanges if e.reply is not None]
        assert len(replies) == len(exchanges) == len(questions), [e.fault for e in exchanges]
        for reply in replies:
            assert verify(to_json(reply), bot.archive.article)[1] == []
        await talk._desk.close()
        return replies, page

    return asyncio.run(scene())


def test_by_the_rules_alone(sample_archive: Path) -> None:
    replies, page = held(Bot(Archive.read(sample_archive)), ASKED)
    assert [type(reply) for reply in replies] == [Answer] * 3
    understood = [reply.question.stand_alone for reply in replies]
    assert understood[:2] == [ASKED[0], "When will the Old Weir Bridge reopen?"]
    assert understood[2].startswith("What did the mayor say about the Old Weir Bridge")
    assert [page.count(question) > 0 for question in ASKED] == [True] * 3
    assert all(f"Understood as “{one}”" in page for one in understood[1:])
    assert "Written by" not in page


def test_with_a_model_that_rewrites_and_writes(sample_archive: Path, model_server: draft.Server) -> None:
    def answer(handler: Any) -> None:
        prompt = model_server.bodies[-1]["messages"][-1]["content"]
        if "Write this question again" not in prompt:
            draft.events(f"{WRITTEN}\n{UNSUPPORTED}\n")(handler)
        elif f"The next question is: {ASKED[1]}" in prompt:
            draft.events(REWRITTEN)(handler)
        else:
            draft.events("Did the mayor resign because of the bridge?")(handler)

    model_server.acts.append(answer)
    drafter = Drafter(Endpoint("tiny", model_server.url), RuleChecker())
    replies, page = held(Bot(Archive.read(sample_archive), drafter=drafter), ASKED)
    first, second, third = (reply.question.stand_alone for reply in replies)
    assert (first, second) == (ASKED[0], REWRITTEN)
    assert third == "What did the mayor say about the closed Old Weir Bridge?", (
        "a question of the model's own is not asked"
    )
    wrote = replies[1]
    assert isinstance(wrote, Answer)
    assert WRITTEN.removesuffix(" [1]") in [claim.text for claim in wrote.claims]
    assert "circus" in " ".join(withheld.text for withheld in wrote.withheld)
    assert not any("circus" in claim.text for reply in replies if isinstance(reply, Answer) for claim in reply.claims)
    assert all(f"Understood as “{one}”" in page for one in (second, third))
    assert "Written by tiny at 127.0.0.1" in page
