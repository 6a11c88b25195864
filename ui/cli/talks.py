"""`eval conversations`: whether follow-ups find what they would find had a person written them to stand alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from index.errors import WrongUse
from ui.cli.screen import Screen
from ui.cli.suite import opened


def register(group: typer.Typer) -> None:
    """Add the command to the group `eval`."""
    group.command("conversations")(conversations)


def conversations(
    ctx: typer.Context,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="FILE", help="Your conversations; else the bundled ones.")
    ] = None,
    missed: Annotated[bool, typer.Option("--missed", help="Also every follow-up that finds less.")] = False,
) -> None:
    """How many follow-ups find, as understood, what they find as a person wrote them to stand alone."""
    from evals import rows
    from evals.metrics.conversations import measure
    from evals.suites import conversations as suite
    from qa.bot import Bot
    from qa.reader import TrainedReader
    from ui.cli import progress

    screen: Screen = ctx.obj
    if data is None and screen.given_archive:
        raise WrongUse("eval conversations", "an archive is named, and no --data to ask it", "name a file of them")
    talks = rows.read(data or suite.bundled(), suite.parse)
    with progress.shown(quiet=screen.quiet) as shown, opened(screen, bundled=data is None, shown=shown) as archive:
        reader = TrainedReader()
        found = suite.run(talks, Bot(archive, reader), reader, shown)
        screen.once(*archive.notices)
    figures = measure(found)
    less = [(f.conversation, f.asked, f.understood, f.written) for f in found if f.kept is False or f.same is False]
    columns = ("conversation", "asked", "understood", "written")
    if screen.as_json:
        lists = {"missed": [dict(zip(columns, row, strict=True)) for row in less]} if missed else {}
        screen.json({**figures, **lists})
        return
    screen.table(("figure", "value", "from", "to", "n"), [(name, *map(str, value)) for name, value in figures.items()])
    if missed:
        screen.table(columns, less)
