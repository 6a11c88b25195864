"""Sources that differ: both are shown, dated, the newest first; copies and other things are no conflict."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from index import build
from index.stores.archive import Archive
from index.types import Article
from qa.bot import Bot
from qa.types import Answer

MARCH = "Repairing the harbour wall will cost £3.2 million, the engineer Ines Duarte said. Rain fell all day."
APRIL = "The harbour wall will cost £4.7 million to repair, Ines Duarte told the council. The sun was out again."
QUESTION = "How much will it cost to repair the harbour wall?"


def _article(key: str, text: str, day: date) -> Article:
    return Article(key=key, text=text, title=None, published=day, outlet=f"The {key} Post", source=None)


@pytest.fixture
def asked(tmp_path: Path) -> Callable[..., Answer]:
    def ask(*texts: tuple[str, date], question: str = QUESTION) -> Answer:
        folder = tmp_path / "archive"
        with Archive.write(folder) as archive:
            build.add(archive, [_article(f"a{number}", *text) for number, text in enumerate(texts)])
        reply = Bot(Archive.read(folder)).ask(question)
        assert isinstance(reply, Answer)
        return reply

    return ask


def test_both_are_shown_the_newest_first(asked: Callable[..., Answer]) -> None:
    reply = asked((MARCH, date(2024, 3, 5)), (APRIL, date(2024, 4, 26)))
    (conflict,) = reply.conflicts
    assert conflict.claims == (0, 1)
    assert conflict.about == "the amount (£4.7 million or £3.2 million)"
    assert [claim.citations[0].published for claim in reply.claims] == [date(2024, 4, 26), date(2024, 3, 5)]
    assert reply.short is not None
    assert reply.short.text == "£4.7 million"


@pytest.mark.parametrize(
    "other",
    [
        "The harbour wall will cost 4.7m pounds to repair, Ines Duarte told the council. It was sunny.",
        "The town's share of the repair of the harbour wall will cost £2.8 million. Trees were felled.",
        "The harbour wall's repair will cost £4.7 million, not £3.2 million, as Ines Duarte said. It snowed.",
        "Repairing the harbour wall will cost less than £5 million, Ines Duarte said in May. It hailed.",
        "The harbour wall is long. A ticket for the ferry will cost £2. Boats leave at noon.",
    ],
)
def test_what_is_no_conflict(asked: Callable[..., Answer], other: str) -> None:
    assert asked((APRIL, date(2024, 4, 26)), (other, date(2024, 5, 1))).conflicts == ()


def test_a_year_later_somebody_is_a_year_older(asked: Callable[..., Answer]) -> None:
    first, later = "Ines Duarte is 31 years old. She is an engineer.", "Ines Duarte is 33 years old. She builds walls."
    question = "How old is Ines Duarte?"
    assert asked((first, date(2022, 3, 5)), (later, date(2024, 3, 9)), question=question).conflicts == ()


def test_days_conflict_too(asked: Callable[..., Answer]) -> None:
    reply = asked(
        ("The council will vote on the harbour wall on 4 May 2024, the mayor said. Rain fell.", date(2024, 4, 1)),
        ("The council will vote on the harbour wall on 9 May 2024, it was announced. Snow fell.", date(2024, 4, 20)),
        question="When will the council vote on the harbour wall?",
    )
    (conflict,) = reply.conflicts
    assert conflict.about == "the date (9 May 2024 or 4 May 2024)"
