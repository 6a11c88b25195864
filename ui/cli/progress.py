"""How far a command is, with rates, on stderr of a terminal; silent elsewhere and with --quiet."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from index.text import one_line
from index.types import Progress, silent
from ui.cli.screen import is_terminal

if TYPE_CHECKING:
    from rich.progress import Task
    from rich.text import Text

    from qa.types import Claim, Heard

_LONGEST = 1000
"""Characters of a sentence under way."""


@contextmanager
def shown(*, quiet: bool) -> Iterator[Progress]:
    """A Progress that draws a bar for each stage while the block runs, and leaves nothing behind."""
    with answering(quiet=quiet) as (report, _):
        yield report


@contextmanager
def answering(*, quiet: bool) -> Iterator[tuple[Progress, Heard]]:
    """The same with a Heard that shows each checked sentence over the bars, until the reply takes their place."""
    from qa.types import unheard

    with _interruptible() as check:
        if quiet or not is_terminal(sys.stderr):
            yield check, unheard
            return
        with _bars(check) as both:
            yield both


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
def _bars(check: Progress) -> Iterator[tuple[Progress, Heard]]:
    from rich import progress
    from rich.console import Console, RenderableType
    from rich.text import Text

    checked: list[Text] = []

    class Bars(progress.Progress):
        """Bars under the sentences that were checked."""

        def get_renderables(self) -> Iterable[RenderableType]:
            yield from checked
            yield from super().get_renderables()

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
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        stages: dict[str, progress.TaskID] = {}

        def report(stage: str, done: int, total: int, /) -> None:
            check(stage, done, total)
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=None)
            bars.update(stages[stage], completed=done, total=total or None)

        def heard(claim: Claim) -> None:
            checked.append(Text(f"\u2713 {one_line(claim.text, _LONGEST)}"))
            bars.refresh()

        yield report, heard
