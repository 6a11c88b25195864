"""Where a command writes: results to stdout, notices and faults to stderr; for a terminal, a pipe or a program.

Knows what was asked of every command (`--archive`, `--json`, `--quiet`); knows no command.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from index.text import one_line, plain

if TYPE_CHECKING:
    from rich.console import Console

    from ui.terminal import Line

WIDEST = 110
"""Columns of a terminal that are used: longer lines are hard to read."""
_LONGEST = 20_000
_ODD = re.compile(r"[^\n\x20-\x7e]")


class Screen:
    """Made by the root of the command line, handed to every command."""

    def __init__(self, archive: Path | None = None, *, as_json: bool = False, quiet: bool = False) -> None:
        self._archive = archive
        self.as_json = as_json
        self.quiet = quiet
        self._told: set[str] = set()

    @property
    def given_archive(self) -> bool:
        """Whether an archive was named on the command line."""
        return self._archive is not None

    @property
    def archive(self) -> Path:
        """The folder of the archive that was named, or the user's own."""
        from index.settings import archive_folder

        return archive_folder(self._archive)

    @property
    def names_archive(self) -> bool:
        """Whether an archive was named, by the option or the environment."""
        return self._archive is not None or bool(os.environ.get("ATTRIBUNE_ARCHIVE"))

    def lines(self, lines: Iterable[Line]) -> None:
        """Results, rendered by ui.terminal."""
        from ui import terminal

        if is_terminal(sys.stdout):
            _console(sys.stdout).print(terminal.renderable(lines))
        else:
            sys.stdout.write(terminal.plain_text(lines))

    def text(self, text: str) -> None:
        """Results that are plain text already; a newline is put after them."""
        sys.stdout.write(plain(text) + "\n")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Results in columns: a table on a terminal, else a line a row, separated by tabs, without a head.

        Without `columns` the rows are names with their values.
        """
        if not is_terminal(sys.stdout):
            for row in rows:
                sys.stdout.write("\t".join(one_line(cell, _LONGEST) for cell in row) + "\n")
            return
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False) if columns else Table.grid(padding=(0, 3))
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*(Text(one_line(cell, _LONGEST)) for cell in row))
        _console(sys.stdout).print(table)

    def titled(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table under its title, with its head also where nobody watches; an empty line after it."""
        if is_terminal(sys.stdout):
            self.text(title)
            self.table(columns, rows)
            return
        sys.stdout.write(one_line(title, _LONGEST) + "\n")
        self.table(columns, [columns, *rows])
        sys.stdout.write("\n")

    def json(self, document: object, *, line: bool = False) -> None:
        """Results for a program: one document, or one of many lines."""
        unicode = (getattr(sys.stdout, "encoding", None) or "").lower().replace("_", "-") in ("utf-8", "utf8")
        sys.stdout.write(as_json(document, None if line else 2, ascii_only=not unicode) + "\n")

    def notice(self, text: str) -> None:
        """What the user should know, on stderr; not with --quiet."""
        if not self.quiet:
            _say(text)

    def warning(self, text: str) -> None:
        """The same, also with --quiet: what leaves this machine."""
        _say(text)

    def once(self, *notices: str) -> None:
        """The same; what this run has said already is not said again."""
        for text in notices:
            if text not in self._told:
                self._told.add(text)
                self.notice(text)

    def fault(self, what: str, why: str, do: str) -> None:
        """What went wrong, on one line of stderr."""
        fault(what, why, do)


def fault(what: str, why: str, do: str) -> None:
    """`attribune: WHAT: WHY; DO` on stderr."""
    _say(f"attribune: {what}: {why}; {do}")


def _say(text: str) -> None:
    """One line of stderr. Where nobody reads it any more, the work and the exit status are worth the same."""
    with suppress(OSError):
        sys.stderr.write(one_line(text, _LONGEST) + "\n")


def is_terminal(stream: IO[str]) -> bool:
    """Whether the stream is a terminal that knows colours and movement."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def as_json(document: object, indent: int | None, *, ascii_only: bool = False) -> str:
    """JSON with every character escaped that a terminal would act upon or not show, or `ascii_only`."""
    dumped = json.dumps(document, ensure_ascii=ascii_only, indent=indent)
    return _ODD.sub(lambda c: c.group() if plain(c.group()) == c.group() else json.dumps(c.group())[1:-1], dumped)


def _console(stream: IO[str]) -> Console:
    from rich.console import Console

    console = Console(file=stream, markup=False, highlight=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console
