"""The best span of each SQuAD question: what `eval squad` writes (design, section 7).

Answers, and whether there is one, are never read. The reader is measured alone: no search, no rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals import rows as lines
from index.prose import sentences
from index.prose.passages import tile
from index.settings import DEFAULT
from index.types import Progress, Span, silent
from qa.reader import Page, Reader


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text and the questions asked of it, as (id, question)."""

    text: str
    questions: tuple[tuple[str | int, str], ...]


def parse(row: lines.Row) -> tuple[Paragraph, ...]:
    """The paragraphs of an article in SQuAD's own shape. Raises Fault."""
    return tuple(
        Paragraph(
            lines.text(paragraph, "context"),
            tuple((lines.name(qa), lines.text(qa, "question")) for qa in lines.objects(paragraph, "qas")),
        )
        for paragraph in lines.objects(row, "paragraphs")
    )


def run(articles: Sequence[Sequence[Paragraph]], reader: Reader, progress: Progress = silent) -> Iterator[lines.Row]:
    """A row out for each question, in order; a long paragraph is read in passages and the best span of any wins."""
    paragraphs = [paragraph for article in articles for paragraph in article]
    total, done = sum(len(paragraph.questions) for paragraph in paragraphs), 0
    progress("squad", 0, total)
    for paragraph in paragraphs:
        parts = tile(paragraph.text, sentences.split(paragraph.text), DEFAULT.passage_words) or (Span(0, 1),)
        pages = [Page(part.of(paragraph.text)) for part in parts]
        for key, question in paragraph.questions:
            found = [(best, page) for page, read in zip(pages, reader.read(question, pages), strict=True)
                     for best in read.best()]  # fmt: skip
            best, page = max(found, key=lambda pair: pair[0].margin, default=(None, None))
            answer = best.span.of(page.text) if best and page else ""
            yield {"id": key, "answer": answer, "no_answer_score": -best.margin if best else 0.0}
            done += 1
            progress("squad", done, total)
