"""Question -> hits: the one way in which `search`, the bot, the batch runs and LlamaIndex retrieve."""

from __future__ import annotations

from index.rarity import Rarity
from index.search import search
from index.stores.archive import Archive
from index.types import Hit
from qa.types import Question


def retrieve(archive: Archive, question: Question, k: int = 20, rarity: Rarity | None = None) -> tuple[Hit, ...]:
    """The k best passages for a question, best first; a consistent snapshot of the archive."""
    with archive.database.snapshot():
        return search(archive, question.query, k, rarity)
