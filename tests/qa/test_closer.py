"""Sentences read one by one: none is lost or made up, what was read stands first, and without the model all goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.stores.archive import Archive
from index.types import ArticleKey, Span
from qa import models
from qa.bot import Bot
from qa.closer import AGAIN, OPEN, READ, again, closer, pages
from qa.question import understand
from qa.rank import Ranked
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
    assert sorted(map(_place, after)) == sorted(map(_place, before))
    assert [r.score for r in after] == sorted((r.score for r in after), reverse=True)
    assert sorted(r.told for r in after[:READ] if r.told is not None) == sorted(read.relevance for read in reads)
    assert all(r.told is None for r in after[READ:])
    assert [r.sentence for r in after[READ:]] == [r.sentence for r in before[READ:]]


def test_what_was_not_read_stays_as_it_was(samples: Archive) -> None:
    before = ranked(samples, QUESTIONS[0])
    assert closer(before, (), OPEN) == before
    assert closer((), (), OPEN) == ()
    assert again(before, (), OPEN) == before
    assert again((), (), OPEN) == ()


@pytest.mark.parametrize("text", QUESTIONS)
def test_what_the_larger_encoder_is_surest_of_rises(samples: Archive, text: str) -> None:
    before = ranked(samples, text)
    low = [-60.0] * (AGAIN - 1)
    for place in range(AGAIN):
        after = again(before, [*low[:place], 60.0, *low[place:]], OPEN)
        assert sorted(map(_place, after)) == sorted(map(_place, before))
        assert [r.score for r in after] == sorted((r.score for r in after), reverse=True)
        assert list(map(_place, after)).index(_place(before[place])) <= place
        assert [r.sentence for r in after[AGAIN:]] == [r.sentence for r in before[AGAIN:]]


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


def test_without_the_larger_encoder_the_reader_decides(
    samples: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("reader.onnx", "tokenizer.json"):
        (tmp_path / name).symlink_to(models.FOLDER / name)
    monkeypatch.setattr(models, "FOLDER", tmp_path)
    samples.notices.clear()
    bot = Bot(samples, TrainedReader())
    for question in ("Did the council vote for the budget?", "Who chairs the flood commission?"):
        assert isinstance(bot.ask(question), Answer)
    assert len(samples.notices) == 1
    assert samples.notices.pop().startswith("model checker.onnx: ")


def _place(one: Ranked) -> tuple[ArticleKey, Span]:
    return one.sentence.article.key, one.sentence.span
