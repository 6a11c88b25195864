"""Any LlamaIndex embedding as an archive's own: named, stamped, refused where another made the vectors, re-embedded."""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import build
from index.errors import StampMismatch, WrongUse
from index.search import search
from index.stores import encoder
from index.stores.archive import Archive
from index.stores.records import EVERYTHING
from index.types import Query

TINY = '''
from llama_index.core.base.embeddings.base import BaseEmbedding


class Letters(BaseEmbedding):
    """How often each of the 26 letters stands in a text."""

    def _get_text_embedding(self, text):
        return [float(text.lower().count(letter)) for letter in "abcdefghijklmnopqrstuvwxyz"]

    def _get_query_embedding(self, query):
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query):
        return self._get_text_embedding(query)


class Lengths(Letters):
    """Three numbers of a text."""

    def _get_text_embedding(self, text):
        return [float(len(text)), float(len(text.split())), 1.0]


class Needy(Letters):
    """Cannot be made without a size."""

    size: int


class Stranger:
    """No embedding at all."""
'''

LETTERS, LENGTHS = "tiny_embeddings:Letters", "tiny_embeddings:Lengths"
TEXTS = {"a": "Zigzag jazz puzzles amazed the buzzing plaza.", "b": "Hello yellow hall, said the tall fellow."}


@pytest.fixture(autouse=True)
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A module of a user's own with two embeddings."""
    (tmp_path / "tiny_embeddings.py").write_text(TINY)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    sys.modules.pop("tiny_embeddings", None)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def index(folder: Path, news: Path, embedding: str | None, *, reembed: bool = False) -> build.BuildReport:
    with Archive.write(folder) as archive:
        archive.choose(embedding, reembed=reembed)
        return build.index(archive, [news])


def vectors(folder: Path) -> np.ndarray:
    archive = Archive.read(folder)
    found = archive.database.vectors(archive.database.ids(EVERYTHING))
    archive.close()
    return np.stack([found[pid] for pid in sorted(found)])


def test_ours_is_the_default_encoder_under_their_interface() -> None:
    from index.stores.embedding import WordLlamaEmbedding

    ours = WordLlamaEmbedding()
    texts = ["The ferry sank.", "The council voted."]
    expected = encoder.default().encode(texts)
    assert ours.get_text_embedding_batch(texts) == pytest.approx(expected, abs=1e-6)
    assert ours.get_query_embedding(texts[0]) == pytest.approx(expected[0], abs=1e-6)


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("no_such_module:Thing", "cannot be imported"),
        ("tiny_embeddings:Absent", "cannot be imported"),
        ("tiny_embeddings", "cannot be imported"),
        (":", "cannot be imported"),
        ("..tiny_embeddings:Letters", "cannot be imported"),
        ("tiny_embeddings:Needy", "cannot be made"),
        ("tiny_embeddings:Stranger", "is no LlamaIndex BaseEmbedding"),
    ],
)
def test_what_is_no_embedding_is_wrong_use(tmp_path: Path, named: str, why: str) -> None:
    with Archive.write(tmp_path / "archive") as archive, pytest.raises(WrongUse, match=why):
        archive.choose(named, reembed=False)


@pytest.mark.parametrize(("named", "dimension"), [(LETTERS, 26), (LENGTHS, 3)])
def test_an_archive_is_made_and_searched_with_the_embedding_that_was_named(
    tmp_path: Path, news: Path, named: str, dimension: int
) -> None:
    folder = tmp_path / "archive"
    report = index(folder, news, named)
    assert (report.added, report.published) == (2, True)
    assert vectors(folder).shape == (2, dimension)
    assert np.linalg.norm(vectors(folder), axis=1) == pytest.approx(1.0, abs=1e-5)
    archive = Archive.read(folder)
    assert archive.embedding == named
    assert archive.database.meta("dimension") == str(dimension)
    for archive.neighbours.exact_below in (100, 0):
        nearest = archive.nearest(archive.encoder.encode(["hello fellow"])[0], 1)
        assert str(archive.database.rows([nearest[0][0]])[nearest[0][0]].passage.key) in {"news/a.txt", "news/b.txt"}
        assert search(archive, Query("yellow hall", ("yellow", "hall")))[0].passage.key == "news/b.txt"
    archive.close()


