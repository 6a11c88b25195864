"""The newest articles of a period, each by the sentence that opens it: "What happened last week?" asks for no words.

Knows an archive and its readings; ranks nothing.
"""

from __future__ import annotations

from index.stores.archive import Archive
from index.stores.records import Filter
from index.types import Hit, Passage, PassageId, Span
from qa.evidence import Sentence
from qa.reading import Shelf

_WORDS = 6
"""Words of a sentence that tells news, at least."""
_LOOKED_AT = 10
"""Articles looked at for each that is shown: some are copies of another's text, some hold no prose."""


def newest(archive: Archive, only: Filter, shelf: Shelf, k: int) -> tuple[Sentence, ...]:
    """The first telling sentence of each of the k newest articles that are no copies of each other's text."""
    found: dict[str, Sentence] = {}
    for key in archive.database.newest(only, _LOOKED_AT * k):
        origin = archive.database.origin(key)
        article = archive.article(key) if origin not in found else None
        if article is None:
            continue
        whole = Passage(PassageId(0), key, 0, Span(0, len(article.text)))
        reading = shelf.read(article)
        for number, span in enumerate(reading.sentences):
            if reading.sections[number] == "prose" and len(span.of(article.text).split()) >= _WORDS:
                found[origin] = Sentence(article, reading, number, span, Hit(whole, 0.0, 0.0, 0.0), len(found), None)
                break
        if len(found) == k:
            break
    return tuple(found.values())
