"""Chroma generations: built beside from SQLite, proven in a child process, published by a rename, never changed.

A store that is written in place can be damaged by a kill in a way that ends every later process that opens it
(docs/decisions/0002). So nobody ever adds to a published generation, and a new one is opened by a child first.
Knows vectors, texts and metadata; nothing about articles or scores.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from index.stores.encoder import Matrix
from index.types import Progress

COLLECTION = "attribune"
BATCH = 2000
_PROOF_SECONDS = 300


class Node(NamedTuple):
    """A passage as Chroma keeps it. `text`: the passage; `published`: an ordinal day, 0 for unknown."""

    id: int
    key: str
    start: int
    end: int
    text: str
    title: str
    published: int
    vector: Matrix


class Generation:
    """One published generation, open for reading."""

    def __init__(self, folder: Path) -> None:
        self._client = _client(folder)
        self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        self.number = int(folder.name)

    def count(self) -> int:
        """Vectors inside."""
        return int(self._collection.count())

    def nearest(self, vector: Matrix, k: int) -> list[tuple[int, float]]:
        """The k passages nearest to a unit vector of shape (dimension,): (id, cosine), best first."""
        found = self._collection.query(
            query_embeddings=[vector.tolist()], n_results=min(k, max(1, self.count())), include=["distances"]
        )
        return [(int(i), 1.0 - d) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()


def build(chroma: Path, number: int, nodes: Iterator[Node], total: int, progress: Progress) -> bool:
    """Build generation `number` under `chroma` and publish it by a rename.

    False where its proof in a child process failed: then nothing is published. OSError where the disk is full.
    """
    sweep(chroma)
    building = chroma / f"{number}.building"
    building.mkdir(parents=True)
    client = _client(building)
    collection = client.create_collection(
        COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    done = 0
    known: Node | None = None
    batch: list[Node] = []
    for node in nodes:
        batch.append(node)
        if len(batch) == BATCH:
            _add(collection, batch)
            known, done, batch = batch[0], done + len(batch), []
            progress("publishing", done, total)
    if batch:
        _add(collection, batch)
        known, done = batch[0], done + len(batch)
    client.close()
    progress("publishing", done, total)
    if known is None or not proven(building, done, known):
        shutil.rmtree(building, ignore_errors=True)
        return False
    target = chroma / str(number)
    if target.exists():
        # Published but never recorded: the process was killed between the rename and the record.
        shutil.rmtree(target)
    building.rename(target)
    return True


def sweep(chroma: Path) -> None:
    """Delete what a killed build left, unread."""
    if chroma.is_dir():
        for left in chroma.glob("*.building"):
            shutil.rmtree(left, ignore_errors=True)


def keep_newest(chroma: Path, number: int) -> None:
    """Delete generations older than the one before `number`."""
    for folder in chroma.iterdir():
        if folder.name.isdigit() and int(folder.name) < number - 1:
            shutil.rmtree(folder, ignore_errors=True)


def proven(folder: Path, count: int, known: Node | None = None) -> bool:
    """Whether a child process can open the generation, count its vectors and find a known one.

    In a child, because a damaged store ends the process that opens it.
    """
    asked = {
        "folder": str(folder),
        "count": count,
        "id": known.id if known else None,
        "vector": known.vector.tolist() if known else None,
    }
    try:
        child = subprocess.run(
            [sys.executable, "-m", "index.stores.generations"],
            input=json.dumps(asked).encode(),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            capture_output=True,
            timeout=_PROOF_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return child.returncode == 0


def _prove() -> int:
    asked = json.loads(sys.stdin.buffer.read())
    folder = Path(asked["folder"])
    client = _client(folder)
    collection = client.get_collection(COLLECTION, embedding_function=None)
    if collection.count() != asked["count"]:
        return 1
    if asked["id"] is None:
        sample = collection.get(limit=1, include=["embeddings"])
        vector = sample["embeddings"][0]
        return 0 if collection.query(query_embeddings=[list(map(float, vector))], n_results=1)["ids"][0] else 1
    found = collection.query(
        query_embeddings=[asked["vector"]], n_results=min(50, asked["count"]), include=["distances"]
    )
    near_enough = found["distances"][0] and found["distances"][0][0] < 1e-3
    stored = collection.get(ids=[str(asked["id"])], include=["embeddings"])
    same = np.allclose(stored["embeddings"][0], asked["vector"], atol=1e-5)
    # The zero vector of a text without a known word has no direction: it cannot be found, only fetched.
    return 0 if same and (near_enough or not any(asked["vector"])) else 1


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _add(collection: Any, nodes: Sequence[Node]) -> None:
    collection.add(
        ids=[str(n.id) for n in nodes],
        embeddings=np.stack([n.vector for n in nodes]),
        documents=[n.text for n in nodes],
        metadatas=[_metadata(n) for n in nodes],
    )


def _metadata(node: Node) -> dict[str, str | int]:
    """What LlamaIndex's ChromaVectorStore reads, beside the article's key, offsets and day."""
    flat: dict[str, str | int] = {
        "article": node.key,
        "start": node.start,
        "end": node.end,
        "title": node.title,
        "published": node.published,
    }
    source: dict[str, object] = {"node_id": node.key, "metadata": {}, "class_name": "RelatedNodeInfo"}
    content = {
        "id_": str(node.id),
        "metadata": flat,
        "excluded_embed_metadata_keys": ["start", "end", "published"],
        "excluded_llm_metadata_keys": ["start", "end", "published"],
        "relationships": {"1": source},
        "text": "",
        "start_char_idx": node.start,
        "end_char_idx": node.end,
        "class_name": "TextNode",
    }
    return {
        **flat,
        "_node_content": json.dumps(content, ensure_ascii=False),
        "_node_type": "TextNode",
        "document_id": node.key,
        "doc_id": node.key,
        "ref_doc_id": node.key,
    }


if __name__ == "__main__":
    sys.exit(_prove())
