"""Numbers and days that a claim gives to each other's words."""

from __future__ import annotations

import pytest

from qa.support import support

TOWER = "The tower was built in 1871 and has stood empty since 2009."
SOLD = "The firm sold 45 homes and 230 boats last year."


@pytest.mark.parametrize(
    ("claim", "words", "wrong"),
    [
        ("The tower, built in 2009, has stood empty since 1871.", TOWER, "2009"),
        ("The tower was built in 2009 and has stood empty since 1871.", TOWER, "2009"),
        ("It sold 230 homes and 45 boats.", SOLD, "230"),
        ("Prices rose 3% in May and 5% in June.", "Prices rose 5% in May and 3% in June.", "3%"),
    ],
)
def test_what_changed_places_is_wrong(claim: str, words: str, wrong: str) -> None:
    assert [missing.text for missing in support(claim, words).missing] == [wrong]


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("The tower, built in 1871, has stood empty since 2009.", TOWER),
        ("Empty since 2009, the tower was built in 1871.", TOWER),
        ("It sold 230 boats and 45 homes.", SOLD),
        ("The vote was 7 to 4.", "Councillors voted by 7 to 4 to close it."),
        ("The fare rose from £2 to £3.", "The fare will be £3, up from £2."),
        ("In 2009 it emptied.", TOWER),
    ],
)
def test_another_order_is_not(claim: str, words: str) -> None:
    assert not support(claim, words).missing
