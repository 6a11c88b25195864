"""Text to vectors by the static embedding that the wordllama package ships: no download, no LlamaIndex.

The default embedding of an archive. Nothing here knows about stores.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
"""Row vectors: float32, shape (n, dimension)."""


_READ = 4000
"""Characters of a text that count, several times what a passage has: texts that are embedded together take the memory
of the longest one, each, and one word of a megabyte would ask for gigabytes."""


class Encoder(Protocol):
    """What an archive needs of an embedding."""

    @property
    def name(self) -> str:
        """The name on the archive's stamp: the same name means the same vectors."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, one row a text, shape (len(texts), dimension)."""


class WordLlamaEncoder:
    """Mean of static token vectors, 256 dimensions; about 2,000 passages a second on two cores."""

    def __init__(self) -> None:
        from wordllama import WordLlama

        spec = find_spec("wordllama")
        assert spec is not None
        assert spec.origin is not None
        # Left to itself it looks for its tokenizer in a folder that the wheel does not have and asks a hub for it.
        self._model = WordLlama.load(cache_dir=Path(spec.origin).parent, disable_download=True)
        self.name = f"wordllama-256/{version('wordllama')}"
        self.dimension = 256

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, shape (len(texts), 256); a text without a known token is the zero vector."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return unit(np.asarray(self._model.embed([text[:_READ] for text in texts], norm=False), np.float32))


def unit(vectors: Matrix) -> Matrix:
    """Each row divided by its length; zero, or not finite, becomes the zero vector."""
    vectors = np.nan_to_num(vectors, nan=0.0, posinf=0.0, neginf=0.0)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(norms > 0, norms, 1), np.float32)


@cache
def default() -> WordLlamaEncoder:
    """The encoder, loaded once a process (0.6 s)."""
    return WordLlamaEncoder()
