"""The short answer: a slice that wins by the votes of several sentences, and none where sentences answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.rarity import Rarity
from qa.bot import Bot
from qa.entities import Known
from qa.evidence import gather
from qa.question import understand
from qa.rank import FeatureRanker
from qa.reader import TrainedReader
from qa.reading import Shelf
from qa.retrieve import retrieve
from qa.short import corrections
from qa.types import Answer, Reply

Told = Callable[..., Bot]

FAIR = (
    "The autumn fair of Orla opens on September 12 in the cattle market. Rosa Lind, who runs the fair, expects 4,500 "
    "visitors. A ticket for the fair costs £6.50 at the gate."
)


def reading(bot: Bot) -> Bot:
    """A bot over the same archive, with the reader that ships."""
    return Bot(bot.archive, TrainedReader())


def short(reply: Reply) -> str | None:
    assert isinstance(reply, Answer), reply
    if reply.short is None:
        return None
    assert reply.short.text == reply.short.citation.quote
    return reply.short.text


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("When does the autumn fair of Orla open?", "September 12"),
        ("when does the fair open", "September 12"),
        ("How many visitors does the fair expect?", "4,500"),
        ("How much does a ticket for the fair cost?", "£6.50"),
        ("Who runs the fair of Orla?", "Rosa Lind"),
    ],
)
def test_the_slice_that_answers(told: Told, question: str, wanted: str) -> None:
    assert short(told(FAIR).ask(question)) == wanted


@pytest.mark.parametrize(
    "question",
    ["Does the fair of Orla open in September?", "What is the latest on the fair?", "Tell me about the fair of Orla."],
)
def test_none_where_a_sentence_answers(told: Told, question: str) -> None:
    assert short(told(FAIR).ask(question)) is None


def test_the_short_answer_stands_in_a_claim(told: Told) -> None:
    reply = told(FAIR).ask("When does the autumn fair of Orla open?")
    assert isinstance(reply, Answer)
    assert reply.short is not None
    assert reply.short.text in reply.text


def test_what_most_articles_tell_wins(told: Told) -> None:
    bot = told(
        "The Orla tunnel opens on March 3, the railway said. Its trains are blue.",
        "Trains will run through the Orla tunnel from March 3, when the tunnel opens to everybody.",
        "The Orla tunnel opens on March 5, wrote a reader, who had it from a cousin.",
    )
    assert short(bot.ask("When does the Orla tunnel open?")) == "March 3"


def test_a_figure_put_right_beats_the_one_it_puts_right(told: Told) -> None:
    bot = told(
        "The fire in Orla destroyed 230 barns, not 320 as was first reported.",
        "The fire in Orla destroyed barns and a chapel. The wind was strong.",
    )
    assert short(bot.ask("How many barns did the fire in Orla destroy?")) == "230"


def test_the_full_name_beats_a_part_of_it(told: Told) -> None:
    bot = told(
        "Rosa Lind designed the lighthouse of Orla in her youth.",
        "The lighthouse of Orla, which Lind designed, is striped.",
    )
    assert short(bot.ask("Who designed the lighthouse of Orla?")) == "Rosa Lind"


def test_a_number_of_something_else_is_no_answer(told: Told) -> None:
    reply = told("The choir of Orla sang for 45 minutes in a hall with 12 windows.").ask(
        "How many members does the choir of Orla have?"
    )
    assert not (isinstance(reply, Answer) and reply.short is not None and reply.short.text in ("45", "12"))


def test_a_day_told_by_its_distance_from_an_unknown_day_yields_to_figures(told: Told) -> None:
    figures = (
        "A congress hosted by Mayor Rosa Lind in Orla on June 4-6 will hear the bakers, and they are expected to "
        "settle a plan there."
    )
    distance = "The bakers will hold a congress next month in Orla where they hope to settle such a plan."
    question = "And when is the congress in Orla?"
    assert short(told(figures, distance).ask(question)) == "June 4-6"
    assert short(told(figures, later=(distance, "2024-05-08")).ask(question)) == "next month"
    assert short(told(distance).ask(question)) == "next month"


def test_a_figure_that_a_correction_gives_for_another(told: Told) -> None:
    bot = reading(told("Our report on Monday gave the age of Ada Pym of Orla as 44; she was 46. We are sorry."))
    assert short(bot.ask("How old was Ada Pym?")) == "46"


def test_who_is_beaten_does_not_win(told: Told) -> None:
    bot = told("Rosa Lind won the election of Orla on Monday. She beat the mayor, Ada Pym, by twelve votes.")
    assert short(bot.ask("Who won the election of Orla?")) == "Rosa Lind"


def test_whose_shop_is_robbed_is_no_robber(told: Told) -> None:
    bot = told("Two men who robbed Yusuf Demir's shop in Orla last autumn were jailed for six years on Monday.")
    reply = bot.ask("Who robbed the shop in Orla?")
    assert not (isinstance(reply, Answer) and reply.short is not None and "Demir" in reply.short.text)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How fast were the gusts in Orla?", "94 mph"),
        ("How long did the storm in Orla last?", "six hours"),
        ("How many hours did the storm in Orla last?", "six"),
    ],
)
def test_a_size_has_its_unit(told: Told, question: str, wanted: str) -> None:
    bot = told("Gusts of 94 mph were measured in Orla. The storm in Orla lasted six hours, the coastguard said.")
    assert short(bot.ask(question)) == wanted


def test_somebody_elses_age_is_none(told: Told) -> None:
    bot = told(
        "Police said that the men who robbed the shop of Orla, aged 22 and 31, were stopped on the quay. "
        "The owner, Yusuf Demir, 58, was pushed to the ground and broke his wrist."
    )
    assert short(reading(bot).ask("how old is yusuf demir")) == "58"


def test_the_winning_votes_are_those_for_it(told: Told) -> None:
    bot = told("The nurses of the hospital in Orla have voted by 611 to 204 to strike over parking, their union said.")
    assert short(reading(bot).ask("How many nurses voted to strike?")) == "611"


def test_a_place_before_a_thing_is_nobody(told: Told) -> None:
    bot = told("Beatriz Lund has sold the Hulme Point cannery to a cooperative of its 85 workers for £600,000.")
    reply = reading(bot).ask("Who bought the cannery?")
    assert isinstance(reply, Answer)
    assert reply.short is None or reply.short.text == "a cooperative"


def test_who_tells_of_an_arrest_was_not_arrested(told: Told) -> None:
    bot = told("Police have arrested three men over burglaries in Orla, Chief Supt. Owen Marsh said on Tuesday.")
    reply = reading(bot).ask("Who was arrested over the burglaries?")
    assert not (isinstance(reply, Answer) and reply.short is not None and "Marsh" in reply.short.text)


def test_none_of_seven_is_not_seven(told: Told) -> None:
    bot = told("None of the library's seven jobs will be cut before the winter, the mayor of Orla said on Monday.")
    reply = reading(bot).ask("How many library jobs will be cut?")
    assert isinstance(reply, Answer)
    assert reply.short is None


def test_who_says_it_is_its_speaker(told: Told) -> None:
    bot = told(
        "The mayor, Aurelio Lund, denied on Wednesday that he had called the anglers layabouts. He said that the pier "
        "needed more bins. Beatriz Lund, his sister, said she believed him. The pier of Orla is old."
    )
    reply = reading(bot).ask("Who said the pier needed more bins?")
    assert isinstance(reply, Answer)
    assert [claim.speaker for claim in reply.claims] == ["Aurelio Lund"]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The nurses of Orla have voted by 611 to 204 to strike over parking, their union said.", [("611", "204")]),
        ("The number of nurses in Orla rose by 20 to 300 in March, the director said.", []),
        ("The number of nurses in Orla is 230, not 320, the director said.", [("230", "320")]),
    ],
)
def test_which_number_stands_for_which(told: Told, text: str, pairs: list[tuple[str, str]]) -> None:
    bot = told(text)
    question = understand("How many nurses are there in Orla?")
    names, rarity = Known((), ()), Rarity(bot.archive)
    hits = retrieve(bot.archive, question, 5)
    (ranked,) = FeatureRanker().rank(question, names, gather(bot.archive, hits, Shelf()), rarity, {})
    assert [(new.key, old.key) for new, old in corrections(ranked)] == pairs
