"""`doctor`: what is wrong with an archive, and its repair."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.screen import Screen


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("doctor")(doctor)


def doctor(
    ctx: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Also mend it; no article is ever removed.")] = False,
) -> int:
    """Look for what is wrong with the archive."""
    from index.doctor import examine, mend
    from ui.cli import progress

    screen: Screen = ctx.obj
    with progress.shown(quiet=screen.quiet) as shown:
        mended = mend(screen.archive, shown) if repair else ()
        found = examine(screen.archive, shown)
    for fault in found.faults:
        screen.fault(fault.what, fault.why, fault.do)
    for notice in found.notices:
        screen.notice(notice)
    if screen.as_json:
        faults = [{"what": fault.what, "why": fault.why, "do": fault.do} for fault in found.faults]
        screen.json({"articles": found.articles, "mended": mended, "faults": faults, "notices": found.notices})
    else:
        for one in mended:
            screen.text(f"mended: {one}")
        screen.text(f"{found.articles} articles, {len(found.faults) or 'no'} faults")
    return 1 if found.faults else 0
