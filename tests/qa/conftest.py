"""What the tests of answers share: a small archive made of articles, with a bot over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from index.stores.archive import Archive
from index.types import Article, ArticleKey
from qa.bot import Bot

Told = Callable[..., Bot]


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """A bot over articles: `told("text", key=("text", "2024-05-06"), ...)`; those without a key are a0, a1, ..."""
    with ExitStack() as stack:
        made = 0

        def tell(*texts: str, **keyed: str | tuple[str, str]) -> Bot:
            nonlocal made
            made += 1
            archive = stack.enter_context(Archive.write(tmp_path / f"archive{made}"))
            rows = {f"a{i}": (text, "") for i, text in enumerate(texts)}
            rows |= {key: (value, "") if isinstance(value, str) else value for key, value in keyed.items()}
            articles = [
                Article(ArticleKey(key), text, published=date.fromisoformat(day) if day else None, outlet="The Post")
                for key, (text, day) in rows.items()
            ]
            assert len(list(archive.add(articles))) == len(articles)
            return Bot(archive)

        yield tell


@pytest.fixture
def sample_bot(samples: Archive) -> Bot:
    """A bot over the sample articles."""
    return Bot(samples)
