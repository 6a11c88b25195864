"""A conversation on stdin and stdout: a question a line, each answered in the light of those before it.

Knows lines and turns; how a question is answered and how a reply is shown is handed in.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from index.errors import AttribuneError
from index.text import normalise
from qa.types import Turn
from ui.cli import faults
from ui.cli.screen import Screen, is_terminal

if TYPE_CHECKING:
    from qa.types import Reply

PROMPT = "? "
KEPT = 50
"""Turns that later questions may refer to."""


def hold(screen: Screen, answered: Callable[[str, Sequence[Turn]], Reply], show: Callable[[Reply], None]) -> None:
    """Ask until the end of the file. What the archive or the disk does not allow ends a question, not the conversation.

    Raises KeyboardInterrupt where it is interrupted.
    """
    history: list[Turn] = []
    for question in _questions(screen):
        try:
            reply = answered(question, history)
        except AttribuneError as error:
            faults.told(error)
            continue
        if history and not screen.as_json:
            screen.text("")
        show(reply)
        sys.stdout.flush()  # a program that asks waits for it
        history = [*history, Turn(question, reply.question.stand_alone, reply)][-KEPT:]


def _questions(screen: Screen) -> Iterator[str]:
    """The lines of stdin that hold something."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    lines = _typed() if is_terminal(sys.stdin) and not screen.quiet else sys.stdin
    for line in lines:
        if question := normalise(line).strip():
            yield question


def _typed() -> Iterator[str]:
    """Lines as they are typed behind a prompt, which can be edited and called up again."""
    import readline  # noqa: F401  input() edits with it once it is loaded

    while True:
        try:
            yield input(PROMPT)
        except EOFError:
            sys.stdout.write("\n")
            return
