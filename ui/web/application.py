"""The parts put together: archive, desk, page, our own few addresses, and the guard around all of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from qa.bot import Bot
from qa.types import Reply
from ui.web import export, page
from ui.web.browsing import Browsing
from ui.web.conversations import Conversations, Session
from ui.web.desk import Desk
from ui.web.guards import Guard
from ui.web.login import Login
from ui.web.origins import Origins
from ui.web.place import LARGEST_UPLOAD, Place
from ui.web.sessions import Sessions
from ui.web.talk import Talk

_ASSETS = Path(__file__).with_name("assets")


@dataclass(frozen=True, slots=True)
class Application:
    """What a server runs (`guard`), and what it drains and closes (`desk`)."""

    guard: Guard
    desk: Desk


def built(bot: Bot, place: Place) -> Application:
    """The application over an open archive; `place.port` is the one that it listens on."""
    desk = Desk(bot)
    may = place.may_write
    talk = Talk(desk, may_write=may)
    largest = LARGEST_UPLOAD if may else 0
    app = Starlette(routes=_routes(talk.conversations, desk))
    model = (bot.drafter.model.name, bot.drafter.model.host) if bot.drafter else None
    page.mounted(app, page.blocks(talk, Browsing(desk, may_write=may), may_write=may, model=model), largest=largest)
    sessions = Sessions(place.port)
    login = Login(place.password, sessions) if place.password is not None else None
    return Application(Guard(app, Origins(place.host, place.names), sessions, login, largest=largest), desk)


def _routes(conversations: Conversations, desk: Desk) -> list[BaseRoute]:
    def replies(request: Request) -> tuple[Reply, ...]:
        conversation = conversations.of(Session(request.headers[page.SESSION]))
        wanted = request.path_params.get("id")
        return tuple(e.reply for e in conversation.exchanges if e.reply is not None and wanted in (None, e.id))

    async def live(_: Request) -> Response:
        return PlainTextResponse("live\n")

    async def ready(_: Request) -> Response:
        found = await desk.attempt(desk.archive.database.counts)
        fit = isinstance(found, tuple)
        return PlainTextResponse("ready\n" if fit else "the archive cannot be read\n", 200 if fit else 503)

    async def as_markdown(request: Request) -> Response:
        return _file(export.as_markdown(replies(request)), "text/markdown", "conversation.md")

    async def as_json(request: Request) -> Response:
        return _file(export.as_json(replies(request)), "application/json", "conversation.json")

    return [
        Route("/health/live", live),
        Route("/health/ready", ready),
        Route("/attribune/conversation.md", as_markdown),
        Route("/attribune/conversation.json", as_json),
        Route("/attribune/exchange/{id}.md", as_markdown),
        Mount("/attribune", StaticFiles(directory=_ASSETS)),
    ]


def _file(text: str, kind: str, name: str) -> Response:
    return Response(text, media_type=kind, headers={"content-disposition": f'attachment; filename="attribune-{name}"'})
