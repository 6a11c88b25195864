"""Politeness around a question is left out, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.frame import core
from qa.question import understand
from qa.types import Kind


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Could you tell me when the ferry stops?", "When the ferry stops?"),
        ("Hi! Do you know who the mayor is, please?", "Who the mayor is?"),
        ("I'd like to know how many homes were flooded.", "How many homes were flooded."),
        ("According to the articles, why did the mill close?", "Why did the mill close?"),
        ("Who is the mayor according to my articles?", "Who is the mayor?"),
        ("Quick question: when does it open? Thanks!", "When does it open?"),
        ("What do the articles say about when the bridge reopens?", "When the bridge reopens?"),
    ],
)
def test_what_stands_around_a_question_is_left_out(asked: str, meant: str) -> None:
    assert core(asked) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "When does the ferry stop?",
        "Did anybody say who paid?",
        "Could Hungary tell NATO no?",
        "Will you",
        "Who is in the news?",
        "Hello there",
        "What did Kern say about the articles of the treaty?",
        "So many homes were flooded where?",
    ],
)
def test_a_question_that_is_nothing_else_is_left_to_the_letter(asked: str) -> None:
    assert core(asked) == asked


def test_what_is_asked_for_is_seen_behind_it() -> None:
    assert understand("Could you tell me when the Orla ferry stops?").kind is Kind.WHEN
    assert understand("Do you know how many homes were flooded?").kind is Kind.HOW_MANY
    assert understand("Which outlets are in the archive?").stand_alone == "Which outlets are in the archive?"


@given(st.text(max_size=80))
def test_it_only_takes_away(text: str) -> None:
    once = core(text)
    assert core(once) == once
    left = iter(text.lower())
    assert all(character in left for character in once.lower())
