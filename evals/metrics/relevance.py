"""Answer relevance: does each sentence answer the question.

Per answer to an answerable case, the share of its sentences that cite a gold point, vital or not, or hold the case's
`answer` word for word; mean over answers. Strict: a sentence to the point that is in no gold is not relevant.
"""

from evals.measures import Group, Metric
from evals.metrics.words import holds
from evals.types import Outcome, Sentence


def _row(outcome: Outcome) -> tuple[float, ...] | None:
    if not outcome.case.answerable or not outcome.response.sentences:
        return None
    told = [_answers(outcome, sentence) for sentence in outcome.response.sentences]
    return (sum(told) / len(told),)


def _answers(outcome: Outcome, sentence: Sentence) -> bool:
    if any(cited.place.meets(point) for cited in sentence.cited for point in outcome.case.gold):
        return True
    return bool(outcome.case.answer) and holds(sentence.text, outcome.case.answer or "")


METRICS = (Metric("answer relevance", Group.ANSWERS, _row),)
