"""A model's text becomes sentences with the passages that they name, however sloppily it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.draft.parse import LONGEST, MOST, Drafted, parse

FERRY = "The Orla ferry stops in May."
TICKETS = "Every ticket will be refunded."


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The Orla ferry stops in May [1].", (1,)),
        ("The Orla ferry stops in May. [1]", (1,)),
        ("The Orla ferry stops in May.[1][2]", (1, 2)),
        ("The Orla ferry stops in May [1, 2].", (1, 2)),
        ("The Orla ferry stops in May [1-3].", (1, 2, 3)),
        ("The Orla ferry stops in May [passage 2].", (2,)),
        ("The Orla ferry stops in May (passage 2).", (2,)),
        ("The Orla ferry stops in May (2).", (2,)),
        ("The Orla ferry stops in May [Source: 2].", ()),
        ("The Orla ferry stops in May [^4].", (4,)),
        ("The Orla ferry stops in May 【3†source】.", (3,)),
        ("The Orla ferry stops in May².", (2,)),
        ("- The Orla ferry stops in May. [1]", (1,)),
        ("1. The Orla ferry stops in May. [1]", (1,)),
        ("**The Orla ferry stops in May.** [1]", (1,)),
        ("Answer: The Orla ferry stops in May. [1]", (1,)),
        ("<think>May? [7] Or June.</think>The Orla ferry stops in May. [1]", (1,)),
        ("The passage 1: The Orla ferry stops in May.", (1,)),
        ("According to passage [2], the Orla ferry stops in May.", (2,)),
        ("Source 3 says that the Orla ferry stops in May.", (3,)),
        ("The Orla ferry stops in May.", ()),
    ],
)
def test_marks_are_taken_off_and_read(text: str, numbers: tuple[int, ...]) -> None:
    (found,) = parse(text)
    assert found.passages == numbers
    if "Source" not in text:
        assert found.text == FERRY


def test_a_mark_behind_a_full_stop_belongs_to_the_sentence_before_it() -> None:
    assert parse(f"{FERRY} [1] {TICKETS} [2]") == (Drafted(FERRY, (1,)), Drafted(TICKETS, (2,)))
    assert parse(f"{FERRY[:-1]} [1]. {TICKETS[:-1]} [2].") == (Drafted(FERRY, (1,)), Drafted(TICKETS, (2,)))


def test_what_tells_nothing_is_left_out() -> None:
    assert (
        parse("")
        == parse("NONE")
        == parse("Here is the answer to it:")
        == parse("Mellbridge General Hospital North")
        == ()
    )
    assert parse("<think>never closed, and all of it thoughts.") == ()


def test_the_same_sentence_five_hundred_times_is_one() -> None:
    assert parse(f"{FERRY} [1]\n" * 500) == (Drafted(FERRY, (1,)),)


def test_no_more_than_most_are_read() -> None:
    assert len(parse("\n".join(f"Sentence number {n} says a thing." for n in range(500)))) == MOST


@given(st.text() | st.text(alphabet="[]()0123456789 -,.abc\n【】²*"))
def test_any_text_is_taken(text: str) -> None:
    found = parse(text)
    assert len(found) <= MOST
    assert all(0 < len(d.text) <= LONGEST and "\n" not in d.text for d in found)
    assert all(0 <= n < 1000 for d in found for n in d.passages)
