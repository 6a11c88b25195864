"""The passages nearest to a vector: through the published generation, exactly among what is newer, or among all.

Reads SQLite and one generation; writes nothing. A generation that cannot be used is said once and left out.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from index.stores import generations
from index.stores.database import Database, stacked
from index.stores.encoder import Matrix
from index.stores.generations import Generation
from index.stores.records import EVERYTHING, Filter
from index.text import one_line

EXACT_BELOW = 50_000
"""Passages up to which reading and comparing all vectors is quicker than opening Chroma (decision 3)."""
_FILTERED_EXACT = 20_000


class Neighbours:
    """Searches the vectors of one archive. `chroma`: the folder of its generations. Safe for several threads."""

    def __init__(self, chroma: Path, database: Database, notices: list[str]) -> None:
        """`notices` gets what the user should be told once."""
        self.exact_below = EXACT_BELOW
        self._chroma = chroma
        self._database = database
        self._notices = notices
        self._guard = threading.Lock()
        self._generation: Generation | None = None
        self._broken: int | None = None
        self._newer: tuple[tuple[int, int, int, int], list[int], Matrix] | None = None

    def close(self) -> None:
        """Let go of the generation. Idempotent."""
        with self._guard:
            if self._generation is not None:
                self._generation.close()
                self._generation = None

    def nearest(self, vector: Matrix, k: int, only: Filter = EVERYTHING) -> list[tuple[int, float]]:
        """The k passages nearest to a unit vector of shape (dimension,) that may be seen: (id, cosine), best first."""
        if only:
            return self._nearest_filtered(vector, k, only)
        held, lacking = generation_state(self._database)
        # What was removed since is still inside and dropped here: fetch so many more.
        fetched = self._approximate(vector, min(held, k + min(lacking, held // 5)))
        if fetched is None:
            return self._exact(vector, k, 0)
        last = int(self._database.meta("generation_last") or 0)
        alive = self._database.alive(pid for pid, _ in fetched)
        found = [(pid, cosine) for pid, cosine in fetched if pid in alive] + self._exact(vector, k, last)
        return sorted(found, key=lambda f: (-f[1], f[0]))[:k]

    def cosines(self, vector: Matrix, ids: Iterable[int]) -> dict[int, float]:
        """Cosine of the unit vector with these passages' vectors."""
        found = self._database.vectors(ids)
        if not found:
            return {}
        matrix = stacked([v.tobytes() for v in found.values()])
        return dict(zip(found, (float(c) for c in matrix @ vector), strict=True))

    def _nearest_filtered(self, vector: Matrix, k: int, only: Filter) -> list[tuple[int, float]]:
        allowed = self._database.ids(only)
        fetched = self._approximate(vector, k * 4) if len(allowed) > _FILTERED_EXACT else None
        if fetched is not None:
            inside = set(allowed)
            found = [f for f in fetched if f[0] in inside]
            if len(found) >= k:
                return found[:k]
        cosines = self.cosines(vector, allowed)
        return sorted(cosines.items(), key=lambda f: (-f[1], f[0]))[:k]

    def _exact(self, vector: Matrix, k: int, after: int) -> list[tuple[int, float]]:
        """Exact search among passages with a greater id than `after`; the matrix is kept while nothing changes."""
        made = int(self._database.meta("last_generation") or 0)
        state = (made, after, self._database.last_passage(), self._database.counts()[1])
        with self._guard:
            if self._newer is None or self._newer[0] != state:
                ids, matrix = self._database.vectors_after(after)
                self._newer = (state, ids, matrix)
            _, ids, matrix = self._newer
        if not ids:
            return []
        cosines = matrix @ vector
        best = np.argsort(-cosines, kind="stable")[:k]
        return [(ids[i], float(cosines[i])) for i in best]

    def _approximate(self, vector: Matrix, k: int) -> list[tuple[int, float]] | None:
        """The k nearest in the published generation; None: there is none that can be used, or no need for one."""
        number = int(self._database.meta("generation") or 0)
        if not number or number == self._broken or self._database.counts()[1] <= self.exact_below:
            return None
        try:
            return self._opened(number).nearest(vector, k)
        except generations.Broken as error:
            self._broken = number
            self._notices.append(
                f"the vector index cannot be used ({one_line(str(error), 80)}); search goes on without it, slower; "
                "run `attribune doctor --repair`"
            )
            return None

    def _opened(self, number: int) -> Generation:
        """The generation of that number; an older one is closed."""
        with self._guard:
            if self._generation is None or self._generation.number != number:
                if self._generation is not None:
                    self._generation.close()
                    self._generation = None
                self._generation = Generation(self._chroma / str(number))
            return self._generation


def generation_state(database: Database) -> tuple[int, int]:
    """Vectors in the current generation (0: none), and how many passages it lacks or holds in vain."""
    if not int(database.meta("generation") or 0):
        return 0, database.counts()[1]
    held = int(database.meta("generation_count") or 0)
    still = database.count_until(int(database.meta("generation_last") or 0))
    return held, (held - still) + (database.counts()[1] - still)
