"""`web`: the chat page, served from this process."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from index.errors import WrongUse
from ui.cli import drafting
from ui.cli.screen import Screen


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("web")(web)


def web(
    ctx: typer.Context,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Listen on it; others than this machine's own need a password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="0: any that is free.")] = 7860,
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its first line is asked for; else ATTRIBUNE_PASSWORD.")
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A further name under which the page is visited.")
    ] = None,
    llm: drafting.Model = None,
    llm_url: drafting.Url = None,
) -> int:
    """A chat page in the browser: answers beside the words that support them."""
    import logging

    from ui.web import server
    from ui.web.place import Place, check

    screen: Screen = ctx.obj
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr, level=logging.CRITICAL)
    logging.getLogger("attribune.web").setLevel(logging.CRITICAL if screen.quiet else logging.INFO)
    place = Place(host, port, tuple(allow_host or ()), _password(password_file))
    check(place)
    drafter = drafting.drafter(llm, llm_url, screen.once)
    if drafter is not None and not drafter.model.local:
        screen.notice(drafting.leaving(drafter))
    screen.notice("starting, this takes a few seconds")

    def ready(address: str) -> None:
        screen.text(f"attribune: {address}")
        sys.stdout.flush()

    return server.run(screen.archive, place, ready, drafter)


def _password(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get("ATTRIBUNE_PASSWORD") or None
    try:
        lines = file.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise WrongUse(str(file), "it is not text", "write the password on its first line") from error
    if not lines or not lines[0]:
        raise WrongUse(str(file), "its first line is empty", "write the password there")
    return lines[0]
