"""How far a command is, with rates, on stderr of a terminal; silent elsewhere and with --quiet."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from index.types import Progress, silent
from ui.cli.screen import is_terminal

if TYPE_CHECKING:
    from rich.progress import Task
    from rich.text import Text


@contextmanager
def shown(*, quiet: bool) -> Iterator[Progress]:
    """A Progress that draws a bar for each stage while the block runs, and leaves nothing behind."""
    with _interruptible() as check:
        if quiet or not is_terminal(sys.stderr):
            yield check
            return
        with _bars(check) as report:
            yield report


@contextmanager
def _interruptible() -> Iterator[Progress]:
    """A Progress that raises the KeyboardInterrupt of a Ctrl-C again.

    Python drops the first where it arrives inside a callback that may not raise, such as a collection of garbage.
    """
    if threading.current_thread() is not threading.main_thread():
        yield silent
        return
    asked = threading.Event()

    def stop(_signum: int, _frame: FrameType | None) -> None:
        asked.set()
        raise KeyboardInterrupt

    def check(_stage: str, _done: int, _total: int, /) -> None:
        if asked.is_set():
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _bars(check: Progress) -> Iterator[Progress]:
    from rich import progress
    from rich.console import Console
    from rich.text import Text

    class Counted(progress.ProgressColumn):
        """Units done, of how many, and how many a second."""

        def render(self, task: Task) -> Text:
            of = f" of {task.total:,.0f}" if task.total else ""
            rate = f"  {task.speed:,.0f}/s" if task.speed else ""
            return Text(f"{task.completed:,.0f}{of}{rate}" if task.completed else "")

    columns = (
        progress.SpinnerColumn(),
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(bar_width=30),
        Counted(),
        progress.TimeRemainingColumn(compact=True),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        stages: dict[str, progress.TaskID] = {}

        def report(stage: str, done: int, total: int, /) -> None:
            check(stage, done, total)
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=None)
            bars.update(stages[stage], completed=done, total=total or None)

        yield report
