"""What is done in the library: it is looked through, files are added, an article is removed, the archive examined.

Like ui.web.talk: tells what the parts of the page show now; knows no Gradio; `data` is foreign.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import NamedTuple

from index.errors import Rejected
from index.types import ArticleKey, Progress
from index.uploads import Outcome
from ui.tags import Html
from ui.web import keeping, shelves
from ui.web.conversations import Session
from ui.web.desk import Desk, Fault, told
from ui.web.talk import Data, text_in

_TICK = 0.3
"""Seconds between two words on how far a run is."""
_WORDS = {"indexing": "Indexing", "removing": "Removing", "publishing": "Making the vector index"}
_log = logging.getLogger("attribune.web")


class Browsed(NamedTuple):
    """What the parts of the library show; None: what they showed before."""

    outcome: Html | None = None
    shelves: Html | None = None
    health: Html | None = None


def _said(words: str) -> Browsed:
    return Browsed(outcome=shelves.working(words))


class Browsing:
    """The library over one desk."""

    def __init__(self, desk: Desk, *, may_write: bool) -> None:
        self._desk = desk
        self._may_write = may_write

    failed = _said("Something went wrong inside the server. Nothing is lost; try again.")
    """What is shown where one of these fails in a way that nobody foresaw."""

    async def looked(self, _session: Session, data: Data) -> AsyncIterator[Browsed]:
        """The library, and of its list the part that is asked for."""
        yield await self._now(data)

    async def added(self, _session: Session, data: Data) -> AsyncIterator[Browsed]:
        """Uploaded files, or the sample articles, come in."""
        if not self._may_write:
            yield _said("Articles can only be added from the machine that this server runs on.")
            return
        try:
            work = self._addition(data)
        except Rejected as error:
            yield _said(f"{error.what}: {error.why}; {error.do}.")
            return
        doing = ["Reading the files"]

        def report(stage: str, done: int, _total: int, /) -> None:
            self._desk.go_on()
            words = _WORDS.get(stage, stage.capitalize())
            doing[0] = f"{words}: {done:,}" if done else words

        task = asyncio.ensure_future(self._desk.write(work, report))
        while not task.done():
            yield _said(doing[0])
            await asyncio.wait((task,), timeout=_TICK)
        found = task.result()
        if isinstance(found, Fault):
            yield _said(told(found))
            return
        _log.info("%d files came in, %d articles new or changed", len(found), sum(o.added + o.updated for o in found))
        yield (await self._now({}))._replace(outcome=shelves.outcomes(found))

    def _addition(self, data: Data) -> Callable[[Progress], tuple[Outcome, ...]]:
        """What is to be added, as the work that adds it. Raises Rejected."""
        if data.get("samples") is True:
            return partial(keeping.add_samples, self._desk.folder)
        return partial(keeping.add, self._desk.folder, keeping.received(_files(data)))

    async def removed(self, _session: Session, data: Data) -> AsyncIterator[Browsed]:
        """An article goes out."""
        if not self._may_write:
            yield _said("Articles can only be removed from the machine that this server runs on.")
            return
        yield _said("Removing the article")
        found = await self._desk.write(keeping.remove, self._desk.folder, ArticleKey(text_in(data, "key")))
        words = told(found) if isinstance(found, Fault) else "Removed." if found else "It was not there any more."
        yield (await self._now(data))._replace(outcome=shelves.working(words))

    async def examined(self, _session: Session, _data: Data) -> AsyncIterator[Browsed]:
        """The archive is looked at by the doctor."""
        if not self._may_write:
            yield Browsed()
            return
        yield _said("Examining the archive")
        found = await self._desk.write(keeping.looked_after, self._desk.folder)
        if isinstance(found, Fault):
            yield _said(told(found))
            return
        yield Browsed(outcome=Html(""), health=shelves.health(found))

    async def _now(self, data: Data) -> Browsed:
        skip = data.get("skip")
        search = text_in(data, "search")[:200]
        found = await self._desk.attempt(keeping.look, self._desk.archive, search, skip if isinstance(skip, int) else 0)
        if isinstance(found, Fault):
            return _said(told(found))
        overview, table = found
        return Browsed(shelves=shelves.library(overview, table, may_write=self._may_write))


def _files(data: Data) -> list[tuple[str, str]]:
    told = data.get("files")
    rows = [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []
    return [(text_in(row, "path"), text_in(row, "name")) for row in rows]
