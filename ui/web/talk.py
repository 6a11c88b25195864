"""What is done in the chat: a question begins, goes on, is stopped, asked again, judged; a source is looked up.

Knows conversations and the desk; what the page shows comes from ui.web.chat. Knows no Gradio: each method tells what
the parts of the page show now, None for what stays. `data` is what a page reported: foreign, and read as such.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from index.errors import AttribuneError
from index.prose.dates import parse_day
from index.stores.archive import Archive
from index.text import normalise
from index.types import Period
from qa.question import LONGEST
from qa.suggest import suggestions
from ui import html
from ui.tags import Html
from ui.web import chat, feedback
from ui.web.conversations import Conversation, Conversations, Exchange, Session, Vote
from ui.web.desk import Busy, Desk, told

EXAMPLES = 4
"""Questions that are proposed before the first is asked."""
_ONCE = 40
Data = Mapping[str, Any]
_NOTHING = Html("")


class Shown(NamedTuple):
    """What the parts of the chat show; None: what they showed before."""

    thread: Html | None = None
    status: Html | None = None
    notice: Html | None = None
    source: Html | None = None


class Talk:
    """All conversations over one desk."""

    def __init__(self, desk: Desk, *, may_write: bool) -> None:
        self._desk = desk
        self._may_write = may_write
        self.conversations = Conversations()

    failed = Shown(notice=chat.notice("Something went wrong inside the server. Nothing is lost; try again."))
    """What is shown where one of these fails in a way that nobody foresaw."""

    async def opened(self, session: Session, _data: Data) -> AsyncIterator[Shown]:
        """The conversation as it stands; where a question is under way, how it goes on."""
        conversation = self.conversations.of(session)
        last = next((e for e in reversed(conversation.exchanges) if e.reply is not None), None)
        conversation.notices.clear()  # a page that is opened anew shows nothing of it yet
        now = (await self._now(conversation))._replace(source=await self._source(last, 1) or chat.nothing_chosen())
        yield now if now.notice else now._replace(notice=self._noticed(conversation))
        if (running := conversation.running) is not None:
            async for one in self._followed(conversation, running):
                yield one

    async def asked(self, session: Session, data: Data) -> AsyncIterator[Shown]:
        """A question: a new one, or one in the place of an earlier one (`instead`), changed or not."""
        conversation = self.conversations.of(session)
        once = text_in(data, "once")[:_ONCE]
        if (begun := conversation.begun(once)) is not None:
            async for one in self._followed(conversation, begun):
                yield one
            return
        old = conversation.find(text_in(data, "instead"))
        if old is not None and "question" not in data:
            question, period, as_is = old.question, old.period, old.as_is
        else:
            as_is = old is not None  # edited as it was understood
            question = normalise(text_in(data, "question")).strip()
            given = Period(_day(text_in(data, "since")), _day(text_in(data, "until")))
            # A new question without days says them itself, or none; an edited one without days is of any day.
            period = given if given or old is not None else None
        fault = _fault(conversation, question, period)
        if fault is not None:
            yield Shown(notice=chat.notice(fault))
            return
        exchange = Exchange(question[:LONGEST], period, as_is, once=once)
        before = list(conversation.exchanges)
        conversation.place(exchange, old.id if old else None)
        try:
            self._desk.begin(conversation, exchange)
        except Busy:
            conversation.exchanges[:] = before  # what was to be asked anew keeps its answer
            yield Shown(notice=chat.notice("Many people are asking at the moment. Ask again in a few seconds."))
            return
        long = f"The question is long: only its first {LONGEST:,} characters are read."
        yield Shown(notice=chat.notice(long) if len(question) > LONGEST else _NOTHING)
        async for one in self._followed(conversation, exchange):
            yield one

    async def stopped(self, session: Session, _data: Data) -> AsyncIterator[Shown]:
        """Leave the question that is under way."""
        if (running := self.conversations.of(session).running) is not None:
            self._desk.stop(running)
        yield Shown(notice=_NOTHING)

    async def cleared(self, session: Session, _data: Data) -> AsyncIterator[Shown]:
        """Begin a new conversation."""
        if (running := self.conversations.of(session).running) is not None:
            self._desk.stop(running)
        self.conversations.clear(session)
        yield Shown(notice=_NOTHING)
        yield (await self._now(self.conversations.of(session)))._replace(source=chat.nothing_chosen())

    async def chosen(self, session: Session, data: Data) -> AsyncIterator[Shown]:
        """Show the source of a citation mark."""
        conversation = self.conversations.of(session)
        async with conversation.looking:  # whoever chooses two marks quickly sees the second
            source = await self._source(conversation.find(text_in(data, "turn")), data.get("mark"))
        yield Shown(source=source)

    async def voted(self, session: Session, data: Data) -> AsyncIterator[Shown]:
        """Keep a thumb, or take it back where it is given twice."""
        conversation = self.conversations.of(session)
        exchange = conversation.find(text_in(data, "turn"))
        if exchange is None or exchange.reply is None or text_in(data, "vote") not in tuple(Vote):
            yield Shown()
            return
        given = Vote(text_in(data, "vote"))
        vote = None if exchange.vote is given else given
        kept = await self._desk.attempt(feedback.keep, self._desk.folder, exchange.id, exchange.reply, vote)
        if isinstance(kept, AttribuneError):
            yield Shown(notice=chat.notice(told(kept)))
            return
        exchange.vote = vote
        yield Shown(self._thread(conversation))

    async def _followed(self, conversation: Conversation, exchange: Exchange) -> AsyncIterator[Shown]:
        async for stage in self._desk.watch(exchange):
            source = await self._source(exchange, 1) if stage.over else None
            notice = self._noticed(conversation) if stage.over else None
            yield Shown(self._thread(conversation), chat.status(conversation), notice, source)

    def _noticed(self, conversation: Conversation) -> Html | None:
        """What the server works without, where the conversation was not told."""
        new = [text for text in self._desk.notices if text not in conversation.notices]
        conversation.notices.update(new)
        return chat.lacking(new) if new else None

    async def _now(self, conversation: Conversation) -> Shown:
        if conversation.exchanges:
            return Shown(self._thread(conversation), chat.status(conversation))
        found = await self._desk.attempt(_beginning, self._desk.archive)
        if isinstance(found, AttribuneError):
            return Shown(self._thread(conversation), _NOTHING, chat.notice(told(found)))
        examples, articles = found
        if conversation.exchanges:  # whoever asks quickly asked meanwhile
            return Shown(self._thread(conversation), chat.status(conversation))
        return Shown(self._thread(conversation, examples, empty=not articles), _NOTHING)

    def _thread(self, conversation: Conversation, examples: tuple[str, ...] = (), *, empty: bool = False) -> Html:
        return chat.thread(conversation, examples, empty=empty, may_write=self._may_write)

    async def _source(self, exchange: Exchange | None, number: object) -> Html | None:
        """The panel with that citation; None where there is none."""
        if exchange is None or exchange.reply is None:
            return None
        mark = next((m for m in html.marks(exchange.reply) if m.number == number), None)
        if mark is None:
            return None
        article = await self._desk.attempt(self._desk.archive.article, mark.citation.key)
        found = None if isinstance(article, AttribuneError) else article
        return chat.source(exchange.reply, exchange.id, mark, found)


def text_in(data: Data, name: str) -> str:
    """A text that a page reported; empty where it is none."""
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _fault(conversation: Conversation, question: str, period: Period | None) -> str | None:
    """Why a question is not begun."""
    if conversation.running is not None:
        return "One question at a time: stop the one under way first."
    if not question:
        return "Write a question first."
    if period and period.since and period.until and period.since > period.until:
        return "The first day is after the last one."
    return None


def _beginning(archive: Archive) -> tuple[tuple[str, ...], int]:
    """Questions to begin with, and how many articles there are."""
    return suggestions(archive, EXAMPLES), archive.database.counts()[0]


def _day(written: str) -> date | None:
    return parse_day(written) if written and len(written) < 40 else None
