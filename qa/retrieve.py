"""Question -> hits: the one way in which `search`, the bot, the batch runs and LlamaIndex retrieve.

The reader, where there is one, reads the best that search found and puts it in a new order. Knows nothing about
sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.errors import ModelUnusable
from index.rarity import Rarity
from index.search import search
from index.stores.archive import Archive
from index.types import Hit, Progress, silent
from qa.agreement import NOBODY, Agreement, agreement
from qa.reader import Page, Read, Reader
from qa.types import Question

READ = 20
"""Passages that are read."""
WIDE, NEWEST = 60, 8
"""Passages among which the newest are looked for where the day of what is to come is asked, and how many of them are
read in the place of older ones."""
SEARCH, RELEVANCE, MARGIN, SUPPORT = 8.0, 0.1, 0.1, 8.0
"""What search's score (its best is 1), relevance, the best span's margin and the answer support weigh.

The second and the last as first tried elsewhere, the others chosen on the choosing half (docs/experiments.md).
"""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Hits, best first; what the reader made of the first of them, in their order; how the answers in them agree."""

    hits: tuple[Hit, ...]
    reads: tuple[Read, ...] = ()
    voted: Agreement = NOBODY


def retrieve(
    archive: Archive, question: Question, k: int = 20, rarity: Rarity | None = None, reader: Reader | None = None
) -> tuple[Hit, ...]:
    """The k best passages for a question, best first; a consistent snapshot of the archive."""
    return find(archive, question, k, rarity, reader).hits


def find(
    archive: Archive,
    question: Question,
    k: int,
    rarity: Rarity | None = None,
    reader: Reader | None = None,
    progress: Progress = silent,
) -> Retrieved:
    """The same with what the reader made of them, where it can help: no span answers an open question.

    A reader that cannot be loaded is said once and left out.
    """
    if question.kind.open_ended:
        reader = None
    with archive.database.snapshot():
        wanted = max(k, READ) if reader else k
        hits = search(archive, question.query, max(WIDE, wanted) if question.coming else wanted, rarity)
        if question.coming:
            hits = _with_newest(archive, hits, wanted)
        if reader is None or not hits:
            return Retrieved(hits)
        pages = [_page(archive, hit) for hit in hits[:READ]]
    reads = look(archive, reader, question, pages, progress)
    if reads is None:
        return Retrieved(hits[:k])
    found = reordered(question, hits, pages, reads)
    return replace(found, hits=found.hits[:k], reads=found.reads[:k])


def _with_newest(archive: Archive, hits: Sequence[Hit], k: int) -> tuple[Hit, ...]:
    """Of the hits k: the best, and in the last places the newest of the others, in the order of the search."""
    days = {h.passage.id: _published(archive, h) for h in hits}
    new = min(NEWEST, k // 2)
    best, others = hits[: k - new], hits[k - new :]
    newest = sorted(others, key=lambda h: days[h.passage.id], reverse=True)[:new]
    return (*best, *(h for h in others if h in newest))


def _published(archive: Archive, hit: Hit) -> date:
    article = archive.article(hit.passage.key)
    assert article is not None  # one snapshot
    return article.published or date.min


def look(
    archive: Archive, reader: Reader, question: Question, pages: Sequence[Page], progress: Progress = silent
) -> tuple[Read, ...] | None:
    """What the reader makes of the pages; None where it cannot be loaded, which the archive is told once."""
    try:
        return reader.read(question.stand_alone, pages, progress)
    except ModelUnusable as error:
        _notice(archive, error)
        return None


def look_again(archive: Archive, reader: Reader, question: Question, pages: Sequence[Page]) -> tuple[float, ...] | None:
    """Whether the pages answer, by the larger encoder; see `look`."""
    try:
        return reader.answered(question.stand_alone, pages)
    except ModelUnusable as error:
        _notice(archive, error)
        return None


def reordered(question: Question, hits: Sequence[Hit], pages: Sequence[Page], reads: Sequence[Read]) -> Retrieved:
    """The hits that were read by search, reading and agreement together, then the others; scores never rise. Pure."""
    top = hits[0].score or 1.0
    leads = [
        SEARCH * hit.score / top
        + RELEVANCE * read.relevance
        + MARGIN * max((f.margin for f in read.best()), default=0.0)
        for hit, read in zip(hits, reads, strict=False)
    ]
    texts = [page.text for page in pages]
    voted = agreement(question, texts, reads, leads)
    scores = [lead + SUPPORT * voted.of(text) for lead, text in zip(leads, texts, strict=True)]
    order = sorted(range(len(reads)), key=lambda i: (-scores[i], i))
    places = {old: new for new, old in enumerate(order)}
    return Retrieved(
        hits=tuple(replace(hits[i], score=scores[i]) for i in order) + tuple(hits[len(reads) :]),
        reads=tuple(reads[i] for i in order),
        voted=replace(voted, ballots=tuple(replace(b, passage=places[b.passage]) for b in voted.ballots)),
    )


def _notice(archive: Archive, error: ModelUnusable) -> None:
    if str(error) not in archive.notices:
        archive.notices.append(str(error))


def _page(archive: Archive, hit: Hit) -> Page:
    article = archive.article(hit.passage.key)
    assert article is not None  # one snapshot
    return Page(hit.passage.span.of(article.text), article.title, article.published)
