"""Is the answer right, grounded, and withheld when it should be.

Source: answer string in the best-ranked sentences (as retrieval's hit@k), SQuAD's EM and F1 for the short answer,
selective answering by confidence (El-Yaniv and Wiener 2010) against questions that the articles cannot answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from evals import rows
from evals.metrics import short, slices
from evals.metrics.retrieval import Gold
from evals.metrics.words import first, holds
from evals.stats import auc, auc_of, interval, rounded

SENTENCE_WORDS = 40
"""Words of a best-ranked sentence that count."""
ANSWER_WORDS = 120
"""Words of an answer that count."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer as shown, with what it cites."""

    text: str
    citations: tuple[slices.Slice, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """The reply to a question. `short` is empty where there is none; `confidence` is 0 where it is unknown."""

    id: str | int
    refused: bool
    confidence: float = 0.0
    short: str = ""
    sentences: tuple[Sentence, ...] = ()
    best: tuple[str, ...] = ()

    def shown(self) -> str:
        """What counts of the answer as shown: short answer and sentences, the first 120 words."""
        return first(" ".join((self.short, *(sentence.text for sentence in self.sentences))), ANSWER_WORDS)

    def ranked(self, count: int) -> str:
        """The first 40 words of each of the `count` best-ranked sentences."""
        return " ".join(first(text, SENTENCE_WORDS) for text in self.best[:count])


def given(row: rows.Row) -> Given:
    """A row of a prediction file (design, section 7). Raises Fault."""
    refused = rows.flag(row, "refused")
    return Given(
        id=rows.name(row),
        refused=refused,
        confidence=rows.maybe_number(row, "confidence") or 0.0,
        short="" if refused else rows.maybe_text(row, "short") or "",
        sentences=tuple(
            Sentence(rows.text(x, "text"), tuple(slices.slice_in(c, "quote") for c in rows.objects(x, "citations")))
            for x in rows.objects(row, "sentences")
        ),
        best=tuple(rows.text(x, "text") for x in rows.objects(row, "best")) if row.get("best") is not None else (),
    )


def measure(
    data: Sequence[Gold],
    pred: Sequence[Given],
    texts: slices.Texts | None = None,
    unanswerable: Collection[str | int] = (),
    *,
    intervals: bool = False,
) -> dict[str, object]:
    """The figures; a question without a prediction counts as wrong: refused, or not refused among `unanswerable`.

    Over the questions that have relevant articles and are not among `unanswerable`: best1, best3: the best-ranked
    sentences hold the answer string; holds: the answer as shown does; short_em, short_f1: SQuAD's, "" where refused;
    answered; sentences and words an answer. Then what `_refusing` and `_citing` say. With `intervals` confidence_auc
    has one too.
    """
    by_id = {row.id: row for row in pred}
    questions = [q for q in data if q.relevant and q.id not in unanswerable]
    asked = [(q.answer, by_id.get(q.id) or Given(q.id, refused=True)) for q in questions]
    answered = [reply for _, reply in asked if not reply.refused]
    out: dict[str, object] = {
        "best1": interval([holds(reply.ranked(1), answer) for answer, reply in asked]),
        "best3": interval([holds(reply.ranked(3), answer) for answer, reply in asked]),
        "holds": interval([holds(reply.shown(), answer) for answer, reply in asked]),
        "short_em": interval([short.exact(reply.short, answer) for answer, reply in asked]),
        "short_f1": interval([short.f1(reply.short, answer) for answer, reply in asked]),
        "answered": interval([not reply.refused for _, reply in asked]),
        "sentences_per_answer": interval([len(reply.sentences) for reply in answered]),
        "words_per_answer": interval([sum(len(s.text.split()) for s in reply.sentences) for reply in answered]),
    }
    if unanswerable:
        replies = [by_id.get(i) or Given(i, refused=False) for i in sorted(set(unanswerable), key=str)]
        out |= _refusing([reply for _, reply in asked], replies, intervals=intervals)
    return out | _citing(pred, texts)


def _refusing(answerable: Sequence[Given], unanswerable: Sequence[Given], *, intervals: bool) -> dict[str, object]:
    """Does it know when to be silent.

    refused_unanswerable: by the product's own threshold. confidence_auc: does confidence tell the answerable from the
    rest. refused_at_90_answered: share of the unanswerable below the threshold that answers 90 % of the others.
    """
    sure, unsure = [r.confidence for r in answerable], [r.confidence for r in unanswerable]
    threshold = float(np.quantile(sure, 0.1)) if sure else 0.0
    labels = [True] * len(sure) + [False] * len(unsure)
    return {
        "refused_unanswerable": interval([reply.refused for reply in unanswerable]),
        "confidence_auc": auc_of(sure + unsure, labels) if intervals else rounded(auc(sure + unsure, labels)),
        "refused_at_90_answered": interval([confidence < threshold for confidence in unsure]),
    }


def _citing(pred: Sequence[Given], texts: slices.Texts | None) -> dict[str, object]:
    """Citations, and sentences without one: counts over all rows. quotes_that_are_slices: their quotes, in `texts`."""
    sentences = [sentence for reply in pred for sentence in reply.sentences]
    cited = list(chain.from_iterable(sentence.citations for sentence in sentences))
    out: dict[str, object] = {
        "citations": len(cited),
        "sentences_without_citation": sum(not sentence.citations for sentence in sentences),
    }
    if texts:
        out["quotes_that_are_slices"] = slices.share(cited, texts)
    return out
