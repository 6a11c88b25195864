"""The candidates of a sentence: what says nothing new is none, what counts the wrong thing is worth little."""

from __future__ import annotations

from collections.abc import Callable

from qa.bot import Bot
from qa.evidence import Sentence, gather
from qa.options import DENIED, ELSE, LOOSE, NO_PERSON, VAGUE, Option, options
from qa.question import understand
from qa.reading import Shelf
from qa.retrieve import retrieve
from qa.types import Question

Told = Callable[..., Bot]


def found(bot: Bot, text: str) -> dict[str, Option]:
    question = understand(text)
    (sentence,) = sentences(bot, question)
    return {option.span.of(sentence.text): option for option in options(sentence, question)}


def sentences(bot: Bot, question: Question) -> tuple[Sentence, ...]:
    return gather(bot.archive, retrieve(bot.archive, question), Shelf())


def test_what_the_question_says_is_no_answer(told: Told) -> None:
    bot = told("In the end it was Tom Quill, the baker, who met Rosa Lind, the mayor, at the gate of the old mill.")
    assert "Rosa Lind" not in found(bot, "Who met Rosa Lind?")
    assert [o.worth for words, o in found(bot, "Who met Rosa Lind?").items() if "Tom Quill" in words] == [1.0]


def test_a_number_is_worth_most_where_it_counts_what_is_asked(told: Told) -> None:
    bot = told("The storm felled 230 oaks in 12 hours.")
    some = found(bot, "How many oaks were felled?")
    assert some["230"].worth == 1.0
    assert some["12"].worth == LOOSE


def test_a_vague_day_is_worth_less(told: Told) -> None:
    bot = told("The market opens on May 4, and the hall next month.")
    some = found(bot, "When does the market open?")
    assert some["May 4"].worth == 1.0
    assert some["next month"].worth == VAGUE


def test_a_day_that_is_denied_or_gone_by_is_worth_less(told: Told) -> None:
    bot = told(a=("The mill has not opened by May 4, and will stay shut until June 9.", "2024-05-06"))
    some = found(bot, "When will the mill open?")
    assert some["May 4"].worth == DENIED
    assert some["June 9"].worth == 1.0
    bot = told(a=("The boards of the mill met on May 4 and meet again on June 9.", "2024-05-06"))
    some = found(bot, "When will the boards of the mill meet?")
    assert some["May 4"].worth == DENIED
    assert some["June 9"].worth == found(bot, "When did the boards of the mill meet?")["May 4"].worth == 1.0


def test_a_day_of_something_else_in_the_sentence_is_none(told: Told) -> None:
    bot = told("The actress, who refused the golden oak in 1973, died on May 4.")
    assert set(found(bot, "When did the actress die?")) == {"May 4"}
    bot = told("Mia Kern, who died on May 4, would have been given the golden oak in 1973.")
    assert set(found(bot, "When did Mia Kern die?")) == {"May 4"}


def test_a_day_is_worth_less_where_nothing_but_the_name_is_there(told: Told) -> None:
    bot = told("Tom Quill caught the golden oak on May 4.")
    assert found(bot, "When did Tom Quill die?")["May 4"].worth == ELSE
    assert found(bot, "When did Tom Quill get the golden oak?")["May 4"].worth == 1.0


def test_a_time_of_day_answers_what_happens_again_and_again(told: Told) -> None:
    bot = told("The mill opens at 7 a.m. on weekdays.")
    assert "7 a.m." in found(bot, "When does the mill open?")
    assert "7 a.m." not in found(bot, "When did the mill open?")


def test_a_person_is_worth_more_than_a_town_where_it_asks_who(told: Told) -> None:
    bot = told("Mr Tom Quill said that Tom Quill would sail from Aldbury.")
    some = found(bot, "Who would sail?")
    assert some["Tom Quill"].worth == 1.0
    assert all(option.worth == NO_PERSON for words, option in some.items() if "Quill" not in words)


def test_none_where_a_sentence_answers(told: Told) -> None:
    assert found(told("Rosa Lind opened 12 shops on May 4."), "Did Rosa Lind open shops?") == {}
