"""The names of a question against an archive: known, unknown, in whatever letters they are written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.rarity import Rarity
from index.types import ArticleKey
from qa.bot import Bot
from qa.entities import Known, known
from qa.question import understand
from qa.types import Answer, Refusal, Scope

Told = Callable[..., Bot]

TEXT = (
    "Mayor András Halász met Berit Solheim in Eastmere on Monday. Mr Halász said that the pool would open in May. "
    "Solheim, the head of NATO's office there, thanked Halász. Eastmere has waited for years."
)


def asked(bot: Bot, text: str, *hidden: str) -> Known:
    without = frozenset(map(ArticleKey, hidden))
    return known(understand(text, Scope(without=without)), bot.archive, Rarity(bot.archive, without))


@pytest.mark.parametrize("name", ["Halász", "Halasz", "HALÁSZ", "András Halász", "Andras Halasz", "Mr Halasz"])
def test_one_name_in_all_its_forms(told: Told, name: str) -> None:
    (entity,) = asked(told(TEXT), f"What did {name} say?").entities
    assert entity.known
    assert entity.kind == "person"
    assert entity.last == "halasz"
    assert "andras halasz" in entity.forms


@pytest.mark.parametrize("text", ["what did halasz say", "what did andras halasz say?", "did halász meet solheim"])
def test_lower_case_names_are_found(told: Told, text: str) -> None:
    found = asked(told(TEXT), text)
    assert "halasz" in {entity.last for entity in found.entities}
    assert not found.missing


@pytest.mark.parametrize(
    "text", ["What did Macron agree to?", "what did macron agree to", "what do you know about macron?"]
)
def test_a_name_that_the_archive_does_not_have_is_missing(told: Told, text: str) -> None:
    assert [entity.key for entity in asked(told(TEXT), text).missing] == ["macron"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("who reopened the swimming hall in thornbury", "thornbury"),
        ("when was the pool in paris shut?", "paris"),
        ("how many people came from hungary to the pool", "hungary"),
    ],
)
def test_a_place_that_no_article_has_is_missing_in_lower_case_too(told: Told, text: str, place: str) -> None:
    assert [entity.key for entity in asked(told(TEXT), text).missing] == [place]
    assert not asked(told(TEXT, f"The pool in {place.title()} was shut on Monday."), text).missing


@pytest.mark.parametrize(
    "text",
    [
        "what did the committee agree to",
        "who swam in the pool in may",
        "who was met in private",
        "who opened the pool",
        "tell me about the pool",
        "who said that she had slashed the fees",
    ],
)
def test_common_words_are_no_missing_names(told: Told, text: str) -> None:
    assert not asked(told(TEXT), text).missing


def test_a_namesake_with_another_given_name_is_missing(told: Told) -> None:
    found = asked(told(TEXT), "What did Zoltan Halasz say?")
    assert [entity.key for entity in found.missing] == ["zoltan halasz"]


def test_capitals_of_a_body_do_not_matter(told: Told) -> None:
    bot = told(TEXT)
    for name in ("NATO", "Nato", "nato"):
        assert not asked(bot, f"What did {name} say?").missing


def test_a_name_in_a_hidden_article_alone_is_missing(told: Told) -> None:
    bot = told(one=TEXT, two="The pool opened on Friday. Nobody came, as it rained.")
    assert not asked(bot, "What did Halasz say?").missing
    for text in ("What did Halasz say?", "what did halasz say"):
        assert [entity.key for entity in asked(bot, text, "one").missing] == ["halasz"]


def test_words_never_seen_are_named(told: Told) -> None:
    found = asked(told(TEXT), "When did the volcano erupt in Eastmere?")
    assert set(found.unknown_words) >= {"volcano"}
    assert "eastmere" not in found.unknown_words


def test_a_surname_that_is_a_title_stays(told: Told) -> None:
    (entity,) = asked(
        told("Gayle King hosts a show in Eastmere. Ms King was there on Monday."), "What did Gayle King say?"
    ).entities
    assert (entity.key, entity.known) == ("gayle king", True)


def test_a_name_may_have_more_between(told: Told) -> None:
    found = asked(told("The forward Erling Braut Haaland scored twice in Eastmere."), "Who is Erling Haaland?")
    assert not found.missing


def test_a_title_before_a_common_word_is_no_name(told: Told) -> None:
    found = asked(told("Mr Say met the Pope in Eastmere on Monday."), "what did the pope say about the pool")
    assert "pope say" not in {entity.text for entity in found.entities}


@pytest.mark.parametrize("name", ["Andrasz Halász", "Andréas Halasz"])
def test_a_given_name_with_a_letter_wrong_is_the_one_before_the_surname(told: Told, name: str) -> None:
    (entity,) = asked(told(TEXT), f"What did {name} say?").entities
    assert entity.known
    assert "andras halasz" in entity.forms


def test_names_that_a_small_word_joins_are_known_each_for_itself(told: Told) -> None:
    found = asked(told(TEXT), "What did Halász for Solheim say?")
    assert {entity.last for entity in found.entities if entity.known} == {"halasz", "solheim"}
    assert not found.missing


def test_somebody_else_of_the_surname_does_not_answer(told: Told) -> None:
    bot = told(
        "John Marsh, the senator, died on Friday at the age of 80. Marsh had sat in the senate for 30 years.",
        "Jerry Lee Marsh, the singer of the band, died at 87, his family said. Marsh had played for 60 years.",
    )
    reply = bot.ask("How old was John Marsh when he died?")
    assert isinstance(reply, Answer)
    assert {cited.key for claim in reply.claims for cited in claim.citations} == {"a0"}
    other = told("Jerry Lee Marsh, the singer of the band, died at 87, his family said.", "John Marsh was not there.")
    assert isinstance(other.ask("How old was John Marsh when he died?"), Refusal)
