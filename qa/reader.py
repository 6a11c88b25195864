"""(question, passage) -> relevance, answer spans, no answer: the trained reader, run by onnxruntime.

Beside it the checker's larger encoder says of a few passages whether they answer: it knows more words and is slower.

Knows one question and plain texts; knows no archive, no ranking and no threshold. How a pair is written, what the
outputs mean: docs/models.md. Loaded once by whoever starts the process; safe for several threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.types import Progress, Span, silent

if TYPE_CHECKING:
    from qa.models import Model

TOKENS = 320
"""Word pieces of a pair at most; only the passage is cut."""
PIECES = 16
"""Word pieces of an answer at most."""
BATCH = 8
"""Pairs read between two looks at whether to go on: some 0.15 s on two cores."""
_FAR = -1e4
Floats = npt.NDArray[np.float32]


class Page(NamedTuple):
    """What is read: a passage's words, the title and the day of its article."""

    text: str
    title: str | None = None
    published: date | None = None

    @property
    def front(self) -> str:
        """What is written before the text."""
        title = (self.title or "").strip().removesuffix(".")
        return "".join(f"{part}. " for part in (title, self.published.isoformat() if self.published else "") if part)


class Found(NamedTuple):
    """A candidate answer: where in the page's text, and its logits above those of "no answer"."""

    span: Span
    margin: float


@dataclass(frozen=True, eq=False)
class Read:
    """What the reader made of one page. Arrays have one row a word piece of the text that was read."""

    relevance: float
    """Logit: the passage answers the question."""
    none: float
    """Start plus end logit of "no answer"."""
    offsets: npt.NDArray[np.int64]
    """Shape (n, 2): begin and end in the page's text."""
    starts: Floats
    ends: Floats

    @cached_property
    def _spans(self) -> Floats:
        """Logits above "no answer" of every span of at most PIECES pieces: row = first piece, column = length - 1."""
        n = len(self.starts)
        table = np.full((n, PIECES), _FAR, np.float32)
        for size in range(min(PIECES, n)):
            table[: n - size, size] = self.starts[: n - size] + self.ends[size:] - self.none
        return table

    def best(self, k: int = 1, within: Span | None = None) -> tuple[Found, ...]:
        """The k best spans that do not share their first or last piece with a better one; () where nothing was read."""
        low, high = self._pieces(within)
        table = self._spans[low:high].copy()
        for size in range(PIECES):  # no span may end outside
            table[max(0, len(table) - size) :, size] = _FAR
        found: list[Found] = []
        while len(found) < k and table.size and table.max() > _FAR:
            first, size = divmod(int(table.argmax()), PIECES)
            last = low + first + size
            found.append(
                Found(Span(int(self.offsets[low + first, 0]), int(self.offsets[last, 1])), float(table[first, size]))
            )
            table[first] = _FAR
            for other in range(PIECES):
                if first + size - other >= 0:
                    table[first + size - other, other] = _FAR
        return tuple(found)

    def _pieces(self, within: Span | None) -> tuple[int, int]:
        """The pieces that lie inside, as a half-open range."""
        if within is None:
            return 0, len(self.starts)
        low = int(np.searchsorted(self.offsets[:, 0], within.start))
        return low, max(low, int(np.searchsorted(self.offsets[:, 1], within.end, side="right")))


class Reader(Protocol):
    """Reads pages for a question."""

    def read(self, question: str, pages: Sequence[Page], progress: Progress = silent) -> tuple[Read, ...]:
        """One `Read` a page, in the order given; `progress` ("reading", done, total) is called between batches."""

    def answered(self, question: str, pages: Sequence[Page]) -> tuple[float, ...]:
        """Log-odds that each page answers, by the larger encoder: for the few that decide."""


class _Once:
    """One of the models, loaded when it is first needed, by whichever thread comes first."""

    def __init__(self, weights: str | Path, cut: str) -> None:
        self._weights, self._cut = weights, cut
        self._loading = Lock()
        self._loaded: Model | None = None

    def model(self) -> Model:
        """Raises: ModelUnusable."""
        from qa.models import Model

        with self._loading:
            self._loaded = self._loaded or Model(self._weights, TOKENS, cut=self._cut)
            return self._loaded


class TrainedReader:
    """The reader that ships with the package, or one in the making."""

    def __init__(self, weights: str | Path = "reader") -> None:
        """`weights`: the name of what ships, or a file."""
        self._first, self._larger = _Once(weights, "only_second"), _Once("checker", "only_first")

    def prepare(self) -> None:
        """Begin to load the weights beside what else is done: for a process that asks one question."""
        Thread(target=self._load, name="attribune-weights").start()

    def _load(self) -> None:
        with suppress(Exception):  # said where the weights are needed
            self._first.model()
            self._larger.model()

    def answered(self, question: str, pages: Sequence[Page]) -> tuple[float, ...]:
        """See Reader: the question stands where a claim does, and is supported where it is answered.

        Raises: ModelUnusable.
        """
        model = self._larger.model()
        said = model.run([model.encode(page.front + page.text, question) for page in pages])
        return tuple(float(labels[0] - np.logaddexp(labels[1], labels[2])) for labels, _ in said)

    def read(self, question: str, pages: Sequence[Page], progress: Progress = silent) -> tuple[Read, ...]:
        """See Reader. The weights are loaded for the first page. Raises: ModelUnusable."""
        model = self._first.model()
        coded = [model.encode(question, page.front + page.text) for page in pages]
        reads: list[Read] = []
        for low in range(0, len(coded), BATCH):
            progress("reading", low, len(coded))
            said = model.run(coded[low : low + BATCH])
            for page, pair, (relevance, spans) in zip(pages[low:], coded[low:], said, strict=False):
                front = len(page.front)
                parts, places = pair.type_ids, pair.offsets  # lists that are made anew at each look
                body = [n for n, (a, b) in enumerate(places) if parts[n] == 1 and b > a >= front]
                reads.append(
                    Read(
                        relevance=float(relevance),
                        none=float(spans[0].sum()),
                        offsets=np.array([places[n] for n in body], np.int64).reshape(-1, 2) - front,
                        starts=spans[body, 0],
                        ends=spans[body, 1],
                    )
                )
        return tuple(reads)
