"""The passages that a search finds for bundled cases, with their sentences and which of them are gold.

    PYTHONPATH=. python training/case_pairs.py --archive A --cases evals/sample/fresh.jsonl >cases.jsonl

`A` is an archive of evals/sample/articles. Runs with the product's own environment. What `evaluate.py cases` reads.
Cases for reporting and follow-ups are left out.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from evals.cases import read
from evals.types import HELD_OUT, Case
from index.stores.archive import Archive
from qa.evidence import Sentence, gather
from qa.question import understand
from qa.reading import Shelf
from qa.retrieve import retrieve

_PASSAGES = 8


def main() -> None:
    """A line a passage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--cases", type=Path, required=True)
    given = parser.parse_args()
    archive, shelf = Archive.read(given.archive), Shelf()
    for case in read(given.cases, archive.article):
        if HELD_OUT not in case.tags and not case.history:
            for row in _rows(archive, shelf, case):
                print(json.dumps(row, ensure_ascii=False))


def _rows(archive: Archive, shelf: Shelf, case: Case) -> Iterator[dict]:
    by_rank: dict[int, list[Sentence]] = defaultdict(list)
    hits = retrieve(archive, understand(case.question))[:_PASSAGES]
    for sentence in gather(archive, hits, shelf):
        by_rank[sentence.rank].append(sentence)
    for inside in by_rank.values():
        article, span = inside[0].article, inside[0].hit.passage.span
        gold = [point.span for point in case.gold if point.key == article.key]
        yield {
            "id": case.id,
            "answerable": bool(case.gold),
            "question": case.question,
            "title": article.title or "",
            "date": article.published.isoformat() if article.published else "",
            "passage": span.of(article.text),
            "sentences": [
                [s.span.start - span.start, s.span.end - span.start, any(s.span.overlaps(g) for g in gold)]
                for s in inside
            ],
        }


if __name__ == "__main__":
    main()
