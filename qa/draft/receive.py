"""A model's text within a time and a size, whatever the model does; one second try where that can help.

The model is read on a thread of its own, so that waiting for it can be left at once. Knows no prompt and no protocol.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import NamedTuple

from qa.draft.model import Broken, Model

LONGEST = 12_000
"""Characters of a text that are taken; an answer has a tenth of that."""
_WHOLE = re.compile(r".*[^\W_].*[.!?\])\n]", re.DOTALL)
_LOOK = 0.1
"""Seconds between two looks whether the wait is to be left."""


class Received(NamedTuple):
    """What a model wrote; `cut`: why it was not let finish, None where it did."""

    text: str
    cut: str | None = None


def receive(model: Model, prompt: str, until: float, go_on: Callable[[], None]) -> Received:
    """The model's text for a prompt. `until`: of time.monotonic(); `go_on` is called while waiting and may raise.

    Raises Broken where nothing usable came.
    """
    try:
        return _once(model, prompt, until, go_on)
    except Broken as error:
        if error.wait is None or time.monotonic() + error.wait >= until:
            raise
        again = time.monotonic() + error.wait
        unsent = error.unsent
    while (left := again - time.monotonic()) > 0:
        go_on()
        time.sleep(min(left, _LOOK))
    try:
        return _once(model, prompt, until, go_on)
    except Broken as error:
        raise Broken(error.why, unsent=unsent and error.unsent) from error


def _once(model: Model, prompt: str, until: float, go_on: Callable[[], None]) -> Received:
    pieces: SimpleQueue[str | _End] = SimpleQueue()
    left = threading.Event()
    threading.Thread(
        target=_read, args=(model, prompt, until - time.monotonic(), pieces, left), name="attribune-model", daemon=True
    ).start()
    text: list[str] = []
    size = 0
    try:
        while True:
            go_on()
            if (seconds := until - time.monotonic()) <= 0:
                return _cut(text, "the time was over")
            try:
                piece = pieces.get(timeout=min(seconds, _LOOK))
            except Empty:
                continue
            if isinstance(piece, _End):
                return _ended(text, piece, until)
            text.append(piece)
            size += len(piece)
            if size > LONGEST:
                return _cut(text, "it did not stop")
    finally:
        left.set()


def _cut(text: list[str], why: str) -> Received:
    """What came until now without the sentence that was under way."""
    whole = _WHOLE.match("".join(text)[:LONGEST])
    if whole is None:
        raise Broken("nothing came in time")
    return Received(whole[0], why)


def _ended(text: list[str], end: _End, until: float) -> Received:
    error = end.error
    if error is None:
        return Received("".join(text))
    if time.monotonic() >= until:
        return _cut(text, "the time was over")
    if isinstance(error, Broken):
        raise error
    raise Broken(f"it failed ({type(error).__name__})") from error


class _End(NamedTuple):
    """No more pieces come; `error`: what ended them, None where they came to their end."""

    error: BaseException | None


class _Told:
    """Hands on whatever ends a block: a model of somebody else's making may raise anything."""

    def __init__(self, pieces: SimpleQueue[str | _End]) -> None:
        self._pieces = pieces

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._pieces.put(_End(error))
        return True


def _read(model: Model, prompt: str, seconds: float, pieces: SimpleQueue[str | _End], left: threading.Event) -> None:
    """On the thread of its own."""
    size = 0
    with _Told(pieces):
        for piece in model.write(prompt, max(0.01, seconds)):
            pieces.put(piece)
            size += len(piece)
            if left.is_set() or size > LONGEST:
                return
