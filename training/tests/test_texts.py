# ruff: noqa: D103
"""Sentences, whole-word containment and hashes of the training scripts."""

import pytest
from texts import NAME, holds, sentences, spaced, text_hash


def test_sentences_are_slices_in_order() -> None:
    text = 'Mr. Hale left on Monday. "I am done," he said. The board\nmet later.'
    found = [text[a:b] for a, b in sentences(text)]
    assert found == ["Mr. Hale left on Monday.", '"I am done," he said.', "The board", "met later."]


@pytest.mark.parametrize(
    ("answer", "held"), [("Ana", False), ("Banana", True), ("banana split", True), ("split B", False)]
)
def test_only_whole_words_count(answer: str, held: bool) -> None:
    assert holds(spaced("A banana split, please."), [answer]) is held


def test_case_and_punctuation_do_not_change_the_hash() -> None:
    assert text_hash("The end, at last!") == text_hash("the END at last")
    assert text_hash("The end") != text_hash("The ends")


def test_names_are_runs_of_capitalised_words() -> None:
    assert NAME.findall("a letter from Maria de Souza to Kofi Mensah in Accra") == [
        "Maria de Souza",
        "Kofi Mensah",
        "Accra",
    ]
