"""Passages tile the text, hold whole sentences and keep to their size."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.passages import tile
from index.prose.sentences import split


def cut(text: str, words: int) -> list[str]:
    return [span.of(text) for span in tile(text, split(text), words)]


def test_whole_sentences_and_whitespace_with_the_passage_before() -> None:
    assert cut(" The bridge opened.  Cars crossed it.\n\nNobody stopped them at all. ", 6) == [
        " The bridge opened.  Cars crossed it.\n\n",
        "Nobody stopped them at all. ",
    ]


def test_the_last_passage_is_not_tiny() -> None:
    text = "One two three four. " * 11
    assert [len(piece.split()) for piece in cut(text, 40)] == [24, 20]


def test_only_a_sentence_that_is_too_long_is_cut() -> None:
    text = "Short one here. " + "word " * 25 + "end."
    pieces = cut(text, 10)
    assert "".join(pieces) == text
    assert [len(piece.split()) for piece in pieces] == [3, 8, 9, 9]


@pytest.mark.parametrize("text", ["", " ", "\n\t\n"])
def test_nothing_to_tile(text: str) -> None:
    assert tile(text, split(text), 10) == ()


def test_a_size_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one word"):
        tile("A word.", split("A word."), 0)


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(["One.", "two", "Three!", "\n\n", "end.The", " "])).map(" ".join)),
    st.integers(1, 12),
)
def test_passages_tile_and_keep_to_their_size(text: str, words: int) -> None:
    sentences = split(text)
    passages = tile(text, sentences, words)
    assert "".join(span.of(text) for span in passages) == (text if text.strip() else "")
    assert all(1 <= len(span.of(text).split()) <= words for span in passages)
    begins = {span.start for span in passages[1:]}
    for sentence in sentences:
        if len(sentence.of(text).split()) <= words:
            assert not any(sentence.start < begin < sentence.end for begin in begins)


def test_a_long_text_takes_linear_time() -> None:
    text = "Aa b. " * 100_000
    sentences = split(text)
    begun = time.perf_counter()
    tile(text, sentences, 180)
    assert time.perf_counter() - begun < 2
