"""What the metrics of grounding share: when a verdict counts as support, and when support could not fail."""

from evals.types import Outcome
from qa.types import Verdict


def supported(verdict: Verdict) -> bool:
    """Whether the judge says that the evidence supports the sentence."""
    return verdict.label == "supported"


def verbatim(outcome: Outcome) -> bool:
    """Whether every sentence is cut from the words that it cites: support by construction."""
    return outcome.response.sliced and all(judged.verbatim for judged in outcome.judged)
