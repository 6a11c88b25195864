import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.numbers import Number, agree, find


def only(text: str) -> Number:
    (number,) = find(text)
    return number


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2bn", 2e9, ""),
        ("2,000,000,000", 2e9, ""),
        ("two billion", 2e9, ""),
        ("half a million", 5e5, ""),
        ("two hundred and fifty thousand", 250_000, ""),
        ("twenty-one", 21, ""),
        ("a dozen", 12, ""),
        ("£300m", 3e8, "£"),
        ("$2.1 billion", 2.1e9, "$"),
        ("12 per cent", 12, "%"),
        ("a third of homes", 33.3, "%"),
        ("half of the homes", 50, "%"),
        ("the 21st", 21, "ordinal"),
        ("eleventh", 11, "ordinal"),
        ("1.30 a.m.", 90, "clock"),
        ("12 p.m.", 720, "clock"),
        ("a 42-year-old", 42, "year"),
        ("three in the morning", 180, "clock"),
        ("seven o'clock in the evening", 1140, "clock"),
        ("nine tenths of it", 90, "%"),
        ("one in ten", 10, "%"),
        ("one customer in three", 33.3, "%"),
        ("one third came late", 33.3, "%"),
        ("two-thirds", 66.7, "%"),
        ("a fortnight's pay", 14, "day"),
        ("F-16", 0, "code"),
    ],
)
def test_what_is_written_in_many_ways_has_one_value(text: str, value: float, unit: str) -> None:
    found = only(text)
    assert (found.value, found.unit) == (pytest.approx(value), unit)


def test_what_counts_nothing_is_no_number() -> None:
    assert find("One of them said that no one knew, one day or another, a right answer from a wrong one told.") == ()


def test_a_range_is_two_numbers() -> None:
    assert [n.value for n in find("between 5 and 10 percent, or 20-30")] == [5, 10, 20, 30]


@pytest.mark.parametrize(
    ("claimed", "told", "same"),
    [
        ("2bn", "two billion", True),
        ("4.6 million", "4,571,000", True),
        ("4.6 million", "4,671,000", False),
        ("320", "321", False),
        ("about 320", "317", True),
        ("about 320", "250", False),
        ("more than 300", "320", True),
        ("more than 300", "290", False),
        ("fewer than 300", "more than 300", False),
        ("less than 300", "300", False),
        ("more than 300", "300", False),
        ("more than 300", "more than 300", True),
        ("up to 300", "300", True),
        ("over 300", "300", True),  # "arrested over 300 burglaries"
        ("dozens", "46", True),
        ("dozens", "460", False),
        ("half of the town", "50 percent", True),
        ("$5", "£5", False),
        ("five days", "five weeks", False),
        ("five", "five weeks", True),
        ("third", "3", False),
        ("F-16", "F16", True),
        ("F-16", "F-35", False),
        ("8 p.m.", "20:00", True),
        ("20 p.m.", "8 a.m.", False),
        ("eight o'clock", "8 p.m.", True),
        ("shut at nine.", "9 a.m.", True),
        ("shut at nine.", "10 a.m.", False),
        ("nine people", "9 a.m.", False),
        ("three in the morning", "3 p.m.", False),
        ("a fortnight", "two weeks", True),
        ("48 hours", "two days", True),
        ("two years", "24 months", True),
        ("one in ten", "10%", True),
        ("9 p.m.", "9:00", False),
        ("15:00", "3:00", False),
        ("9:30", "9.30 p.m.", True),
        ("fell by 3.", "3 p.m.", False),
        ("10 per cent", "9.8 per cent", False),
        ("12 p.m.", "12 o'clock at night", False),
    ],
)
def test_a_claimed_number_is_what_is_told_or_rounds_to_it(claimed: str, told: str, same: bool) -> None:
    assert agree(only(claimed), only(told)) is same


@given(st.integers(2, 10**12))
def test_every_number_agrees_with_itself_and_with_its_plain_form(value: int) -> None:
    assert agree(only(f"{value:,}"), only(f"{value:,}"))
    assert only(f"{value:,} homes").value == value


@given(st.text("0123456789 ,.:-$%abmn"))
def test_spans_are_slices_in_order_and_apart(text: str) -> None:
    last = 0
    for number in find(text):
        assert number.span.start >= last
        assert number.span.of(text) == number.text
        last = number.span.end
