"""Sentences read one by one: none is lost or made up, what was read stands first."""

from __future__ import annotations

import pytest

from index.stores.archive import Archive
from qa.closer import READ, closer
from qa.question import understand
from qa.reader import TrainedReader
from tests.qa.test_rank import QUESTIONS, ranked


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    """The reader that ships."""
    return TrainedReader()


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_same_sentences_best_first(samples: Archive, reader: TrainedReader, text: str) -> None:
    before = ranked(samples, text)
    after = closer(understand(text), before, reader)
    assert {r.sentence.span for r in after} == {r.sentence.span for r in before}
    assert len(after) == len(before)
    assert [r.score for r in after] == sorted((r.score for r in after), reverse=True)
    assert all(r.told is not None for r in after[:READ])
    assert all(r.told is None for r in after[READ:])
    assert [r.sentence for r in after[READ:]] == [r.sentence for r in before[READ:]]


def test_nothing_to_read_is_nothing_read(reader: TrainedReader) -> None:
    assert closer(understand("Who runs Tarn Line?"), (), reader) == ()
