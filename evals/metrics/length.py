"""Words an answer, citations a sentence, seconds a question, crashes.

Words are runs of non-space in the sentences shown; means over answers (seconds, crashes: over cases). Without a target
of their own: they keep the other figures honest, for long answers find more points.
"""

from evals.measures import Better, Group, Metric
from evals.types import Outcome


def _words(outcome: Outcome) -> tuple[float, ...] | None:
    return (float(len(outcome.response.text.split())),) if outcome.response.sentences else None


def _citations(outcome: Outcome) -> tuple[float, ...] | None:
    sentences = outcome.response.sentences
    return (sum(len(sentence.cited) for sentence in sentences) / len(sentences),) if sentences else None


def _seconds(outcome: Outcome) -> tuple[float, ...] | None:
    return None if outcome.response.seconds is None else (outcome.response.seconds,)


def _crashes(outcome: Outcome) -> tuple[float, ...]:
    return (float(outcome.response.error is not None),)


METRICS = (
    Metric("words an answer", Group.SIZE, _words, Better.NEITHER, headline=19, share=False),
    Metric("citations a sentence", Group.SIZE, _citations, Better.NEITHER, share=False),
    Metric("crashes", Group.SIZE, _crashes, Better.LOWER),
    Metric("seconds", Group.SIZE, _seconds, Better.LOWER, share=False, timed=True),
)
