"""How many threads pay on a machine that others use too: tried out while the training goes on.

Knows torch's thread count and the clock only. On a free machine all of them are best; on a crowded one a single
thread is, because at each barrier the others wait for the one that lost its core.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import torch

_TRY_EVERY, _TRIAL = 60, 4  # steps
_KEEP = 0.7  # weight of the old speed


class Threads:
    """Chooses between 1 and `most` threads by the tokens a second of each."""

    def __init__(self, most: int) -> None:
        self._choices = sorted({1, most})
        self._speed: dict[int, float] = {}
        self._step = 0

    @contextmanager
    def timed(self, tokens: int) -> Iterator[None]:
        """Run a step of `tokens` tokens with the number of threads whose turn it is, and note its speed."""
        count = self._turn()
        torch.set_num_threads(count)
        before = time.monotonic()
        yield
        speed = tokens / (time.monotonic() - before)
        self._speed[count] = _KEEP * self._speed.get(count, speed) + (1 - _KEEP) * speed
        self._step += 1

    def _turn(self) -> int:
        place = self._step % _TRY_EVERY
        if place < _TRIAL * len(self._choices):
            return self._choices[place // _TRIAL]
        return max(self._choices, key=lambda count: self._speed.get(count, 0.0))
