"""The order of sentences: what answers stands before what only shares words; every feature keeps its range."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.rarity import Rarity
from index.stores.archive import Archive
from qa.bot import Bot
from qa.entities import known
from qa.evidence import gather
from qa.question import understand
from qa.rank import FEATURES, FITS, FeatureRanker, Ranked, share, term_weights
from qa.reading import Shelf
from qa.retrieve import retrieve

Told = Callable[..., Bot]

QUESTIONS = (
    "Who runs Tarn Line?",
    "When does the ferry start?",
    "How many homes were flooded in Mellbridge?",
    "What did Orban agree to?",
    "Why is the weir bridge shut?",
    "Did the council vote for the budget?",
    "library",
)


def ranked(archive: Archive, text: str) -> tuple[Ranked, ...]:
    question, rarity = understand(text), Rarity(archive)
    sentences = gather(archive, retrieve(archive, question, 20, rarity), Shelf())
    return FeatureRanker().rank(question, known(question, archive, rarity), sentences, rarity, {})


@pytest.mark.parametrize("text", QUESTIONS)
def test_best_first_every_sentence_once_and_twice_alike(samples: Archive, text: str) -> None:
    found = ranked(samples, text)
    assert found
    assert [r.score for r in found] == sorted((r.score for r in found), reverse=True)
    places = [(r.sentence.article.key, r.sentence.span) for r in found]
    assert len(set(places)) == len(places)
    assert [(r.score, r.sentence.span) for r in found] == [(r.score, r.sentence.span) for r in ranked(samples, text)]


@pytest.mark.parametrize("text", QUESTIONS)
def test_features_keep_their_range(samples: Archive, text: str) -> None:
    kind = understand(text).kind
    for r in ranked(samples, text):
        for name in FEATURES:
            top = FITS.get(kind, 0.0) if name == "fits" else 1.0
            assert -1e-9 <= r.feature(name) <= top + 1e-9, name
        assert 0 <= r.fit(kind) <= 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who built the chapel of Orla?", "Ida Berg built the chapel of Orla."),
        ("When was the chapel of Orla built?", "The chapel of Orla was built in 1908."),
        ("Why was the chapel of Orla built?", "The chapel of Orla was built because the old one had burned down."),
        ("How many windows does the chapel of Orla have?", "The chapel of Orla has 14 windows."),
    ],
)
def test_the_shape_that_is_asked_for_comes_first(told: Told, question: str, answer: str) -> None:
    bot = told(
        "The chapel of Orla has been painted again. The chapel of Orla has 14 windows. The chapel of Orla was built "
        "in 1908. Ida Berg built the chapel of Orla. The chapel of Orla was built because the old one had burned down."
    )
    assert ranked(bot.archive, question)[0].sentence.text == answer


def test_a_caption_stands_behind_prose_that_tells_the_same(told: Told) -> None:
    bot = told(
        "The mayor will open the swimming pool of Orla on Friday (Ann Lowe/AP)\n\n"
        "The mayor will open the swimming pool of Orla on Friday.\n\nThe water is cold."
    )
    first, second = ranked(bot.archive, "When will the mayor open the swimming pool of Orla?")[:2]
    assert first.sentence.section == "prose"
    assert second.sentence.section == "caption"


def test_a_word_of_the_same_act_counts_less_than_the_word_itself(samples: Archive) -> None:
    question = understand("What did Orban agree to?")
    terms = term_weights(question, Rarity(samples))
    assert sum(t.weight for t in terms) == pytest.approx(1)
    own = share(terms, frozenset({"agre"}))
    mate = share(terms, frozenset({"promis"}))
    assert own > mate > share(terms, frozenset({"ferri"})) == 0
