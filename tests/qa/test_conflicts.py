"""Sources that differ: both are shown, dated, the newest first; copies and other things are no conflict."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from index import build
from index.stores.archive import Archive
from index.types import Article
from qa.bot import Bot
from qa.reader import TrainedReader
from qa.types import Answer

MARCH = "Repairing the harbour wall will cost £3.2 million, the engineer Ines Duarte said. Rain fell all day."
APRIL = "The harbour wall will cost £4.7 million to repair, Ines Duarte told the council. The sun was out again."
QUESTION = "How much will it cost to repair the harbour wall?"


def _article(key: str, text: str, day: date) -> Article:
    return Article(key=key, text=text, title=None, published=day, outlet=f"The {key} Post", source=None)


@pytest.fixture
def asked(tmp_path: Path) -> Callable[..., Answer]:
    def ask(*texts: tuple[str, date], question: str = QUESTION, read: bool = False) -> Answer:
        folder = tmp_path / "archive"
        with Archive.write(folder) as archive:
            build.add(archive, [_article(f"a{number}", *text) for number, text in enumerate(texts)])
        reply = Bot(Archive.read(folder), TrainedReader() if read else None).ask(question)
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


FIRST = "Some 320 homes were flooded in Orla when the river burst its banks, the commission said. Rain fell all day."
CORRECTED = (
    "The number of homes that were flooded in Orla is 230, not 320, the commission said. Two lists were counted."
)
HOMES = "How many homes were flooded in Orla?"


@pytest.mark.parametrize("days", [(12, 15), (12, 12)])
def test_who_corrects_a_number_is_the_newer_report(asked: Callable[..., Answer], days: tuple[int, int]) -> None:
    first, later = (date(2024, 2, day) for day in days)
    reply = asked((FIRST, first), (CORRECTED, later), question=HOMES)
    (conflict,) = reply.conflicts
    assert conflict.claims == (0, 1)
    assert conflict.about == "the number (230 or 320)"
    assert [claim.citations[0].key for claim in reply.claims] == ["a1", "a0"]
    assert reply.short is not None
    assert reply.short.text == "230"


def test_a_value_told_again_after_its_correction_is_the_newer_report(asked: Callable[..., Answer]) -> None:
    reply = asked((FIRST, date(2024, 2, 20)), (CORRECTED, date(2024, 2, 15)), question=HOMES)
    assert [claim.citations[0].key for claim in reply.claims] == ["a0", "a1"]
    assert reply.conflicts[0].about == "the number (320 or 230)"


@pytest.mark.parametrize(
    "other",
    [
        "The number of homes that were flooded in Orla is 230, not 320, it was announced. Nobody was hurt.",
        "Some 230 homes were flooded in Orla when the river burst its banks, the council said. Nobody was hurt.",
        "Some 320 homes in Orla had no power on Monday, the council said. The fields were wet.",
        "Another 320 homes were flooded in Orla in January, the council said. It was cold.",
        "A sandbag costs £320, the council of Orla said of the homes that were flooded. It was cold.",
    ],
)
def test_a_correction_contradicts_nothing_else(asked: Callable[..., Answer], other: str) -> None:
    assert asked((CORRECTED, date(2024, 2, 15)), (other, date(2024, 2, 16)), question=HOMES).conflicts == ()


def test_a_correction_alone_is_no_conflict(asked: Callable[..., Answer]) -> None:
    reply = asked((CORRECTED, date(2024, 2, 15)), question=HOMES)
    assert reply.conflicts == ()
    assert len(reply.claims) == 1


OPEN = "The library of Orla will stay open on Saturdays, Mayor Ann Thrale said. The hall was full that night."
SHUT = "The library of Orla will no longer open on Saturdays, the council announced. Two clerks will leave."


@pytest.mark.parametrize(
    "question", ["Is the library of Orla open on Saturdays?", "Will the library open on Saturdays?"]
)
def test_a_denial_is_shown_beside_what_it_denies(asked: Callable[..., Answer], question: str) -> None:
    reply = asked((OPEN, date(2024, 1, 10)), (SHUT, date(2024, 5, 21)), question=question)
    (conflict,) = reply.conflicts
    assert conflict.about == "whether it is so"
    assert [claim.citations[0].published for claim in reply.claims] == [date(2024, 5, 21), date(2024, 1, 10)]
    assert reply.short is None


def test_what_says_no_twice_is_no_conflict(asked: Callable[..., Answer]) -> None:
    again = "Nobody will open the library of Orla on Saturdays any more, its clerk said. It rained."
    assert not asked((SHUT, date(2024, 5, 21)), (again, date(2024, 6, 1)), question="Is the library open?").conflicts


def test_two_rough_numbers_conflict_where_they_are_far_apart(asked: Callable[..., Answer]) -> None:
    told = [f"About {n} households below the dam were told to leave in April. {n} is a lot." for n in (340, 410, 350)]
    question = "How many households below the dam were told to leave?"
    first, later = (told[0], date(2024, 5, 3)), (told[1], date(2024, 5, 20))
    assert asked(first, later, question=question).conflicts


def test_rough_numbers_that_are_near_are_one(asked: Callable[..., Answer]) -> None:
    one, two = (f"About {n} households below the dam were told to leave in April." for n in (340, 350))
    question = "How many households below the dam were told to leave?"
    assert not asked((one, date(2024, 5, 3)), (two, date(2024, 5, 20)), question=question).conflicts


def test_a_correction_need_not_name_again_what_it_corrects(asked: Callable[..., Answer]) -> None:
    wrong = (
        "The electricity bill of St Brannock's Hospital has risen by £1.1 million, its director said. Parking costs."
    )
    right = (
        "Our report said that the electricity bill of St Brannock's Hospital had risen by £1.1 million. The hospital "
        "has since told us that the figure was wrong: the bill rose by £740,000."
    )
    reply = asked(
        (wrong, date(2024, 3, 7)),
        (right, date(2024, 3, 9)),
        question="By how much did the hospital's electricity bill rise?",
        read=True,
    )
    assert reply.short is not None
    assert reply.short.text == "£740,000"


def test_days_of_two_occasions_are_no_conflict(asked: Callable[..., Answer]) -> None:
    one = "The fair of Orla will be held on 10 August, the mayor said. It rained."
    two = "The fair of Orla will be held on 9 August, the mayor said. The sun was out."
    reply = asked((one, date(2023, 6, 1)), (two, date(2024, 6, 1)), question="When will the fair of Orla be held?")
    assert not reply.conflicts
