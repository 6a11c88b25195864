"""Texts to unit vectors, the same each time, without a download."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.stores import encoder


def test_vectors_are_of_length_one_and_told_apart() -> None:
    vectors = encoder.default().encode(["The ferry sank in the harbour.", "The council voted on the budget."])
    assert vectors.shape == (2, encoder.default().dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert vectors[0] @ vectors[1] < 0.9


def test_no_text_has_no_vector_and_an_empty_one_the_zero_vector() -> None:
    assert encoder.default().encode([]).shape == (0, 256)
    assert not encoder.default().encode([""]).any()


def test_a_word_of_a_megabyte_does_not_make_its_neighbours_big() -> None:
    tracemalloc.start()
    encoder.default().encode(["x" * 1_000_000, *["A short text."] * 63])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1 << 30


def test_the_encoder_is_loaded_once() -> None:
    assert encoder.default() is encoder.default()
    assert encoder.default().name.startswith("wordllama-256/")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_a_text_has_one_vector_whatever_stands_beside_it(texts: list[str]) -> None:
    together = encoder.default().encode(texts)
    assert np.isfinite(together).all()
    for text, vector in zip(texts, together, strict=True):
        assert encoder.default().encode([text])[0] == pytest.approx(vector, abs=1e-4)


def test_what_has_no_direction_becomes_zero() -> None:
    strange = np.array([[0, 0], [np.nan, 3], [np.inf, 0], [3, 4]], np.float32)
    assert encoder.unit(strange).tolist() == [[0, 0], [0, 1], [0, 0], [pytest.approx(0.6), pytest.approx(0.8)]]
