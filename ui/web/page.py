"""The page: which component shows what, and who is asked when something on it is chosen. The one importer of Gradio.

Every component is a gr.HTML that shows markup of ui.html, ui.web.chat and ui.web.shelves as its value, by a template
that runs nothing over it (docs/decisions/0006-web-page.md). The page's script reports what was chosen by `trigger`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import gradio as gr
from gradio.context import LocalContext
from starlette.applications import Starlette

from ui.tags import Html
from ui.web import chat, shelves
from ui.web.browsing import Browsed, Browsing
from ui.web.conversations import Conversation, Session
from ui.web.talk import Data, Shown, Talk

SESSION = "attribune-session"
"""The header in which the guard hands on whose request it is."""
AT_ONCE = 100
"""Events of one kind that are served at once: nearly all of their time they wait for the desk."""
PAGES = 300
"""Open pages whose last state Gradio keeps; of an older one it begins anew, and nobody sees a difference."""
_REST = 0.02
"""Seconds between two looks of Gradio's queue for events; its own thousandth costs an idle machine 5 % of a core."""
_FONT = ["system-ui", "sans-serif"]
_MONO = ["ui-monospace", "monospace"]

Parts = AsyncIterator[Shown] | AsyncIterator[Browsed]
Handler = Callable[[Session, Data], Parts]
_log = logging.getLogger("attribune.web")


def blocks(talk: Talk, browsing: Browsing, *, may_write: bool, model: tuple[str, str] | None = None) -> gr.Blocks:
    """The page as Gradio mounts it. `model`: name and host of the language model that writes."""
    made: gr.Blocks
    with gr.Blocks(analytics_enabled=False, title="attribune", fill_width=True, delete_cache=(60, 600)) as made:
        _html("top", chat.top())
        with gr.Row(elem_id="chat", elem_classes=["view"]):
            with gr.Column(elem_id="talk"):
                thread = _html("thread", chat.thread(Conversation(), (), empty=False, may_write=False))
                status = _html("status")
                notice = _html("notice")
                form = _html("composer", chat.composer(model))
            with gr.Column(elem_id="beside"):
                source = _html("source", chat.nothing_chosen())
        with gr.Column(elem_id="library", elem_classes=["view"]):
            head = _html("head", shelves.head(may_write=may_write))
            outcome = _html("outcome")
            shelf = _html("shelves")
            health = _html("health", shelves.health(None) if may_write else Html(""))
        shown = [thread, status, notice, source]
        browsed = [outcome, shelf, health]
        limits: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": AT_ONCE, "api_visibility": "private"}
        made.load(_opened(talk), None, shown, **limits)
        limits["trigger_mode"] = "multiple"
        form.submit(_handled(talk.asked, talk.failed), None, shown, **limits)
        form.stop(_handled(talk.stopped, talk.failed), None, shown, **limits)
        thread.submit(_handled(talk.asked, talk.failed), None, shown, **limits)
        thread.select(_handled(talk.chosen, talk.failed), None, shown, **limits)
        thread.like(_handled(talk.voted, talk.failed), None, shown, **limits)
        thread.clear(_handled(talk.cleared, talk.failed), None, shown, **limits)
        source.select(_handled(talk.chosen, talk.failed), None, shown, **limits)
        head.upload(_handled(browsing.added, browsing.failed), None, browsed, **limits)
        shelf.select(_handled(browsing.looked, browsing.failed), None, browsed, **limits)
        shelf.delete(_handled(browsing.removed, browsing.failed), None, browsed, **limits)
        health.select(_handled(browsing.examined, browsing.failed), None, browsed, **limits)
        made.state_session_capacity = PAGES
        made.queue(max_size=2 * AT_ONCE, api_open=False)
        made._queue.sleep_when_free = _REST  # noqa: SLF001  there is no other way to say it
    return made


def mounted(app: Starlette, page: gr.Blocks, *, largest: int) -> None:
    """Put the page at the root of `app`. `largest`: bytes of an uploaded file. What Gradio could open stays shut."""
    gr.mount_gradio_app(
        app,  # it mounts and wraps the lifespan, which any Starlette has
        page,
        "/",
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        max_file_size=largest,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(font=_FONT, font_mono=_MONO),
    )


def _html(name: str, value: Html = Html("")) -> gr.HTML:  # noqa: B008  frozen
    return gr.HTML(
        str(value),
        elem_id=f"part-{name}",
        html_template="${value}",
        js_on_load=f"attribune.{name}(element, trigger, watch, upload)",
        apply_default_css=False,
    )


def _handled(handler: Handler, failed: Shown | Browsed) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    """A handler as Gradio calls it: whose request it is, what was reported, what each part shows."""

    async def handle(event: gr.EventData, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        data = event._data  # noqa: SLF001  its attributes raise where the page sent none
        parts = handler(Session(request.headers[SESSION]), data if isinstance(data, Mapping) else {})
        async for shown in _steps(parts, failed):
            yield shown

    return handle


def _opened(talk: Talk) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    """The same for the page's opening, which reports nothing."""

    async def handle(request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        async for shown in _steps(talk.opened(Session(request.headers[SESSION]), {}), talk.failed):
            yield shown

    return handle


async def _steps(parts: Parts, failed: Shown | Browsed) -> AsyncIterator[tuple[Any, ...]]:
    """What a handler shows, step by step; Gradio would write the trace of one that fails into the log.

    The last step changes nothing: Gradio sends the last one again when the event is over, and what was chosen meanwhile
    would be shown no more.
    """
    nothing = tuple(gr.skip() for _ in failed)
    while True:
        step = asyncio.ensure_future(anext(parts, None))
        try:
            await asyncio.wait((step,))
        finally:
            step.cancel()  # nobody listens any more; of one that is done this is no news
        error = step.exception()
        if error is not None:
            _log.error("the page failed: %s", type(error).__name__)
        shown = failed if error is not None else step.result()
        if shown is not None:
            _keep_places()
            yield tuple(gr.skip() if part is None else str(part) for part in shown)
        if shown is None or error is not None:
            yield nothing
            return


def _keep_places() -> None:
    """Give the components of a visitor's page the ids of the places in which they stand.

    For each part that a step leaves as it is Gradio makes a new component, with an id of its own, in the place of the
    old one; a later value is then kept under that id too, for ever: half a megabyte a question.
    """
    config = LocalContext.blocks_config.get(None)
    for place, component in config.blocks.items() if config is not None else ():
        component._id = place  # noqa: SLF001
