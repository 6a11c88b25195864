from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.affiliations import affiliations
from index.prose.names import Mention, folded, mentions
from index.prose.sentences import split
from index.types import Span


def found(text: str) -> tuple[Mention, ...]:
    return mentions(text, split(text))


def names(text: str) -> list[str]:
    return [m.name for m in found(text)]


def kinds(text: str) -> dict[str, str]:
    return {m.name: m.kind for m in found(text)}


def test_a_surname_stands_for_the_fullest_form() -> None:
    text = "Jens Stoltenberg came to Budapest. Later Mr Stoltenberg spoke, and Stoltenberg's aides left."
    assert names(text) == ["Jens Stoltenberg", "Budapest", "Jens Stoltenberg", "Jens Stoltenberg"]


def test_a_form_that_comes_later_counts_too() -> None:
    assert names("Talks with Orbán went well. Viktor Orban smiled.") == ["Viktor Orban", "Viktor Orban"]


def test_middle_names_make_the_fullest_form() -> None:
    assert set(names("We met Anna Lee. We met Anna Maria Lee. We met Anna.")) == {"Anna Maria Lee"}


def test_a_surname_of_two_people_is_whom_it_first_meant_and_then_nobody_for_sure() -> None:
    text = "We saw Anna Keller at noon. Then Keller left. We saw Paul Keller at night. Then Keller left."
    assert names(text) == ["Anna Keller", "Anna Keller", "Paul Keller", "Keller"]


def test_a_relative_with_a_known_given_name_does_not_take_the_surname() -> None:
    text = "The host Keir Starmer, 59, spoke. Starmer smiled. Robert Starmer, his father, waved. Starmer left."
    assert [name for name in names(text) if "Starmer" in name][:2] == ["Keir Starmer"] * 2
    assert names(text)[-1] == "Starmer"


def test_a_title_tells_which_of_two_people() -> None:
    text = "We saw Anna Keller and Paul Keller together. Nobody asked Mrs. Keller or Mr. Keller."
    assert names(text)[2:] == ["Anna Keller", "Paul Keller"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So Hungarian Prime Minister Viktor Orban agreed.", ["Hungary", "Viktor Orban"]),
        ("So Nato Secretary-General Jens Stoltenberg agreed.", ["Nato", "Jens Stoltenberg"]),
        ("So the Finance Minister agreed.", []),
        ("So Secretary of State Maria Novak agreed.", ["Maria Novak"]),
        ("So President of France Emmanuel Roux agreed.", ["France", "Emmanuel Roux"]),
        ("So Gen. Karl Weber agreed.", ["Karl Weber"]),
        ("So former Senator Ida Brandt agreed.", ["Ida Brandt"]),
    ],
)
def test_titles_are_outside_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("verb", ["Meeting", "Facing", "Rejecting", "Citing"])
def test_what_opens_a_sentence_is_no_part_of_the_name_behind_it(verb: str) -> None:
    assert names(f"{verb} Viktor Orban in Brest, she smiled.") == ["Viktor Orban", "Brest"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So US Defence SecretaryLloyd Austin came.", ["US", "Lloyd Austin"]),
        ("It was PresidentRusk, said SenatorIda Brandt.", ["Rusk", "Ida Brandt"]),
        ("Then SpokesmanRusk said so, and Prime MinisterBrandt knew.", ["Rusk", "Brandt"]),
        ("Then US DefenceSecretary Lloyd Austin left.", ["US", "Lloyd Austin"]),
        ("Then Secretary-GeneralJens Stoltenberg left.", ["Jens Stoltenberg"]),
        ("So did PopeFrancis.", ["Francis"]),
    ],
)
def test_a_name_glued_to_the_title_before_it(text: str, expected: list[str]) -> None:
    assert names(text) == expected
    assert all(m.span.of(text).endswith(m.name.rsplit(" ", 1)[-1]) for m in found(text))


@pytest.mark.parametrize(
    "name",
    ["McDonald", "YouTube", "NATO", "HostGator", "PremierLeague", "DeMarco", "GeneralMotors", "FedEx", "WhatsApp"],
)
def test_a_name_with_a_capital_inside_is_one_word(name: str) -> None:
    text = f"Now the people at {name} said so, not on an iPhone."
    assert names(text) == [name]


def test_a_hashtag_is_no_title_with_a_name() -> None:
    assert "James Brandt" not in names("They wrote #SenatorJames Brandt on it.")


def test_a_name_belongs_to_the_sentence_that_begins_with_it() -> None:
    text = "SEE ALSO: A Breakthrough For HungaryStoltenberg said so. They call him Jens Stoltenberg of Nato."
    assert names(text)[-3:] == ["Jens Stoltenberg", "Jens Stoltenberg", "Nato"]


def test_particles_are_inside_names() -> None:
    text = "It was Bill de Vries, not Ahmed bin Yusuf or the Bank of Norland, and Omar al-Haddad knew."
    assert names(text) == ["Bill de Vries", "Ahmed bin Yusuf", "Bank of Norland", "Omar al-Haddad"]


def test_the_first_word_of_a_sentence_is_a_name_only_with_support() -> None:
    assert names("Trouble came. Velmora waited. People of Velmora knew.") == ["Velmora", "Velmora"]
    assert names("Yesterday Velmora waited.") == ["Velmora"]


