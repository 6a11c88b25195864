"""Chroma generations: built beside from SQLite, proven in a child process, published by a rename, never changed.

A store that is written in place can be damaged by a kill in a way that ends every later process that opens it
(docs/decisions/0002). So nobody ever adds to a published generation, a new one is opened by a child first, and one
whose files have changed since is not opened. Knows vectors, texts and metadata; nothing about articles or scores.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from index.stores.encoder import Matrix
from index.types import Progress

COLLECTION = "attribune"
BATCH = 2000
SEARCHED = 400
"""How many neighbours a query looks at: with Chroma's 100 it finds .88 of the 100 nearest of 47,000, with these .97."""
FILES = "files.json"
"""Beside Chroma's files: their sizes and checksums when the generation was published."""
_PROOF_SECONDS = 300
PROBES = 16
"""Passages, spread over all, that a proof asks for: one alone may stand behind a crowd of equal texts, around which an
approximate index cannot always see."""


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


class Broken(Exception):
    """A generation cannot be used. Nothing is lost: its vectors are in SQLite."""


class Generation:
    """One published generation, open for reading. Raises Broken where it is not what was published."""

    def __init__(self, folder: Path) -> None:
        if not whole(folder):
            raise Broken("files are missing or changed")
        self.number = int(folder.name)
        with _breakable():
            self._client = _client(folder)
            self._collection = self._client.get_collection(COLLECTION, embedding_function=None)

    def count(self) -> int:
        """Vectors inside."""
        with _breakable():
            return int(self._collection.count())

    def nearest(self, vector: Matrix, k: int) -> list[tuple[int, float]]:
        """The k passages nearest to a unit vector of shape (dimension,): (id, cosine), best first."""
        n = min(k, max(1, self.count()))
        with _breakable():
            found = self._collection.query(query_embeddings=[vector.tolist()], n_results=n, include=["distances"])
        return [(int(i), 1.0 - d) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    @property
    def collection(self) -> Any:
        """Chroma's own collection, for a library that reads it itself; never to be written."""
        return self._collection

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
    try:
        known = _fill(building, nodes, total, progress)
        good = bool(known) and proven(building, total, known)
    except Broken as error:
        shutil.rmtree(building, ignore_errors=True)
        if "full" in str(error) or "space left" in str(error):
            raise OSError(errno.ENOSPC, "No space left on device") from error
        good = False
    if not good:
        shutil.rmtree(building, ignore_errors=True)
        return False
    (building / FILES).write_text(json.dumps(_files(building)))
    target = chroma / str(number)
    if target.exists():
        # Published but never recorded: the process was killed between the rename and the record.
        shutil.rmtree(target)
    building.rename(target)
    return True


def _fill(building: Path, nodes: Iterator[Node], total: int, progress: Progress) -> list[Node]:
    """Write every node; some of them, for the proof."""
    known: list[Node] = []
    step = -(-total // PROBES)
    done = 0
    with _breakable():
        client = _client(building)
    try:
        with _breakable():
            collection = client.create_collection(
                COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": SEARCHED}}
            )
        while batch := list(islice(nodes, BATCH)):
            with _breakable():
                _add(collection, batch)
            known += batch[-done % step :: step]
            done += len(batch)
            progress("publishing", done, total)
    finally:
        with _breakable():
            client.close()
    return known


def whole(folder: Path) -> bool:
    """Whether the files of a generation are those that were published. Opens none of them with Chroma."""
    try:
        published = json.loads((folder / FILES).read_text())
        return bool(published == _files(folder))
    except (OSError, ValueError):
        return False


def _files(folder: Path) -> dict[str, list[int]]:
    """Size and checksum of each file that reading leaves alone, by name.

    Opening touches chroma.sqlite3; and below a thousand vectors it is the store, and the index beside it is made anew.
    """
    index = sorted(f for f in folder.rglob("*") if f.is_file() and f.parent != folder)
    if not (folder / "chroma.sqlite3").stat().st_size:
        raise ValueError("chroma.sqlite3 is empty")
    if not any(f.name == "index_metadata.pickle" for f in index):
        return {}
    return {f.relative_to(folder).as_posix(): [f.stat().st_size, _checksum(f)] for f in index}


def _checksum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found = zlib.crc32(block, found)
    return found


def sweep(chroma: Path) -> None:
    """Delete what a killed build left, unread."""
    if chroma.is_dir():
        for left in chroma.glob("*.building"):
            shutil.rmtree(left, ignore_errors=True)


def keep_newest(chroma: Path, number: int) -> None:
    """Delete all but `number` and the newest one before it, which readers may still have open."""
    older = sorted(int(f.name) for f in chroma.iterdir() if f.name.isdigit() and int(f.name) != number)
    for old in older[:-1]:
        shutil.rmtree(chroma / str(old), ignore_errors=True)


def proven(folder: Path, count: int, known: Sequence[Node] = ()) -> bool:
    """Whether a child process can open the generation, count its vectors, fetch the known ones and find one of them.

    In a child, because a damaged store ends the process that opens it.
    """
    asked = {
        "folder": str(folder),
        "count": count,
        "known": [[node.id, node.vector.tolist()] for node in known],
    }
    try:
        child = subprocess.run(
            # -P: what lies in the folder that attribune was started in is not ours and is never imported.
            [sys.executable, "-P", "-m", "index.stores.generations"],
            input=json.dumps(asked).encode(),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(str(Path(p).absolute()) for p in sys.path)},
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
    if not asked["known"]:
        sample = collection.get(limit=1, include=["embeddings"])
        vector = sample["embeddings"][0]
        return 0 if collection.query(query_embeddings=[list(map(float, vector))], n_results=1)["ids"][0] else 1
    return 0 if _same(collection, asked["known"]) and _finds(collection, asked["known"], asked["count"]) else 1


def _same(collection: Any, known: Sequence[tuple[int, list[float]]]) -> bool:
    found = collection.get(ids=[str(number) for number, _ in known], include=["embeddings"])
    held = dict(zip(found["ids"], found["embeddings"], strict=True))
    return all(str(n) in held and np.allclose(held[str(n)], vector, atol=1e-5) for n, vector in known)


def _finds(collection: Any, known: Sequence[tuple[int, list[float]]], count: int) -> bool:
    """Whether one of them is found. The zero vector of a text without a known word has no direction: it never is."""
    vectors = [vector for _, vector in known if any(vector)]
    found = (
        collection.query(query_embeddings=vectors, n_results=min(50, count), include=["distances"]) if vectors else {}
    )
    return not vectors or any(near and near[0] < 1e-3 for near in found["distances"])


@contextmanager
def _breakable() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # whatever Chroma raises, the truth is in SQLite
        raise Broken(f"{type(error).__name__}: {error}") from error


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
