"""What has the shape of an answer: spans inside the sentence, by the kind of question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from qa.kinds import candidates, gives_reason, is_amount, key_of
from qa.types import Kind

TEXT = "On May 4, 2024 Ines Duarte sold 230 boats for $4.2 million in Port Orla, or 12% of “The Long Quay”."


def found(text: str, kind: Kind, *, clock: bool = False) -> list[str]:
    return [span.of(text) for span in candidates(text, kind, clock=clock)]


def test_a_day_answers_when() -> None:
    assert found(TEXT, Kind.WHEN) == ["May 4, 2024"]


def test_a_clock_time_only_where_it_is_asked_for() -> None:
    text = "It opens on Friday at 9.30 am."
    assert found(text, Kind.WHEN) == ["Friday"]
    assert "9.30 am" in found(text, Kind.WHEN, clock=True)


def test_money_and_shares_answer_how_much_and_counts_how_many() -> None:
    assert found(TEXT, Kind.HOW_MUCH) == ["$4.2 million", "12%"]
    assert "230" in found(TEXT, Kind.HOW_MANY)
    assert "2024" not in found(TEXT, Kind.HOW_MANY), "a year is no count"
    assert "4.2 million" not in found(TEXT, Kind.HOW_MANY), "money is no count"


@pytest.mark.parametrize("words", ["twenty-three", "1,200", "3.5 million", "two hundred and six", "40 per cent"])
def test_numbers_in_many_shapes(words: str) -> None:
    assert words in found(f"They counted {words} of them.", Kind.HOW_MANY)


def test_a_share_of_so_many_is_one_number_and_a_crowd_none() -> None:
    assert found("About 3 in 10 parents agree.", Kind.HOW_MANY) == ["3 in 10"]
    assert found("Thousands of workers take part.", Kind.HOW_MANY) == []
    assert found("The attack killed five in two villages.", Kind.HOW_MANY) == ["five", "two"]


def test_a_range_of_money_is_one_amount() -> None:
    assert found("He was offered $700-$800 million to play.", Kind.HOW_MUCH) == ["$700-$800 million"]
    assert found("It is worth $500,000 to $1 million now.", Kind.HOW_MUCH) == ["$500,000 to $1 million"]
    assert found("The budget rose from $5 million to $8 million.", Kind.HOW_MUCH) == ["$5 million", "$8 million"]
    assert found("It spent $5 million and 2 million people gained.", Kind.HOW_MUCH) == ["$5 million"]


def test_two_names_beside_an_article_are_two() -> None:
    assert found("He told the Associated Press the Texans were wrong.", Kind.WHO) == ["Associated Press", "Texans"]


def test_why_a_source_is_not_named_is_no_reason() -> None:
    assert gives_reason("The person spoke on condition of anonymity because it was not announced.") == 0.0


def test_names_answer_who_and_where() -> None:
    for kind in (Kind.WHO, Kind.WHERE):
        assert {"Ines Duarte", "Port Orla"} <= set(found(TEXT, kind))


def test_what_may_be_a_title_in_quotation_marks() -> None:
    assert "The Long Quay" in found(TEXT, Kind.WHAT)


def test_what_is_an_amount() -> None:
    assert is_amount("$4.2 million")
    assert is_amount("40 billion euros")
    assert is_amount("12%")
    assert not is_amount("230")


def test_reasons_from_plain_to_none() -> None:
    plain, perhaps, none = map(
        gives_reason, ("It shut because of the flood.", "It shut after the flood.", "It shut on Monday.")
    )
    assert 1 == plain > perhaps > none == 0


def test_two_candidates_are_one_by_their_folded_stems() -> None:
    assert key_of("the Orbáns") == key_of("Orban")
    assert key_of("July 9-11") == key_of("July 9 -11")


@given(st.text(max_size=200), st.sampled_from(Kind), st.booleans())
def test_every_candidate_is_a_slice(text: str, kind: Kind, clock: bool) -> None:
    for span in candidates(text, kind, clock=clock):
        assert isinstance(span, Span)
        assert span.end <= len(text)
        assert span.of(text).strip() == span.of(text) != ""