def test_dense_search_follows_the_embedding(tmp_path: Path, news: Path) -> None:
    index(tmp_path / "archive", news, LETTERS)
    archive = Archive.read(tmp_path / "archive")
    nearest = archive.nearest(archive.encoder.encode(["zzz"])[0], 2)
    keys = [str(archive.database.rows([pid])[pid].passage.key) for pid, _ in nearest]
    archive.close()
    assert keys == ["news/a.txt", "news/b.txt"]


def test_another_embedding_is_refused_with_the_command_that_helps(tmp_path: Path, news: Path) -> None:
    folder = tmp_path / "archive"
    index(folder, news, LETTERS)
    before = vectors(folder)
    with pytest.raises(StampMismatch, match=f"index --embedding {LENGTHS} --reembed") as refused:
        index(folder, news, LENGTHS)
    assert refused.value.status == 5
    assert LETTERS in refused.value.why
    assert (vectors(folder) == before).all()
    with pytest.raises(StampMismatch, match="--embedding wordllama --reembed"):
        index(folder, news, "wordllama")


def test_the_same_embedding_again_and_none_at_all_change_nothing(tmp_path: Path, news: Path) -> None:
    folder = tmp_path / "archive"
    index(folder, news, LETTERS)
    before = vectors(folder)
    (news / "c.txt").write_text("A third article about the harbour.")
    assert index(folder, news, LETTERS).added == 1
    (news / "d.txt").write_text("A fourth article about the ferry.")
    assert index(folder, news, None).added == 1
    assert (vectors(folder)[:2] == before).all()
    assert vectors(folder).shape == (4, 26)


def test_reembedding_replaces_every_vector_and_publishes_anew(tmp_path: Path, news: Path) -> None:
    folder = tmp_path / "archive"
    index(folder, news, LETTERS)
    reader = Archive.read(folder)
    reader.neighbours.exact_below = 0
    assert reader.encoder.dimension == 26
    assert len(reader.nearest(reader.encoder.encode(["hello"])[0], 2)) == 2
    report = index(folder, news, LENGTHS, reembed=True)
    assert (report.added, report.updated, report.unchanged, report.published) == (0, 0, 2, True)
    assert vectors(folder).shape == (2, 3)
    # A reader that was open before has noticed.
    assert reader.encoder.dimension == 3
    assert len(reader.nearest(reader.encoder.encode(["hello"])[0], 2)) == 2
    reader.neighbours.exact_below = 100
    assert len(reader.nearest(reader.encoder.encode(["hello"])[0], 2)) == 2
    reader.close()
    assert index(folder, news, "wordllama", reembed=True).published
    assert vectors(folder).shape == (2, 256)


def test_an_interrupted_reembedding_leaves_the_old_vectors(tmp_path: Path, news: Path) -> None:
    folder = tmp_path / "archive"
    index(folder, news, LETTERS)
    before = vectors(folder)

    def stop(stage: str, done: int, total: int, /) -> None:
        raise KeyboardInterrupt

    with Archive.write(folder) as archive, pytest.raises(KeyboardInterrupt):
        archive.choose(LENGTHS, reembed=True, progress=stop)
    assert (vectors(folder) == before).all()
    archive = Archive.read(folder)
    assert archive.embedding == LETTERS
    assert archive.database.faults() == []
    archive.close()


def test_an_embedding_that_has_changed_its_dimension_is_refused_until_reembedded(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    index(folder, news, LENGTHS)
    module = sys.modules["tiny_embeddings"]
    monkeypatch.setattr(module.Lengths, "_get_text_embedding", lambda self, text: [1.0, float(len(text))])
    archive = Archive.read(folder)
    with pytest.raises(StampMismatch, match="--reembed"):
        _ = archive.encoder
    archive.close()
    with pytest.raises(StampMismatch, match="--reembed"):
        index(folder, news, LENGTHS)
    assert index(folder, news, LENGTHS, reembed=True).published
    assert vectors(folder).shape == (2, 2)
