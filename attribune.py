"""Answers over your own news articles, every sentence tied to exact words.

    import attribune

    with attribune.open("my-archive") as archive:
        reply = archive.ask("What did Orban agree to?")

Importing this module loads nothing heavy; `open` does. Also the entry of the command `attribune`. Knows no rule of
finding or answering: those are in `index` and `qa`.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from types import TracebackType

    from index.stores.archive import Archive
    from index.types import ArticleKey, Hit, Period, Progress
    from qa.bot import Bot
    from qa.reader import Reader
    from qa.types import Reply, Turn

__all__ = ["Opened", "main", "open"]

_OURS = ("index", "qa", "evals", "ui")
_SILENT = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
}
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
"""Kept as the user has them: an embedding of the user's own choice may have to be fetched."""


class Opened:
    """An archive open for questions; made by `open`. Safe for several threads; a context manager."""

    def __init__(self, archive: Archive, bot: Bot, reader: Reader) -> None:
        self._archive = archive
        self._bot = bot
        self._reader = reader

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        period: Period | None = None,
        asked: date | None = None,
        as_of: bool = False,
        without: Iterable[ArticleKey] = (),
        progress: Progress | None = None,
    ) -> Reply:
        """An answer (`qa.types.Answer`) or a refusal (`qa.types.Refusal`); `qa.replies.to_json` makes JSON of either.

        `period` filters by day of publication. `asked`, the day of asking, resolves "this week" and prefers articles
        published shortly before; None resolves nothing. With `as_of` nothing published after `asked` is used.
        `without`: keys of articles that must not be seen. What cannot be used (a model's file, the vector index) is
        left out, with a RuntimeWarning. Raises index.errors.ArchiveUnusable.
        """
        from index.types import silent
        from qa.notices import warn

        reply = self._bot.ask(
            question,
            history=history,
            period=period,
            asked=asked,
            as_of=as_of,
            without=without,
            progress=progress or silent,
        )
        warn(self._archive)
        return reply

    def search(self, query: str, k: int = 20) -> tuple[Hit, ...]:
        """The k best passages, best first; warns as `ask` does. Raises index.errors.ArchiveUnusable."""
        from qa.notices import warn
        from qa.question import understand
        from qa.retrieve import retrieve

        hits = retrieve(self._archive, understand(query), k, reader=self._reader)
        warn(self._archive)
        return hits

    def close(self) -> None:
        """Let go of every file. Idempotent."""
        self._archive.close()

    def __enter__(self) -> Opened:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open(path: str | Path | None = None) -> Opened:  # noqa: A001  `attribune.open` is the documented name
    """The archive in the folder `path`, else in ATTRIBUNE_ARCHIVE, else in the user's data folder.

    No archive there is an empty one. Raises index.errors.ArchiveUnusable (damaged, newer, not a folder), and
    ImportError where another package shadows one of ours.
    """
    stranger = _stranger()
    if stranger is not None:
        raise ImportError(stranger)
    _be_silent()
    from index.settings import archive_folder
    from index.stores.archive import Archive
    from qa.bot import Bot
    from qa.reader import TrainedReader

    archive = Archive.read(archive_folder(None if path is None else Path(path)))
    reader = TrainedReader()
    return Opened(archive, Bot(archive, reader), reader)


def main() -> int:
    """The command `attribune`: runs what the command line asks for and returns the exit status."""
    _open_streams()
    try:
        stranger = _stranger()
        if stranger is not None:
            sys.stderr.write(f"attribune: {stranger}\n")
            return 2
        _be_silent()
        from ui.cli.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command line is there to say it
        sys.stderr.write("attribune: interrupted: nothing was begun; run the same command again\n")
        return 130


def _stranger() -> str | None:
    """What is wrong where Python would import another `index`, `qa`, `evals` or `ui` than ours; None: nothing is."""
    home = Path(__file__).resolve().parent
    for name in _OURS:
        spec = importlib.util.find_spec(name)
        places = [str(place) for place in (spec.submodule_search_locations or [spec.origin or ""])] if spec else []
        if not places or any(Path(place).resolve() != home / name for place in places):
            return (
                f"package {name}: Python finds {''.join(places[:1])!a} where attribune's own stands in {str(home)!a}; "
                "install attribune into an environment of its own, or take that one off the path"
            )
    return None


def _open_streams() -> None:
    """Whoever starts a program may have closed its output: the archive's files would get the numbers 1 and 2."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    sys.stdout = sys.stdout or os.fdopen(1, "w")
    sys.stderr = sys.stderr or os.fdopen(2, "w")


def _be_silent() -> None:
    """Tell every library, before it is imported, to report to nobody and to fetch nothing."""
    os.environ.update(_SILENT)
    for name, value in _OFFLINE.items():
        os.environ.setdefault(name, value)


if __name__ == "__main__":
    sys.exit(main())
