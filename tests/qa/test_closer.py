"""Sentences read one by one: none is lost or made up, what was read stands first, and without the model all goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.stores.archive import Archive
from qa import models
from qa.bot import Bot
from qa.closer import OPEN, READ, closer, pages
from qa.question import understand
from qa.reader import TrainedReader
from qa.types import Answer
from tests.qa.test_rank import QUESTIONS, ranked


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    """The reader that ships."""
    return TrainedReader()


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_same_sentences_best_first(samples: Archive, reader: TrainedReader, text: str) -> None:
    before = ranked(samples, text)
    reads = reader.read(understand(text).stand_alone, pages(before))
    after = closer(before, reads, OPEN)
    places = [(r.sentence.article.key, r.sentence.span) for r in after]
    assert sorted(places) == sorted((r.sentence.article.key, r.sentence.span) for r in before)
    assert [r.score for r in after] == sorted((r.score for r in after), reverse=True)
    assert sorted(r.told for r in after[:READ] if r.told is not None) == sorted(read.relevance for read in reads)
    assert all(r.told is None for r in after[READ:])
    assert [r.sentence for r in after[READ:]] == [r.sentence for r in before[READ:]]


def test_what_was_not_read_stays_as_it_was(samples: Archive) -> None:
    before = ranked(samples, QUESTIONS[0])
    assert closer(before, (), OPEN) == before
    assert closer((), (), OPEN) == ()


def test_an_open_question_is_answered_without_the_model(
    samples: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    question = "Did the council vote for the budget?"
    plain = Bot(samples).ask(question)
    monkeypatch.setattr(models, "FOLDER", tmp_path)
    samples.notices.clear()
    bot = Bot(samples, TrainedReader())
    found = [bot.ask(question) for _ in range(2)]
    assert isinstance(plain, Answer)
    assert [reply.text for reply in found if isinstance(reply, Answer)] == [plain.text] * 2
    assert len(samples.notices) == 1
    assert samples.notices.pop().startswith("model reader.onnx: ")
