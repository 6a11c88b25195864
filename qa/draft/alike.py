"""How near sentences are in what they tell, whatever their words: cosines of the static embedding that ships.

For finding what a free wording rests on; decides nothing. Knows no archive: the same whatever that is embedded with.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.stores.encoder import Matrix, default


class Alike:
    """Cosines of texts, each embedded once. For one thread, and for one reply: it keeps what it was given."""

    def __init__(self) -> None:
        self._kept: dict[str, Matrix] = {}

    def __call__(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine of `text` with each of the others, in [-1, 1]."""
        if not others:
            return []
        new = [t for t in dict.fromkeys((text, *others)) if t not in self._kept]
        self._kept.update(zip(new, default().encode(new), strict=True))
        return [float(c) for c in np.stack([self._kept[t] for t in others]) @ self._kept[text]]
