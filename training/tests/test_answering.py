# ruff: noqa: D103
"""Questions where a claim stands: labels follow the reader's, and what was turned is what is at fault."""

import random

from answering import answering, turned
from pairs import NEITHER, SUPPORTED
from reading import NO_ANSWER, Row

PASSAGE = "The bridge at Mellbridge was shut in March, Helena Voss said. Workers found rust under the arches."
ASKED = Row("written", "Why did Helena Voss have the bridge shut in March?", "A title.", "", PASSAGE, -100, -100, True)
OPEN = Row("written", "Who built the bridge?", "", "", PASSAGE, NO_ANSWER, NO_ANSWER, False)
UNKNOWN = Row("open", "Who built the bridge?", "", "", PASSAGE, NO_ANSWER, NO_ANSWER, None)


def test_an_answered_question_is_supported_and_an_open_one_is_not() -> None:
    about, besides = answering([ASKED, OPEN, UNKNOWN])
    assert (about.source, about.claim) == (f"A title. {PASSAGE}", ASKED.question)
    assert (about.label, about.wrong, about.unsupported) == (SUPPORTED, (), False)
    assert (besides.label, besides.wrong, besides.unsupported) == (NEITHER, None, True)


def test_a_question_of_somebody_else_is_at_fault_there() -> None:
    other = Row("written", "What did Jens Holm of Orla sell?", "", "", "It was Jens Holm of Orla.", 0, 2, True)
    for seed in range(30):
        found = turned([ASKED, other, OPEN], random.Random(seed))
        assert found
        for made in found:
            right = ASKED if made.source.startswith("A title.") else other
            ((start, _),) = made.wrong or ()
            assert made.claim != right.question
            assert made.claim[:start] == right.question[:start]
            assert (made.label, made.unsupported) == (NEITHER, True)
    assert not turned([OPEN], random.Random(0))
