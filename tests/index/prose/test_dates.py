"""Days of fields and date expressions in prose."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.dates import find, parse_day

THURSDAY = date(2024, 6, 13)


@pytest.mark.parametrize(
    "field",
    [
        "2024-06-13",
        "2024-06-13T23:30:00-05:00",
        "2024-06-13 08:00:00+00:00",
        "2024/06/13",
        "2024/06/13/01:47",
        "2024.6.13",
        "20240613",
        "20240613T101500Z",
        "13 June 2024",
        "13th of June, 2024",
        "13-Jun-2024",
        "June 13, 2024",
        "Jun. 13 2024",
        "Thursday, June 13th, 2024 at 10:12 a.m. ET",
        "Thu, 13 Jun 2024 10:00:00 GMT",
        "Thu Jun 13 10:00:00 +0000 2024",
        "6/13/2024",
        "13.06.2024",
        "1718236800",
        "1718236800000",
        "1718236800.0",
        " 2024-06-13\n",
    ],
)
def test_a_field_names_a_day(field: str) -> None:
    assert parse_day(field) == THURSDAY


@pytest.mark.parametrize(
    "field",
    [
        "",
        "June 2024",
        "2024-06",
        "2024",
        "13 June",
        "yesterday",
        "03/04/2024",
        "2024-13-40",
        "0001-01-01",
        "9999-12-31",
        "12",
        "31 June 2024",
        "June 13, 2024, updated June 20, 2024",
        "nan",
        "9" * 500,
        "2024-06-13" + "x" * 500,
    ],
)
def test_nothing_that_a_field_lacks_is_guessed(field: str) -> None:
    assert parse_day(field) is None


def values(text: str, day: date | None = THURSDAY) -> list[tuple[str, str]]:
    return [(time.span.of(text), time.value) for time in find(text, day)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened on March 5, 1986, in rain.", ("March 5, 1986", "1986-03-05")),
        ("It opened on 5 March 1986 in rain.", ("5 March 1986", "1986-03-05")),
        ("The log says 2023-11-02.", ("2023-11-02", "2023-11-02")),
        ("The bridge closed in January 2019.", ("January 2019", "2019-01")),
        ("The bridge closed in 2019.", ("2019", "2019")),
        ("The summit is on July 9-11 at the lake.", ("July 9-11", "2024-07-09")),
        ("It runs from July 30 to Aug. 2 at the lake.", ("July 30 to Aug. 2", "2024-07-30")),
        ("The fair was held on Dec. 20.", ("Dec. 20", "2023-12-20")),
        ("Ministers met on Tuesday.", ("Tuesday", "2024-06-11")),
        ("The summit takes place in Orla on Tuesday, with 14 towns.", ("Tuesday", "2024-06-18")),
        ("Ahead of the summit on Tuesday nobody spoke.", ("Tuesday", "2024-06-18")),
        ("Ministers met on Thursday.", ("Thursday", "2024-06-13")),
        ("Ministers met on Wednesday.", ("Wednesday", "2024-06-12")),
        ("Ministers met on Saturday.", ("Saturday", "2024-06-08")),
        ("The final starts Friday.", ("Friday", "2024-06-14")),
        ("The museum will open in March.", ("March", "2025-03")),
        ("The bridge collapsed in August.", ("August", "2023-08")),
        ("The election is on November 5.", ("November 5", "2024-11-05")),
        ("The group made plans at the parade on Saturday.", ("Saturday", "2024-06-08")),
        ("It was the wettest day since Nov. 28.", ("Nov. 28", "2023-11-28")),
        ("The November vote came to nothing.", ("November", "2023-11")),
        ("Ministers will meet on Friday.", ("Friday", "2024-06-14")),
        ("Ministers are due back by Monday.", ("Monday", "2024-06-17")),
        ("The vote is next Tuesday.", ("next Tuesday", "2024-06-18")),
        ("They lost last Thursday.", ("last Thursday", "2024-06-06")),
        ("The dam broke yesterday.", ("yesterday", "2024-06-12")),
        ("The dam broke last week.", ("last week", "2024-W23")),
        ("Prices rose last month.", ("last month", "2024-05")),
        ("Prices rose earlier this year.", ("earlier this year", "2024")),
        ("The plant closed in April.", ("April", "2024-04")),
        ("The plant closed in November.", ("November", "2023-11")),
        ("The plant will close in November.", ("November", "2024-11")),
        ("The plant closed last November.", ("last November", "2023-11")),
        ("The November election was close.", ("November", "2023-11")),
        ("Profit fell in the third quarter.", ("the third quarter", "2023-Q3")),
        ("Profit fell in Q2 2022.", ("Q2 2022", "2022-Q2")),
        ("The ferry sank three years ago.", ("three years ago", "2021")),
        ("The ferry sank two weeks ago.", ("two weeks ago", "2024-W22")),
        ("The ferry sank 10 days ago.", ("10 days ago", "2024-06-03")),
        ("Snow fell last winter.", ("last winter", "2023-WI")),
        ("Roses bloom this summer.", ("this summer", "2024-SU")),
        ("The shop shut on Thanksgiving Day.", ("Thanksgiving Day", "2023-11-23")),
        ("Officials recalled the Sept. 11 attacks.", ("Sept. 11", "2001-09-11")),
    ],
)
def test_an_expression_has_a_calendar_value(text: str, expected: tuple[str, str]) -> None:
    assert values(text) == [expected]


def test_a_past_day_that_is_the_day_after_publication_is_left_open() -> None:
    """Six days ago, or a report brought up to date: nobody can tell."""
    assert values("Ministers met on Friday.") == []


@pytest.mark.parametrize(
    "text",
    [
        "They may march in the fall of the house.",
        "About 2000 people came.",
        "The Sunday Times said so.",
        "It costs $1999 or 1,984 crowns.",
        "It happens every Monday.",
        "Theresa May spoke of May and of June Brown.",
        "The 1990s were loud.",
        "He led the game in the fourth quarter with a touchdown.",
    ],
)
def test_what_looks_like_a_date_is_none(text: str) -> None:
    assert values(text) == []


def test_without_a_day_only_what_is_explicit_stays() -> None:
    text = "On Friday, a year ago, in May, he recalled July 9-11, June 3, 2020, and 1999."
    assert values(text, None) == [("July 9-11", "XXXX-07-09"), ("June 3, 2020", "2020-06-03"), ("1999", "1999")]


def test_figures_of_a_year_earlier_are_compared_with_the_quarter_told() -> None:
    text = "Profit rose in the first quarter, from 3 million a year earlier. Sales in the latest quarter were flat."
    assert [value for _, value in values(text)] == ["2024-Q1", "2023-Q1", "2024-Q1"]


def test_a_sentence_before_does_not_decide_the_tense() -> None:
    assert values("He will resign. Crowds gathered on Wednesday.") == [("Wednesday", "2024-06-12")]


WORDS = st.sampled_from(
    "the in on of last next this early late Friday March May 13 9-11 2024 Q3 quarter third year week ago a two "
    "will , . \n winter fall Sept. 11 year-earlier today 2024-06-13 31 6/13/2024 Thanksgiving".split(" ")
)


@given(st.lists(WORDS, max_size=30).map(" ".join), st.none() | st.dates())
def test_spans_are_in_order_and_apart_whatever_is_read(text: str, day: date | None) -> None:
    times = find(text, day)
    assert all(left.span.end <= right.span.start for left, right in pairwise(times))
    assert all(time.span.end <= len(text) and time.value for time in times)
    assert times == find(text, day)


@given(st.text(max_size=60) | st.lists(WORDS, max_size=6).map(" ".join))
def test_no_field_makes_trouble(text: str) -> None:
    day = parse_day(text)
    assert day is None or 1800 <= day.year <= 2100


@given(st.dates(date(1800, 1, 1), date(2100, 12, 31)))
def test_a_day_written_out_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat()) == parse_day(f"{day:%B} {day.day}, {day.year}") == day
