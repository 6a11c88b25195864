"""Answer or refuse: confidence is a probability that more evidence raises; every refusal says why in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.rarity import Rarity
from index.types import Period
from qa.bot import Bot
from qa.decide import SIGNALS, STRANGE, THRESHOLD, confidence, explanation, unknown_shares
from qa.entities import Known, known
from qa.question import understand
from qa.types import Answer, Reason, Refusal, Scope

Told = Callable[..., Bot]
SHARES = st.lists(st.floats(0, 1), min_size=len(SIGNALS), max_size=len(SIGNALS))

FERRY = "The ferry of Orla got a new engine in March. Rosa Lind, who runs the ferry, paid £40,000 for it."


@given(SHARES, st.integers(0, len(SIGNALS) - 1), st.floats(0, 1))
def test_confidence_is_a_probability_that_no_signal_lowers(seen: list[float], place: int, more: float) -> None:
    assert 0 < confidence(seen) < 1
    raised = [max(value, more) if i == place else value for i, value in enumerate(seen)]
    assert confidence(raised) >= confidence(seen)


@given(SHARES)
def test_what_was_not_read_is_surer_of_nothing_and_decided_alike(seen: list[float]) -> None:
    read, unread = confidence(seen), confidence(seen, read=False)
    assert (read >= THRESHOLD) == (unread >= THRESHOLD) or abs(read - THRESHOLD) < 1e-9
    assert abs(unread - THRESHOLD) <= abs(read - THRESHOLD) + 1e-9


def test_nothing_seen_is_refused_and_everything_seen_is_answered() -> None:
    assert confidence([0.0] * len(SIGNALS)) < THRESHOLD < confidence([1.0] * len(SIGNALS))


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_said_in_a_sentence(reason: Reason) -> None:
    period = Period(date(2024, 1, 1), date(2024, 2, 1))
    told = explanation(reason, understand("What did Pym say?", Scope(period)), Known((), ()), "Pym")
    assert told[0].isupper()
    assert told.endswith(".")
    if reason is Reason.OUT_OF_PERIOD:
        assert "2024-01-01" in told
        assert "2024-02-01" in told


@pytest.mark.parametrize(
    "question",
    [
        "When did the ferry of Orla sink?",
        "Who designed the lighthouse of Orla?",
        "How many passengers did the ferry of Orla carry in 2019?",
        "What did Rosa Lind say about the volcano in Patagonia?",
    ],
)
def test_what_the_articles_do_not_tell_is_refused(told: Told, question: str) -> None:
    reply = told(FERRY).ask(question)
    assert isinstance(reply, Refusal)
    assert reply.confidence <= THRESHOLD
    assert reply.nearest


@pytest.mark.parametrize(("word", "rare"), [("sink", False), ("trebuchet", True)])
def test_of_the_words_that_the_archive_lacks_rare_ones_may_be_names(told: Told, word: str, rare: bool) -> None:
    archive = told(FERRY).archive
    question, rarity = understand(f"When did the ferry of Orla {word}?"), Rarity(archive, frozenset())
    unknown, strange = unknown_shares(question, known(question, archive, rarity), rarity)
    assert unknown >= STRANGE
    assert strange == (unknown if rare else 0)


@pytest.mark.parametrize("asked", [None, date(2024, 3, 9), date(2034, 3, 9), date(1999, 1, 1)])
@pytest.mark.parametrize(
    ("question", "answered"),
    [("How much did Rosa Lind pay for the engine?", True), ("Who built the lighthouse of Orla?", False)],
)
def test_the_age_of_an_article_changes_no_outcome_of_a_timeless_question(
    told: Told, question: str, answered: bool, asked: date | None
) -> None:
    assert told(a=(FERRY, "2024-03-08")).ask(question, asked=asked).answered is answered


def test_age_counts_where_the_question_speaks_of_the_present(told: Told) -> None:
    bot = told(a=(FERRY, "2024-03-08"))
    fresh, old = (
        bot.ask("What is the latest on the ferry of Orla?", asked=day).confidence
        for day in (date(2024, 3, 9), date(2034, 3, 9))
    )
    assert fresh > old


def test_a_year_that_the_article_does_not_tell_of_is_not_answered_by_another_s(told: Told) -> None:
    bot = told(a=("The regatta of Orla was won by Ida Berg in 2019. It rained.", "2019-08-02"))
    assert isinstance(bot.ask("Who won the regatta of Orla in 2019?"), Answer)
    assert isinstance(bot.ask("Who won the regatta of Orla in 2016?"), Refusal)


def test_who_was_elected_asks_for_what_happened(told: Told) -> None:
    vote = "Voters went to the polls in Orla in May 2022 to choose a new mayor. Rosa Lind won with 61 per cent."
    bot = told(a=(vote, "2022-05-03"), b=(FERRY, "2024-03-08"))
    reply = bot.ask("Who was elected mayor of Orla in 2022?")
    assert isinstance(reply, Answer)
    assert reply.short is not None
    assert reply.short.text == "Rosa Lind"
    assert isinstance(bot.ask("Who was elected mayor of Orla in 2018?"), Refusal)


def test_a_date_is_of_what_its_own_sentence_tells(told: Told) -> None:
    text = (
        "Orla named a street after Rosa Lind in 2003. Lind ran the ferry for years. She died in her sleep, they said."
    )
    reply = told(text).ask("When did Rosa Lind die?")
    assert isinstance(reply, Refusal) or reply.short is None or "2003" not in reply.short.text


def test_a_question_that_an_article_asks_is_no_answer(told: Told) -> None:
    quiz = "Who runs the ferry of Orla? Send us your answer by Friday. Every reader of the Post can win a ticket."
    fact = "The ferry of Orla is run by Rosa Lind, who paid £40,000 for a new engine in March."
    reply = told(quiz, fact).ask("Who runs the ferry of Orla?")
    assert isinstance(reply, Answer)
    assert [claim.text for claim in reply.claims] == [fact]
