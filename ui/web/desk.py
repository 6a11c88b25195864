"""The one open archive and the few threads that may use it; questions wait their turn, and can be stopped.

Everything that touches the archive runs on these threads: SQLite keeps a connection and its cache for each, and two
cores serve no more at once. Knows nothing about HTTP or markup.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import ParamSpec, TypeVar

from index.errors import (
    ArchiveDamaged,
    ArchiveLocked,
    ArchiveUnusable,
    AttribuneError,
    CannotWrite,
    OtherVersion,
    StampMismatch,
)
from index.types import Cancelled
from qa.bot import Bot
from qa.suggest import suggestions
from qa.types import Claim, Refusal, Reply, Turn
from ui.web.conversations import Conversation, Exchange, Stage

WORKERS = 2
"""Questions that are worked on at once."""
WAITING = 60
"""Questions that may wait; whoever comes later is told that the server is busy."""
_P = ParamSpec("_P")
_R = TypeVar("_R")
_log = logging.getLogger("attribune.web")


Fault = AttribuneError | Cancelled
"""What may come of a piece of work instead of its result."""


class Busy(Exception):
    """Too many questions wait already."""


class Desk:
    """The archive, the bot over it and their threads. Made and used on the server's event loop."""

    def __init__(self, bot: Bot, workers: int = WORKERS, waiting: int = WAITING) -> None:
        self.archive = bot.archive
        self.folder = bot.archive.folder
        self._bot = bot
        self._pool = ThreadPoolExecutor(workers, "attribune-archive")
        self._writer = ThreadPoolExecutor(1, "attribune-writer")
        self._closing = threading.Event()
        self._limit = workers + waiting
        self._under_way: dict[str, _Work] = {}
        self._logged: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def warm(self) -> None:
        """Load what the first question would have to wait for: the model, the indexes."""
        warmed = asyncio.wrap_future(self._pool.submit(self._warm))
        warmed.add_done_callback(lambda _: self._log_notices())

    @property
    def notices(self) -> tuple[str, ...]:
        """What the server works without."""
        return tuple(self.archive.notices)

    def begin(self, conversation: Conversation, exchange: Exchange) -> None:
        """Start on a question; it goes on whether or not anybody watches. Raises Busy."""
        if len(self._under_way) >= self._limit:
            raise Busy
        stop = threading.Event()
        history = () if exchange.as_is else conversation.before(exchange)
        future = self._pool.submit(self._ask, exchange, history, stop, asyncio.get_running_loop())
        self._under_way[exchange.id] = _Work(stop, future)
        task = asyncio.get_running_loop().create_task(self._finish(exchange, future))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self, exchange: Exchange) -> None:
        """Leave a question: at once where it waits, else at its next report of progress."""
        if (work := self._under_way.get(exchange.id)) is not None:
            work.stop.set()
            work.future.cancel()

    async def watch(self, exchange: Exchange) -> AsyncIterator[Stage]:
        """The stage that a question has reached, then each further one, until it is over."""
        while (work := self._under_way.get(exchange.id)) is not None:
            changed = work.changed  # before the stage is told: what comes meanwhile is not missed
            yield exchange.stage
            await changed.wait()
        yield exchange.stage

    async def run(self, work: Callable[_P, _R], *arguments: _P.args, **named: _P.kwargs) -> _R:
        """Do something with the archive on one of its threads."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: work(*arguments, **named))

    async def attempt(self, work: Callable[_P, _R], *arguments: _P.args, **named: _P.kwargs) -> _R | AttribuneError:
        """The same; an expected error is handed back, for `told`."""
        try:
            return await self.run(work, *arguments, **named)
        except AttribuneError as error:
            return error

    async def write(self, work: Callable[_P, _R], *arguments: _P.args, **named: _P.kwargs) -> _R | Fault:
        """Change the archive, on a thread of its own: questions go on, two changes do not meet."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._writer, lambda: work(*arguments, **named))
        except (AttribuneError, Cancelled) as error:
            return error

    def go_on(self) -> None:
        """Raises Cancelled once the server is ending: a long change asks now and then."""
        if self._closing.is_set():
            raise Cancelled

    async def drained(self, seconds: float) -> None:
        """Wait until every question that was begun is over, or the time is."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    async def close(self) -> None:
        """Stop what is under way and let go of the archive."""
        self._closing.set()
        for work in self._under_way.values():
            work.stop.set()
            work.future.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=5)
        ended = [asyncio.to_thread(p.shutdown, cancel_futures=True) for p in (self._pool, self._writer)]
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*ended), 2)
            self.archive.close()  # only now: SQLite crashes where a connection is closed that a thread still uses

    def _log_notices(self) -> None:
        """Each once, for whoever runs the server."""
        for text in self.notices:
            if text not in self._logged:
                self._logged.add(text)
                _log.warning("%s", text)

    def _warm(self) -> None:
        def go_on(_stage: str, _done: int, _total: int, /) -> None:
            self.go_on()

        with suppress(AttribuneError, Cancelled):
            for question in suggestions(self.archive, 1):
                self._bot.ask(question, progress=go_on)

    def _ask(
        self, exchange: Exchange, history: tuple[Turn, ...], stop: threading.Event, loop: asyncio.AbstractEventLoop
    ) -> Reply:
        """On a thread of the pool."""

        def report(stage: str, done: int, total: int, /) -> None:
            if stop.is_set():
                raise Cancelled
            with suppress(ValueError):  # a stage that has no word of its own on the page
                loop.call_soon_threadsafe(self._reach, exchange, Stage(stage), (done, total))

        def heard(claim: Claim, /) -> None:
            loop.call_soon_threadsafe(self._hear, exchange, claim)

        report(Stage.SEARCHING, 0, 0)
        return self._bot.ask(
            exchange.question,
            history=history,
            period=exchange.period,
            asked=date.today(),
            progress=report,
            heard=heard,
        )

    async def _finish(self, exchange: Exchange, future: Future[Reply]) -> None:
        started = time.perf_counter()
        waited = asyncio.wrap_future(future)
        await asyncio.wait((waited,))
        # Not `await waited`: what ended it is looked at, whatever it is, and put into words that name no path.
        error = None if waited.cancelled() else waited.exception()
        if waited.cancelled() or isinstance(error, Cancelled):
            stage, outcome = Stage.STOPPED, "stopped"
        elif error is not None:
            stage, outcome, exchange.fault = Stage.FAILED, type(error).__name__, told(error)
        else:
            stage, exchange.reply = Stage.DONE, waited.result()
            outcome = exchange.reply.reason if isinstance(exchange.reply, Refusal) else "answered"
        self._reach(exchange, stage)
        self._log_notices()
        length, spent = len(exchange.question), 1000 * (time.perf_counter() - started)
        _log.info("question %s of %d characters: %s after %.0f ms", exchange.id, length, outcome, spent)

    def _hear(self, exchange: Exchange, claim: Claim) -> None:
        if exchange.id in self._under_way:
            exchange.checked = (*exchange.checked, claim)
            self._reach(exchange, exchange.stage, exchange.steps)

    def _reach(self, exchange: Exchange, stage: Stage, steps: tuple[int, int] = (0, 0)) -> None:
        if (work := self._under_way.get(exchange.id)) is None:
            return
        exchange.stage, exchange.steps = stage, steps
        changed, work.changed = work.changed, asyncio.Event()
        if stage.over:
            del self._under_way[exchange.id]
        changed.set()


@dataclass(slots=True)
class _Work:
    """A question on its way; `changed` is set, and another put in its place, at each stage."""

    stop: threading.Event
    future: Future[Reply]
    changed: asyncio.Event = field(default_factory=asyncio.Event)


_TOLD: tuple[tuple[type[BaseException], str], ...] = (
    (Cancelled, "The server is about to end. What was done until now is kept."),
    (ArchiveLocked, "Another process is writing the archive. Wait for it to end, then try again."),
    (ArchiveDamaged, "The archive is damaged. Whoever runs this server should run: attribune doctor"),
    (OtherVersion, "The archive was written by a newer attribune. Whoever runs this server should update it."),
    (StampMismatch, "The archive was made with other settings. Whoever runs this server should run: attribune status"),
    (CannotWrite, "The archive cannot be written: its disk is full or read-only."),
    (ArchiveUnusable, "The archive cannot be read at the moment. Try again."),
)


def told(error: BaseException) -> str:
    """What went wrong, in words for the page: no path, no trace."""
    for kind, words in _TOLD:
        if isinstance(error, kind):
            return words
    return "Something went wrong inside the server. Nothing is lost; try again, or ask in other words."
