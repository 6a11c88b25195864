"""LlamaIndex embeddings in and out: any BaseEmbedding as an archive's encoder, and ours as a BaseEmbedding.

Imported only where one is named: LlamaIndex takes 1.5 s to import.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from index.errors import WrongUse
from index.stores.encoder import Matrix, default, unit


class WordLlamaEmbedding(BaseEmbedding):  # type: ignore[misc]
    """An archive's default embedding for other people's LlamaIndex pipelines; no download, 256 dimensions."""

    model_name: str = "wordllama-256"

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(x) for x in default().encode([text])[0]]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in default().encode(texts)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


class LlamaIndexEncoder:
    """A LlamaIndex embedding as an archive's encoder, under the name that chose it."""

    def __init__(self, name: str, model: BaseEmbedding) -> None:
        self._model = model
        self.name = name
        self.dimension = len(model.get_text_embedding("news"))

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, shape (len(texts), dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return unit(np.asarray(self._model.get_text_embedding_batch(list(texts)), np.float32))


def load(spec: str) -> LlamaIndexEncoder:
    """The embedding named MODULE:CLASS. Raises WrongUse where there is none."""
    module_name, _, class_name = spec.partition(":")
    do = "name a LlamaIndex embedding as MODULE:CLASS, such as index.stores.embedding:WordLlamaEmbedding"
    try:
        found = getattr(importlib.import_module(module_name), class_name)
    except (ImportError, AttributeError, ValueError, TypeError) as error:  # TypeError: a name that starts with a dot
        raise WrongUse(f"--embedding {spec}", f"cannot be imported ({error})", do) from error
    if not (isinstance(found, type) and issubclass(found, BaseEmbedding)):
        raise WrongUse(f"--embedding {spec}", "is no LlamaIndex BaseEmbedding", do)
    try:
        model = found()
    except (TypeError, ValueError, ImportError) as error:
        raise WrongUse(f"--embedding {spec}", f"cannot be made without arguments ({error})", do) from error
    return LlamaIndexEncoder(spec, model)
