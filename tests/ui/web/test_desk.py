"""Questions on the desk's threads: stages, stopping, being busy, failing."""

import asyncio
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.errors import ArchiveDamaged, ArchiveLocked, CannotWrite
from index.stores.archive import Archive
from qa.bot import Bot
from qa.rank import FeatureRanker
from qa.types import Answer
from ui.web.browsing import Browsed, Browsing
from ui.web.conversations import Conversation, Exchange, Session, Stage
from ui.web.desk import Busy, Desk, told
from ui.web.talk import Talk

QUESTION = "When is the Washington summit?"


class Gated(FeatureRanker):
    """Ranks when the gate is open, as it should; or fails."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.error = error

    def rank(self, *given: Any) -> Any:
        assert self.gate.wait(20)
        if self.error is not None:
            raise self.error
        return super().rank(*given)


@pytest.fixture
def bot(sample_archive: Path) -> Callable[[Gated], Bot]:
    return lambda ranker: Bot(Archive.read(sample_archive), ranker=ranker)


def _asked(desk: Desk, question: str = QUESTION) -> Exchange:
    talk, exchange = Conversation(), Exchange(question)
    talk.place(exchange)
    desk.begin(talk, exchange)
    return exchange


def test_stages_are_told_in_order_and_the_reply_is_there(bot: Any) -> None:
    async def scene() -> None:
        gated = Gated()
        desk = Desk(bot(gated))
        exchange = _asked(desk)
        stages = []
        async for stage in desk.watch(exchange):
            stages.append(stage)
            if stage is Stage.READING:
                gated.gate.set()
        assert stages == sorted(stages, key=list(Stage).index)
        assert stages[-1] is Stage.DONE
        assert isinstance(exchange.reply, Answer)
        assert [stage async for stage in desk.watch(exchange)] == [Stage.DONE]
        await desk.close()

    asyncio.run(scene())


def test_whoever_watches_slowly_misses_no_end(bot: Any) -> None:
    async def scene() -> None:
        gated = Gated()
        gated.gate.set()
        desk = Desk(bot(gated))
        exchange = _asked(desk)
        async for stage in desk.watch(exchange):
            await asyncio.sleep(0.3)
            last = stage
        assert last is Stage.DONE
        await desk.close()

    asyncio.run(scene())


def test_a_question_is_stopped_on_its_way_and_while_it_waits(bot: Any) -> None:
    async def scene() -> None:
        gated = Gated()
        desk = Desk(bot(gated), workers=1)
        working, waiting = _asked(desk), _asked(desk)
        await asyncio.sleep(0.1)
        desk.stop(waiting)
        assert [stage async for stage in desk.watch(waiting)][-1] is Stage.STOPPED
        desk.stop(working)
        gated.gate.set()
        assert [stage async for stage in desk.watch(working)][-1] is Stage.STOPPED
        assert working.reply is None
        await desk.close()

    asyncio.run(scene())


def test_too_many_are_told_so_at_once(bot: Any) -> None:
    async def scene() -> None:
        gated = Gated()
        desk = Desk(bot(gated), workers=1, waiting=1)
        first, second = _asked(desk), _asked(desk)
        with pytest.raises(Busy):
            _asked(desk)
        gated.gate.set()
        await desk.drained(20)
        assert first.stage is second.stage is Stage.DONE
        assert _asked(desk).stage is Stage.WAITING
        await desk.close()

    asyncio.run(scene())


@pytest.mark.parametrize(
    "error",
    [ArchiveDamaged("/home/secret/archive", "is not sound", "mend it"), RuntimeError("/home/secret"), MemoryError()],
)
def test_a_failure_is_told_without_paths_or_traces(
    bot: Any, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    async def scene() -> Exchange:
        gated = Gated(error)
        gated.gate.set()
        desk = Desk(bot(gated))
        exchange = _asked(desk, QUESTION + " secret")
        await desk.drained(20)
        await desk.close()
        return exchange

    exchange = asyncio.run(scene())
    assert exchange.stage is Stage.FAILED
    assert exchange.fault
    for words in (exchange.fault, caplog.text):
        assert "secret" not in words
        assert "Traceback" not in words
    assert f"question {exchange.id} of {len(QUESTION) + 7} characters: {type(error).__name__}" in caplog.text


def test_each_error_has_its_own_words() -> None:
    errors = [kind("/a", "b", "c") for kind in (ArchiveLocked, ArchiveDamaged, CannotWrite)]
    assert len({told(error) for error in errors}) == 3
    assert not [error for error in errors if "/a" in told(error)]


def test_later_questions_are_told_the_earlier_turns(sample_archive: Path) -> None:
    class Listening(Bot):
        def ask(self, question: str, **named: Any) -> Any:
            heard.append((question, [turn.question for turn in named["history"]]))
            return super().ask(question, **named)

    heard: list[tuple[str, list[str]]] = []

    async def scene() -> None:
        desk = Desk(Listening(Archive.read(sample_archive)))
        talk = Conversation()
        for question in ("Who is Viktor Orban?", QUESTION):
            exchange = Exchange(question)
            talk.place(exchange)
            desk.begin(talk, exchange)
            await desk.drained(20)
        await desk.close()

    asyncio.run(scene())
    assert heard == [("Who is Viktor Orban?", []), (QUESTION, ["Who is Viktor Orban?"])]


def test_a_follow_up_is_shown_as_understood_and_what_is_edited_is_taken_as_it_is(sample_archive: Path) -> None:
    session = Session("s")

    async def scene() -> tuple[list[str], str]:
        talk = Talk(Desk(Bot(Archive.read(sample_archive))), may_write=False)
        understood = []

        async def ask(**data: str) -> str:
            shown = [one.thread async for one in talk.asked(session, data)]
            reply = talk.conversations.of(session).exchanges[-1].reply
            assert reply is not None
            understood.append(reply.question.stand_alone)
            return str(shown[-1])

        await ask(question="What did Viktor Orban agree to?")
        page = await ask(question="When did he say that?")
        second = talk.conversations.of(session).exchanges[-1].id
        await ask(question="When did he say that?", instead=second)
        third = talk.conversations.of(session).exchanges[-1].id
        await ask(instead=third)
        await talk._desk.close()
        return understood, page

    understood, page = asyncio.run(scene())
    assert understood[1].startswith("When did Viktor Orban say ")
    assert f"Understood as \u201c{understood[1]}\u201d" in page
    assert f'value="{understood[1]}"' in page
    assert understood[2:] == ["When did he say that?", "When did he say that?"]


def test_an_asking_that_is_sent_twice_is_begun_once(sample_archive: Path) -> None:
    session = Session("s")

    async def scene() -> tuple[list[str], list[str]]:
        talk = Talk(Desk(Bot(Archive.read(sample_archive))), may_write=False)
        data = {"question": QUESTION, "once": "a1"}

        async def ask() -> str:
            return [str(one.thread) async for one in talk.asked(session, data)][-1]

        both = await asyncio.gather(ask(), ask())
        later = await ask()
        ids = [e.id for e in talk.conversations.of(session).exchanges]
        await talk._desk.close()
        return ids, [*both, later]

    ids, pages = asyncio.run(scene())
    assert len(ids) == 1
    assert len(set(pages)) == 1


def test_sources_come_in_the_order_in_which_they_were_chosen(sample_archive: Path) -> None:
    session = Session("s")

    async def scene() -> list[str]:
        talk = Talk(Desk(Bot(Archive.read(sample_archive))), may_write=False)
        async for _ in talk.asked(session, {"question": "What did Orban agree to?"}):
            pass
        (exchange,) = talk.conversations.of(session).exchanges
        shown: list[str] = []
        source = talk._source

        async def slow_first(given: Any, number: Any) -> Any:
            await asyncio.sleep(0.2 if number == 1 else 0)
            return await source(given, number)

        talk._source = slow_first  # type: ignore[method-assign]

        async def choose(number: int) -> None:
            async for one in talk.chosen(session, {"turn": exchange.id, "mark": number}):
                shown.append(str(one.source))

        await asyncio.gather(choose(1), choose(2))
        await talk._desk.close()
        return shown

    first, second = asyncio.run(scene())
    assert 'data-mark="1"' in first
    assert 'data-mark="2"' in second


def test_the_archive_is_closed_after_the_last_that_reads_it(bot: Any) -> None:
    async def scene() -> None:
        gated = Gated()
        desk = Desk(bot(gated))
        reading = asyncio.create_task(desk.run(gated.gate.wait, 20))
        await asyncio.sleep(0.05)
        closing = asyncio.create_task(desk.close())
        await asyncio.sleep(0.1)
        assert not closing.done()
        assert desk.archive.database.counts()[0] > 0
        gated.gate.set()
        await closing
        assert await reading

    asyncio.run(scene())


def test_a_question_that_is_asked_again_keeps_its_answer_where_many_are_asking(bot: Any) -> None:
    async def scene() -> None:
        gated = Gated()
        desk = Desk(bot(gated), workers=1, waiting=0)
        talk, session = Talk(desk, may_write=False), Session("one")
        conversation = talk.conversations.of(session)
        old = Exchange(QUESTION, stage=Stage.DONE)
        conversation.place(old)
        _asked(desk)
        shown = [one async for one in talk.asked(session, {"instead": old.id})]
        assert "Many people are asking" in str(shown[-1].notice)
        assert conversation.exchanges == [old]
        gated.gate.set()
        await desk.drained(20)
        await desk.close()

    asyncio.run(scene())


def test_from_another_machine_nothing_is_added_removed_or_mended(sample_archive: Path) -> None:
    async def scene() -> None:
        archive = Archive.read(sample_archive)
        before = archive.database.counts()
        browsing, session = Browsing(Desk(Bot(archive)), may_write=False), Session("one")
        key = archive.database.records()[0].key
        for step in (browsing.added(session, {"samples": True}), browsing.removed(session, {"key": key})):
            (told,) = [one async for one in step]
            assert "only be" in str(told.outcome)
        assert [one async for one in browsing.examined(session, {})] == [Browsed()]
        assert archive.database.counts() == before
        archive.close()

    asyncio.run(scene())
