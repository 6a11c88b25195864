# ruff: noqa: D103
"""Made reader rows: the answer stays where the row says, and made negatives hold no answer."""

import random

import pytest
from reading import MAX_WORDS, NO_ANSWER, UNKNOWN, Pool, headline, read_pass, shape, swap, unlabelled_windows
from texts import holds, spaced

HARBOUR = (
    "The harbour of Lindos was closed on Friday after a ferry struck the pier. Mayor Eleni Kosta said repairs would "
    "take three weeks. Two sailors were hurt. The ferry had come from Kalymnos in heavy rain."
)
BRIDGE = (
    "Engineers opened the bridge over the Orne in 1931. It was paid for by a toll that ended in 1950. "
    "The designer, Paul Verne, never saw it finished."
)
OTHERS = [f"Village number {n} held its fair in the rain. A ferry was not needed. Repairs were made." for n in range(9)]


def rows() -> list[dict]:
    start = HARBOUR.index("Eleni")
    return [
        {
            "dataset": "squad2_part", "question": "Which mayor of Lindos spoke of repairs to the pier?",
            "passage": HARBOUR, "answers": [{"text": "Eleni Kosta", "start": start}],
        },
        {"dataset": "squad2_part", "question": "When did Paul Verne die?", "passage": BRIDGE, "answers": []},
        {
            "dataset": "onestop_qa", "question": "When was the bridge opened?", "passage": BRIDGE,
            "answers": [{"text": "1931", "start": BRIDGE.index("1931")}],
        },
    ]  # fmt: skip


def pool() -> Pool:
    return Pool([HARBOUR, BRIDGE, *OTHERS])


@pytest.mark.parametrize("seed", range(30))
def test_labels_point_at_the_answer_and_negatives_lack_it(seed: int) -> None:
    for row in read_pass(rows(), pool(), random.Random(seed)):
        if row.start >= 0:
            assert row.relevant
            assert row.passage[row.start : row.end] == "Eleni Kosta"
        elif row.start == UNKNOWN:
            assert row.dataset == "onestop_qa"
        elif row.question.startswith("Which mayor of Lindos"):
            assert row.start == NO_ANSWER
            assert not holds(spaced(row.passage + " " + row.title), ["Eleni Kosta"])


@pytest.mark.parametrize("seed", range(30))
def test_a_shaped_passage_keeps_what_must_stay(seed: int) -> None:
    at = HARBOUR.index("Two sailors")
    text, start = shape(HARBOUR, (at, at + 11), pool(), random.Random(seed))
    assert text[start : start + 11] == "Two sailors"
    assert len(text.split()) <= 200


def test_a_swapped_question_names_what_the_passage_lacks() -> None:
    made = {swap("Who designed the Orne bridge in 1931?", BRIDGE, ["Kalymnos"], random.Random(n)) for n in range(40)}
    assert all(question is None or "1931" not in question or "Orne" not in question for question in made)
    assert any(question and "Kalymnos" in question for question in made)


def test_titles_are_sometimes_empty() -> None:
    titles = [headline(HARBOUR, random.Random(n)) for n in range(50)]
    assert "" in titles
    assert any(titles)


@pytest.mark.parametrize("seed", range(20))
def test_windows_that_nobody_labelled_are_of_their_texts_and_say_nothing(seed: int) -> None:
    made = unlabelled_windows("When was the ferry struck?", HARBOUR, pool(), random.Random(seed))
    texts = [" ".join(text.split()) for text in (HARBOUR, BRIDGE, *OTHERS)]
    assert 2 < len(made) <= 6
    assert all(row.relevant is None and (row.start, row.end) == (UNKNOWN, UNKNOWN) for row in made)
    assert all(any(row.passage in text for text in texts) and len(row.passage.split()) <= MAX_WORDS for row in made)
    assert sum(row.passage in texts[0] for row in made) == 2


def test_a_question_without_a_passage_is_asked_of_rivals_alone() -> None:
    made = unlabelled_windows("When was the ferry struck?", "", pool(), random.Random(0))
    assert made
    assert len(made) <= 4
