"""Whatever ends a command early -> one line on stderr and an exit status (design, section 5).

Errors of the program itself are not caught: they are bugs, and their traceback is wanted.
"""

from __future__ import annotations

import errno
import os
import sys

from typer import TyperException

from index.errors import AttribuneError
from ui.cli.screen import fault

WRONG_USE, REJECTED, REFUSED, UNUSABLE, INTERRUPTED = 2, 3, 4, 5, 130
EXPECTED = (AttribuneError, OSError, KeyboardInterrupt, TyperException)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


def told(error: BaseException) -> int:
    """Say what happened on one line; the exit status. `error` is one of EXPECTED."""
    notes = "".join(f"; {note}" for note in getattr(error, "__notes__", ()))
    if isinstance(error, AttribuneError):
        fault(error.what, error.why, error.do + notes)
        return error.status
    if isinstance(error, KeyboardInterrupt):
        fault("interrupted", "nothing that was indexed is lost", "run the same command again" + notes)
        return INTERRUPTED
    if isinstance(error, TyperException):
        return _misused(error)
    assert isinstance(error, OSError)
    if isinstance(error, BrokenPipeError):
        _let_go(sys.stdout)
        return 0
    what = str(error.filename or "the output")
    why = (error.strerror or str(error) or type(error).__name__).lower()
    if error.errno in _NO_ROOM:
        _let_go(sys.stdout)
        fault(what, why, "make room, or name a place that can be written" + notes)
        return UNUSABLE
    fault(what, why, "check the path and its permissions" + notes)
    return WRONG_USE


def _misused(error: TyperException) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "attribune"
    why = error.format_message().strip().rstrip(".")
    fault(path.removeprefix("attribune ") or path, why[:1].lower() + why[1:], f"see `{path} --help`")
    return WRONG_USE


def _let_go(stream: object) -> None:
    """Nobody reads, or no disk takes, what is still to be written: what is left goes nowhere, without a word."""
    if stream is sys.__stdout__ and sys.__stdout__ is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.__stdout__.fileno())
        os.close(nowhere)
