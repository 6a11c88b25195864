"""The server's life: bound, built, run, drained, gone. One process, one archive, one page.

Knows sockets, signals and the temporary folder; what a request may do is in ui.web.guards, what the page does in
ui.web.page.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from index.errors import WrongUse
from index.stores.archive import Archive
from ui.web.place import Place, check

if TYPE_CHECKING:
    from qa.bot import Bot
    from qa.draft.write import Drafter
    from ui.web.application import Application

DRAIN = 6.0
"""Seconds in which questions under way are finished when the server is told to end."""
_FAREWELL = 1
"""Seconds more in which open streams may take their last words."""


def run(folder: Path, place: Place, ready: Callable[[str], None], drafter: Drafter | None = None) -> int:
    """Serve the archive in `folder` until told to end; `ready` is told the address once. 0, or 130 after Ctrl-C.

    Raises WrongUse (the port is taken, no password) and ArchiveUnusable.
    """
    from qa.bot import Bot
    from qa.reader import TrainedReader

    check(place)
    with bound(place) as listening:
        return serve(Bot(Archive.read(folder), TrainedReader(), drafter=drafter), place, listening, ready)


def serve(bot: Bot, place: Place, listening: socket.socket, ready: Callable[[str], None]) -> int:
    """The same over an open archive, which is closed, on a socket that listens."""
    _forget_settings()
    with _temporary():
        from ui.web.application import built  # Gradio takes seconds: what may be wrong was said before

        known = replace(place, port=listening.getsockname()[1])
        return asyncio.run(_serve(built(bot, known), listening, lambda: ready(known.address)))


async def _serve(application: Application, listening: socket.socket, ready: Callable[[], None]) -> int:
    import uvicorn

    class Server(uvicorn.Server):
        """Lets questions under way come to their end before the connections are closed."""

        came = 0

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Both ways of being told to end are the same to us; uvicorn would raise the signal again."""

            def end(number: int, _frame: FrameType | None) -> None:
                self.came = self.came or number
                self.handle_exit(number, None)

            before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()
            application.desk.warm()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            application.guard.closing = True
            await application.desk.drained(DRAIN)
            await super().shutdown(sockets)

    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # their lines hold addresses and traces
    config = uvicorn.Config(
        application.guard,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=_FAREWELL,
        limit_concurrency=500,
        h11_max_incomplete_event_size=64_000,
    )
    server = Server(config)
    try:
        await server.serve(sockets=[listening])
    finally:
        await application.desk.close()
    return 130 if server.came == signal.SIGINT else 0


def bound(place: Place) -> socket.socket:
    """A socket that listens there. Raises WrongUse."""
    try:
        family, *_, address = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise WrongUse(
            f"--host {place.host}", f"it is no address of this machine ({error.strerror})", "name another"
        ) from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(512)
    except (OSError, OverflowError) as error:
        made.close()
        raise WrongUse(
            f"{place.host}:{place.port}",
            f"cannot be listened on ({getattr(error, 'strerror', None) or error})",
            "name another port by --port, 0 for any that is free",
        ) from error
    return made


def _forget_settings() -> None:
    """What the environment would tell Gradio (share, paths, other addresses) is not ours to follow."""
    for name in [n for n in os.environ if n.startswith("GRADIO_")]:
        del os.environ[name]
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    for name in ("ATTRIBUNE_PASSWORD", "ATTRIBUNE_LLM_KEY", "OPENAI_API_KEY"):
        os.environ.pop(name, None)  # read before; no child of the server needs it


@contextmanager
def _temporary() -> Iterator[None]:
    """A folder that only this user can read, for uploads under way; gone with the server."""
    folder = tempfile.mkdtemp(prefix="attribune-web-")
    os.environ["GRADIO_TEMP_DIR"] = folder
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
