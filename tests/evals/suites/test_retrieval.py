from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from evals.suites import retrieval
from evals.suites.asked import Asked
from index.build import add
from index.stores.archive import Archive
from index.types import Article, ArticleKey, Cancelled

TEXTS = {
    "bridge": "The Orla bridge closed on Monday. Engineers found cracks in its northern pier.\n\nIt reopens in May.",
    "harbour": "A storm sank two ferries in Port Tamsin. Nobody was hurt, the harbour master said.",
}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.write(tmp_path) as archive:
        add(archive, [Article(ArticleKey(key), text, published=date(2024, 3, 1)) for key, text in TEXTS.items()])
        yield archive


def test_passages_are_slices_best_first(archive: Archive) -> None:
    asked = [Asked("a", date(2024, 3, 2), "Why did the Orla bridge close?"), Asked("b", None, "Who sank the ferries?")]
    told: list[tuple[str, int, int]] = []
    out = list(retrieval.run(asked, archive, progress=lambda *what: told.append(what)))
    assert [row["id"] for row in out] == ["a", "b"]
    assert [row["passages"][0]["article"] for row in out] == ["bridge", "harbour"]
    for row in out:
        assert len(row["passages"]) <= 20
        for passage in row["passages"]:
            assert set(passage) == {"article", "start", "end", "text"}
            assert passage["text"] == TEXTS[passage["article"]][passage["start"] : passage["end"]]
    assert told == [("retrieval", 0, 2), ("retrieval", 1, 2), ("retrieval", 2, 2)]


def test_nothing_found_is_an_empty_row(tmp_path: Path) -> None:
    empty = Archive.read(tmp_path / "none")
    assert list(retrieval.run([Asked("a", None, ""), Asked("b", None, "Who won?")], empty)) == [
        {"id": "a", "passages": []},
        {"id": "b", "passages": []},
    ]


def test_it_can_be_cancelled(archive: Archive) -> None:
    def stop(stage: str, done: int, total: int) -> None:
        if done == 1:
            raise Cancelled

    rows = retrieval.run([Asked("a", None, "bridge"), Asked("b", None, "ferries")], archive, progress=stop)
    assert next(iter(rows))["id"] == "a"
    with pytest.raises(Cancelled):
        next(rows)