def test_months_and_weekdays_are_no_names() -> None:
    assert names("On Monday and in August they met Theresa May.") == ["Theresa May"]


def test_what_pages_put_in_capitals_is_no_name() -> None:
    assert names("SEE ALSO: Orban flew to Rome. READ MORE in the EU. BREAKING NEWS from NASA.") == [
        "Orban",
        "Rome",
        "EU",
        "NASA",
    ]


def test_a_headline_lends_no_capitals() -> None:
    assert names("Orban Agrees To Skip Vote\n\nThe vote was skipped by Viktor Orban.") == ["Viktor Orban"] * 2


def test_an_acronym_stands_for_its_long_form() -> None:
    assert set(names("The Norland Health Organization (NHO) met. The NHO agreed.")) == {"Norland Health Organization"}


def test_kinds() -> None:
    text = "Mayor Ida Brandt flew to Hungary for the Norland Health Agency. She landed in Velmora with the NHK."
    assert kinds(text) == {
        "Ida Brandt": "person",
        "Hungary": "place",
        "Norland Health Agency": "body",
        "Velmora": "place",
        "NHK": "body",
    }


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Orbán", "ORBAN"),
        ("Orban's", "Orban"),
        ("Orban’s", "Orban"),
        ("Nato", "NATO"),
        ("Mr. Stoltenberg", "Stoltenberg"),
        ("Prime Minister Viktor Orban", "Viktor Orban"),
        ("the U.S.", "United States"),
        ("Hungarian", "Hungary"),
    ],
)
def test_forms_of_one_name_are_equal(left: str, right: str) -> None:
    assert folded(left) == folded(right)


def test_different_names_differ() -> None:
    assert len({folded(n) for n in ("Anna Keller", "Paul Keller", "Keller", "Austria", "Australia")}) == 5


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert folded(folded(name)) == folded(name)


WORDS = st.sampled_from(
    [
        "Ann",
        "Lee",
        "Mr.",
        "President",
        "of",
        "the",
        "Bank",
        "Hungarian",
        "U.S.",
        "May",
        "said",
        "\n",
        '"',
        ".",
        ",",
        "’s",
        "al-Haddad",
        "NATO",
        "Republican",
        "SecretaryLloyd",
        "DefenceSecretary",
        "SEE ALSO: HungaryAnn",
        "Lee.The",
        "former",
        "Former",
        "in",
        "-",
        "É",
        "İ",
        "(",
        ")",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_mentions_are_ordered_apart_and_named(text: str) -> None:
    all_found = found(text)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(all_found))
    assert all(m.span.end <= len(text) and m.name.strip() for m in all_found)
    affiliations(text, all_found)


@given(st.text(max_size=200))
def test_any_text_has_mentions(text: str) -> None:
    mentions(text, [Span(0, len(text))] if text else [])


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        ("So Hungarian Prime Minister Viktor Orban agreed.", "Viktor Orban", "Hungary"),
        ("Now Hungary, led by Prime Minister Viktor Orban, agreed.", "Viktor Orban", "Hungary"),
        ("Now Hungary's prime minister, Viktor Orban, agreed.", "Viktor Orban", "Hungary"),
        ("Then Nato Secretary-General Jens Stoltenberg agreed.", "Jens Stoltenberg", "Nato"),
        ("Then Ida Brandt, the mayor of Velmora, agreed.", "Ida Brandt", "Velmora"),
        ("Then Ida Brandt, Velmora's mayor, agreed. All over Velmora.", "Ida Brandt", "Velmora"),
        ("Then Ida Brandt of Velmora agreed.", "Ida Brandt", "Velmora"),
    ],
)
def test_whom_people_speak_for(text: str, person: str, body: str) -> None:
    assert affiliations(text, found(text)) == {person: frozenset({body})}


def test_standing_beside_a_body_is_no_office() -> None:
    text = "Ida Brandt visited Hungary. Hungary thanked Ida Brandt, and Nato watched Jens Stoltenberg."
    assert affiliations(text, found(text)) == {}


@pytest.mark.parametrize(
    "name",
    [
        "Food and Drug Administration",
        "US Centers for Disease Control and Prevention",
        "Securities and Exchange Commission",
    ],
)
def test_an_and_inside_the_name_of_a_body(name: str) -> None:
    text = f"The {name} said on Monday that it agreed."
    assert [(m.name, m.kind) for m in mentions(text, split(text))] == [(name, "body")]


def test_people_with_given_names_of_many_languages_and_with_callings() -> None:
    text = (
        "Farmer Jack Tolliver disputed it. The owner's daughter Eirlys called him. Mina Holt thanked Yusuf Demir. "
        "Tarn Lines, Tarn Water and the Marine Accident Investigation Branch agreed."
    )
    assert [(m.name, m.kind) for m in mentions(text, split(text))] == [
        ("Jack Tolliver", "person"),
        ("Eirlys", "person"),
        ("Mina Holt", "person"),
        ("Yusuf Demir", "person"),
        ("Tarn Lines", "body"),
        ("Tarn Water", "body"),
        ("Marine Accident Investigation Branch", "body"),
    ]
