"""The command line put together: the options of every command, the commands, and what a run returns.

Each command imports what it needs when it runs: `attribune --help` loads neither stores nor models.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from index.errors import WrongUse
from ui.cli import answers, articles, check, demo, faults, health, measure, web
from ui.cli.screen import Screen

_EPILOG = "--archive, --json and --quiet may also stand after the command."


class _Group(TyperGroup):
    """Says what ends a command early, before typer does it in its own way."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except faults.EXPECTED as error:
            return faults.told(error)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("attribune")
        except PackageNotFoundError:
            number = "of a checkout that is not installed"
        sys.stdout.write(f"attribune {number}\n")
        raise typer.Exit


app = typer.Typer(
    cls=_Group,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EPILOG,
    help="Answers over your own news articles: every sentence tied to exact words, or an honest refusal.",
)
for group in (demo, articles, health, answers, check, web, measure):
    group.register(app)


@app.callback()
def root(
    ctx: typer.Context,
    archive: Annotated[
        Path | None,
        typer.Option(
            "--archive", metavar="DIR", readable=False, help="The archive; else ATTRIBUNE_ARCHIVE, else your own."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Results as JSON.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="No progress and no notices, but of what is sent where.")
    ] = False,
    version: Annotated[  # noqa: ARG001  its callback has ended the run
        bool, typer.Option("--version", help="The version, and nothing else.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """What every command takes; its words in the help are those of the app."""
    ctx.obj = Screen(archive, as_json=as_json, quiet=quiet)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments (without the program's name) say; the exit status. Writes to stdout and stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        result = get_command(app).main(to_front(arguments) or ["--help"], "attribune", standalone_mode=False)
        sys.stdout.flush()
    except faults.EXPECTED as error:
        return faults.told(error)
    if not arguments:
        return faults.WRONG_USE
    return result if isinstance(result, int) else 0


def to_front(arguments: Sequence[str]) -> list[str]:
    """The arguments with those that every command takes put first; nothing behind `--` is touched.

    Raises WrongUse where `--archive` is the last one or names nothing.
    """
    first: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return [*first, *rest, word, *waiting]
        if word in ("--json", "--quiet") or (word.startswith("--archive=") and word != "--archive="):
            first.append(word)
        elif word in ("--archive", "--archive="):
            folder = waiting.pop(0) if waiting and word == "--archive" else ""
            if not folder:  # as a path that is the folder one stands in, and a variable that is not set ends here
                raise WrongUse("--archive", "no folder is named", "write it behind: --archive DIR")
            first += [word, folder]
        else:
            rest.append(word)
    return first + rest
