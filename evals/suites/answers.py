"""The reply to each question of a file: what `eval answers` writes (design, section 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.rows import Row
from evals.suites.asked import Asked
from index.types import Period, Progress, silent
from qa.bot import Bot
from qa.types import Answer, Candidate, Citation, Claim, Reply

BEST = 3
"""Best-ranked sentences a row, at most."""


def run(rows: Sequence[Asked], bot: Bot, progress: Progress = silent) -> Iterator[Row]:
    """A row out for each row in, in order."""
    progress("answers", 0, len(rows))
    for done, row in enumerate(rows, 1):
        yield {"id": row.id} | _reply(bot.ask(row.question, period=Period(), asked=row.asked))
        progress("answers", done, len(rows))


def _reply(reply: Reply) -> dict[str, object]:
    answer = reply if isinstance(reply, Answer) else None
    return {
        "refused": answer is None,
        "reason": None if isinstance(reply, Answer) else reply.reason.value,
        "confidence": reply.confidence,
        "short": answer.short.text if answer and answer.short else None,
        "sentences": [_sentence(claim) for claim in answer.claims] if answer else [],
        "best": [_best(candidate) for candidate in reply.trace.candidates[:BEST]],
    }


def _sentence(claim: Claim) -> Row:
    return {"text": claim.text, "citations": [_citation(citation) for citation in claim.citations]}


def _citation(citation: Citation) -> Row:
    span = citation.span
    return {"article": citation.key, "start": span.start, "end": span.end, "quote": citation.quote}


def _best(candidate: Candidate) -> Row:
    one = candidate.evidence
    return {"text": one.text, "article": one.key, "start": one.span.start, "end": one.span.end}
