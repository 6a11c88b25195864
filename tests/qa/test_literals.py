from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.literals import find, missing, same_name

DAY = date(2024, 2, 15)  # a Thursday


def lacking(claim: str, words: str, day: date | None = None, known: tuple[str, ...] = ()) -> list[str]:
    return [m.text for m in missing(find(claim, day), find(words, day), known)]


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("The repair costs £2m.", "The repair will cost two million pounds."),
        ("Voss spoke on 12 February.", "Voss spoke on February 12, 2024."),
        ("Voss spoke in February 2024.", "Voss spoke on 12 February 2024."),
        ("The American envoy left.", "The envoy of the United States left."),
        ("The US left.", "America left."),
        ("Holub signed it.", "Ms Petra Holúb signed it."),
        ("The WHO agreed.", "The World Health Organization agreed."),
        ("Moscow agreed with the mayor.", "Russia agreed with the mayor."),
        ("The hall at Mellbridge General was full.", "The hall at Mellbridge General Hospital was full."),
        ("One man was hurt.", "A man was hurt."),
        ("They meet for three days.", "They meet from July 9 to July 11."),
        ("Saturday opening ends.", "It will no longer open on Saturdays."),
    ],
)
def test_the_same_in_another_form_is_there(claim: str, words: str) -> None:
    assert lacking(claim, words) == []


@pytest.mark.parametrize(
    ("claim", "words", "token"),
    [
        ("Some 350 homes were flooded.", "Some 320 homes were flooded.", "350"),
        ("Voss spoke on Friday.", "Voss spoke on Thursday.", "Friday"),
        ("Voss spoke on 13 February 2024.", "Voss spoke on 12 February 2024.", "13 February 2024"),
        ("Helena Pell spoke.", "Helena Voss spoke to Arthur Pell.", "Helena Pell"),
        ("It reached Mellbridge, not Fenwick.", "It reached Mellbridge.", "Fenwick"),
        ("Two men were hurt.", "One man was hurt.", "Two"),
        ("They meet for four days.", "They meet from July 9 to July 11.", "four"),
        ("The fair, on July 9-15, ended after 7 days.", "The fair, on July 9-15, ended after 3 days.", "7"),
        ("The ferry sails on a Tuesday.", "The ferry sails on a Saturday.", "Tuesday"),
        ("It opens on Sunday, 4 February.", "It opens on Saturday, 4 February.", "Sunday, 4 February"),
        ("Sunday opening ends.", "It will no longer open on Saturdays.", "Sunday"),
    ],
)
def test_what_differs_is_named(claim: str, words: str, token: str) -> None:
    assert lacking(claim, words) == [token]


def test_a_weekday_is_resolved_against_the_article_s_day() -> None:
    assert lacking("Voss spoke on Thursday.", "Voss spoke on 15 February 2024.", DAY) == []
    assert lacking("Voss spoke on 14 February 2024.", "Voss spoke on Wednesday.", DAY) == []
    assert lacking("Voss spoke on 15 February 2024.", "Voss spoke on Thursday.", None) == ["15 February 2024"]
    assert lacking("Voss spoke yesterday.", "Voss spoke on Wednesday.", DAY) == []


def test_a_month_is_resolved_against_the_article_s_day() -> None:
    assert lacking("It shut after January's storm.", "It shut after last month's storm.", DAY) == []
    assert lacking("They meet in March.", "They meet next month.", DAY) == []
    assert lacking("They meet in April.", "They meet next month.", DAY) == ["April"]


def test_what_an_article_calls_a_body_it_has_named() -> None:
    assert lacking("NATO's leaders meet.", "Leaders of the alliance meet.", known=("NATO",)) == []
    assert lacking("NATO's leaders meet.", "Leaders of the alliance meet.") == ["NATO"]
    assert lacking("NATO condemned it.", "The alliance of farmers condemned it.", known=("NATO",)) == ["NATO"]


def test_a_full_name_needs_the_article_to_say_so() -> None:
    assert lacking("Helena Voss spoke.", "Ms Voss spoke.") == ["Helena Voss"]
    assert lacking("Helena Voss spoke.", "Ms Voss spoke.", known=("Helena Voss",)) == []
    assert lacking("Ines Voss spoke.", "Ms Voss spoke.", known=("Helena Voss",)) == ["Ines Voss"]


def test_the_speaker_of_the_words_may_be_named() -> None:
    claim, words = find("Helena Voss said it was late."), find('"It was late," she said.')
    assert missing(claim, words, (), ("Helena Voss",)) == []
    assert [m.text for m in missing(claim, words)] == ["Helena Voss"]


def test_a_rival_is_what_stands_in_its_place() -> None:
    (found,) = missing(find("Some 350 homes were flooded."), find("Some 320 homes were flooded in 12 streets."))
    assert (found.kind, found.rival) == ("number", "320")


def test_names_that_may_be_one() -> None:
    assert same_name("Gen. Arthur Pell", "Pell")
    assert same_name("Viktor Mihaly Orban", "Viktor Orbán")
    assert not same_name("Arthur Pell", "Helena Pell")
    assert not same_name("", "Pell")


@example("1c.BB-B’B")
@given(st.text("aBc Mara Holt 12 Monday £ . , \n'-’é"))
def test_a_text_lacks_nothing_of_itself(text: str) -> None:
    assert missing(find(text), find(text)) == []


def test_the_last_day_of_a_range_counts() -> None:
    words = find("The summit lasts from July 9 to July 11.")
    for right in ("It lasts from July 9 to July 11.", "It lasts from 9 to 11 July.", "It begins on July 9."):
        assert missing(find(right), words) == []
    (wrong,) = missing(find("It lasts from July 9 to July 15."), words)
    assert wrong.text == "July 9 to July 15"
