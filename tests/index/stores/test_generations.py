"""Vector generations: published whole or not at all, never changed, and never opened once they are damaged."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.stores import generations
from index.stores.encoder import Matrix, unit
from index.stores.generations import Broken, Generation, Node
from index.types import silent

COUNT = 1200
"""From a thousand vectors on Chroma keeps index files beside its SQLite file."""
VECTORS = unit(np.random.default_rng(7).standard_normal((COUNT, 8)).astype(np.float32))


def nodes(vectors: Matrix) -> Iterator[Node]:
    return (Node(i, f"news/{i}.txt", 5, 9, "text", "", 0, vector) for i, vector in enumerate(vectors, 1))


def found(generation: Generation, vector: Matrix, k: int) -> list[int]:
    return [pid for pid, _ in generation.nearest(vector, k)]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound generation of 1,200 vectors; copied before it is damaged."""
    chroma = tmp_path_factory.mktemp("chroma")
    assert generations.build(chroma, 3, nodes(VECTORS), COUNT, silent)
    return chroma / "3"


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "3"))


def test_a_published_generation_holds_every_vector(published: Path) -> None:
    assert [folder.name for folder in published.parent.iterdir()] == ["3"]
    generation = Generation(published)
    assert generation.number == 3
    assert generation.count() == COUNT
    for place in (0, 500, COUNT - 1):
        first, cosine = generation.nearest(VECTORS[place], 1)[0]
        assert first == place + 1
        assert cosine == pytest.approx(1.0, abs=1e-5)
    generation.close()


def test_it_finds_what_comparing_all_vectors_finds(published: Path) -> None:
    generation = Generation(published)
    shares = []
    for query in unit(np.random.default_rng(8).standard_normal((20, 8)).astype(np.float32)):
        exact = (np.argsort(-(VECTORS @ query), kind="stable")[:20] + 1).tolist()
        shares.append(len(set(exact) & set(found(generation, query, 20))) / 20)
    generation.close()
    assert np.mean(shares) > 0.98


def test_more_than_there_are_is_all_there_are(tmp_path: Path) -> None:
    assert generations.build(tmp_path, 1, nodes(VECTORS[:3]), 3, silent)
    generation = Generation(tmp_path / "1")
    assert sorted(found(generation, VECTORS[0], 50)) == [1, 2, 3]
    generation.close()


def test_reading_changes_no_index_file(copy: Path) -> None:
    for _ in range(2):
        generation = Generation(copy)
        found(generation, VECTORS[1], 50)
        generation.close()
        assert generations.whole(copy)


def test_what_cannot_be_proven_is_not_published(tmp_path: Path) -> None:
    assert not generations.build(tmp_path, 1, nodes(VECTORS[:5]), 6, silent), "a vector is missing"
    assert not generations.build(tmp_path, 1, iter(()), 0, silent)
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_and_may_cancel(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []

    def stop(stage: str, done: int, total: int, /) -> None:
        told.append((stage, done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generations.build(tmp_path, 1, nodes(VECTORS[:5]), 5, stop)
    assert told == [("publishing", 5, 5)]
    assert generations.build(tmp_path, 1, nodes(VECTORS[:5]), 5, silent)
    assert [folder.name for folder in tmp_path.iterdir()] == ["1"]


def test_what_a_kill_left_is_deleted_unread(tmp_path: Path) -> None:
    left = tmp_path / "4.building"
    left.mkdir()
    (left / "chroma.sqlite3").write_bytes(os.urandom(100))
    (tmp_path / "3").mkdir()
    generations.sweep(tmp_path)
    generations.sweep(tmp_path / "absent")
    assert [folder.name for folder in tmp_path.iterdir()] == ["3"]


@pytest.mark.parametrize(
    ("present", "kept"), [((1, 2, 3), {2, 3}), ((1, 5, 9), {5, 9}), ((9,), {9}), ((9, 10), {9, 10})]
)
def test_the_newest_two_are_kept(tmp_path: Path, present: tuple[int, ...], kept: set[int]) -> None:
    for number in present:
        (tmp_path / str(number)).mkdir()
    (tmp_path / "notes.txt").touch()
    generations.keep_newest(tmp_path, max(present))
    assert {int(f.name) for f in tmp_path.iterdir() if f.is_dir()} == kept


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def overwritten(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


@pytest.mark.parametrize("damage", [halved, emptied, overwritten, Path.unlink])
@pytest.mark.parametrize("name", ["data_level0.bin", "index_metadata.pickle", "link_lists.bin", "header.bin"])
def test_a_damaged_index_is_never_opened(copy: Path, name: str, damage: Callable[[Path], object]) -> None:
    (file,) = copy.rglob(name)
    damage(file)
    size = sum(f.stat().st_size for f in copy.rglob("*") if f.is_file())
    assert not generations.whole(copy)
    with pytest.raises(Broken):
        Generation(copy)
    assert sum(f.stat().st_size for f in copy.rglob("*") if f.is_file()) == size


@pytest.mark.parametrize("damage", [halved, emptied, overwritten, Path.unlink])
def test_a_damaged_store_is_broken_not_a_crash(copy: Path, damage: Callable[[Path], object]) -> None:
    damage(copy / "chroma.sqlite3")

    def use() -> None:
        Generation(copy).nearest(VECTORS[0], 5)

    with pytest.raises(Broken):
        use()


def test_a_missing_generation_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(Broken):
        Generation(tmp_path / "5")
    assert list(tmp_path.iterdir()) == []


def test_the_proof_survives_what_would_end_this_process(copy: Path) -> None:
    assert generations.proven(copy, COUNT)
    assert not generations.proven(copy, COUNT + 1)
    (file,) = copy.rglob("data_level0.bin")
    file.write_bytes(os.urandom(file.stat().st_size))
    first = next(nodes(VECTORS))
    assert not generations.proven(copy, COUNT, [first])


def test_the_proof_compares_what_is_fetched(published: Path) -> None:
    first, second, *_ = nodes(VECTORS)
    assert generations.proven(published, COUNT, [first, second])
    assert not generations.proven(published, COUNT, [first, second._replace(id=first.id)])
    assert not generations.proven(published, COUNT, [first._replace(id=COUNT + 1)])


def test_a_crowd_of_equal_texts_does_not_hide_that_a_generation_is_sound(tmp_path: Path) -> None:
    crowded = VECTORS.copy()
    crowded[40:] = crowded[40]
    assert generations.build(tmp_path, 1, nodes(crowded), COUNT, silent)
    spread = list(nodes(crowded))[:: COUNT // generations.PROBES]
    assert generations.proven(tmp_path / "1", COUNT, spread)


def test_the_proof_imports_nothing_from_the_folder_it_was_started_in(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert generations.proven(published, COUNT)
