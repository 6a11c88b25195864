"""What a question says about when its news was told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.stores.archive import Archive
from index.types import Period
from qa.bot import Bot
from qa.period import read
from qa.question import understand
from qa.types import Answer, Reason, Refusal, Scope

Told = Callable[..., Bot]
ASKED = date(2024, 6, 20)  # a Thursday


@pytest.mark.parametrize(
    ("question", "since", "until", "words"),
    [
        ("What did Orban say last week?", "2024-06-10", "2024-06-18", "last week"),
        ("Last week, who resigned?", "2024-06-10", "2024-06-18", "Last week"),
        ("Last week in parliament?", None, None, None),  # nothing tells that it looks back
        ("Last week the mayor resigned. Why?", "2024-06-10", "2024-06-18", "Last week"),
        ("In June 2024, what did the council decide?", "2024-06-01", "2024-07-02", "June 2024"),
        ("Tell me about the ferry in May 2024", "2024-05-01", "2024-06-02", "May 2024"),
        ("who scored for uruguay in may 2024", "2024-05-01", "2024-06-02", "May 2024"),
        ("Who beat Nadal in May 2024?", "2024-05-01", "2024-06-02", "May 2024"),
        ("What was decided this month?", "2024-06-01", "2024-07-02", "this month"),
        ("What has happened since June 3, 2024?", "2024-06-03", None, "June 3, 2024"),
        ("What burned down on Friday?", None, None, None),
        ("What did Fico announce yesterday?", "2024-06-19", "2024-06-26", "yesterday"),
        ("When is the Washington summit in July?", None, None, None),
        ("Will they meet next week?", None, None, None),
        ("What did Orban say in 2023?", "2023-01-01", "2024-01-02", "2023"),
        ("How many people lived in Mellbridge in 2023?", None, None, None),  # told of a year, whenever it was told
        ("What did Orban promise before 2022?", None, "2021-12-31", "before 2022"),
        ("What did Orban say until March 2024?", None, "2024-03-31", "until March 2024"),
        ("What happened in Mellbridge after May 2024?", "2024-06-01", None, "after May 2024"),
        ("What was agreed between March and May 2024?", "2024-03-01", "2024-06-02", "between March and May 2024"),
        ("What was agreed between Hungary and Nato in May 2024?", "2024-05-01", "2024-06-02", "May 2024"),
        ("What did the mayor say in the spring of 2023?", "2023-03-01", "2023-06-02", "the spring of 2023"),
        ("What did the mayor say in the winter of 2022?", "2022-12-01", "2023-03-02", "the winter of 2022"),
        ("What did the council decide two years ago?", "2022-01-01", "2023-01-02", "two years ago"),
        ("What has happened since May?", "2024-05-01", None, "May"),
        ("What will have happened before 2025?", None, None, None),
        ("What did the film of 2022 and the book of 2023 say?", None, None, None),
        ("Who was arrested on Memorial Day?", None, None, None),
        ("What did the report of June 3 say about the May 2024 fire?", None, None, None),
        ("What happened in June 2024 in Mellbridge?", "2024-06-01", "2024-07-02", "June 2024"),
        ("What was decided last week at the Weir Hotel?", "2024-06-10", "2024-06-18", "last week"),
        ("What did the report of June 2024 in Mellbridge say?", None, None, None),
        ("Who read the report of June 2024 in Mellbridge?", None, None, None),
        ("What was said in the June 2024 report in Mellbridge?", None, None, None),
        ("Which law was passed by the June 3 council meeting?", None, None, None),
    ],
)
def test_what_is_read(question: str, since: str | None, until: str | None, words: str | None) -> None:
    found = read(question, ASKED)
    assert (found.words if found else None) == words
    if found:
        days = (found.period.since, found.period.until)
        assert tuple(str(day) if day else None for day in days) == (since, until)
        assert words not in found.without(question)


def test_without_a_day_of_asking_last_week_means_nothing() -> None:
    assert read("What did Orban say last week?", None) is None
    assert read("What did Orban say in June 2024?", None) is not None


@given(st.text(max_size=80), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_any_text_is_read(text: str, asked: date) -> None:
    found = read(f"What was said {text} last week", asked)
    assert found is None or found.span.end <= len(f"What was said {text} last week")


def test_its_words_are_not_looked_for() -> None:
    question = understand("What did Orban say last week?", Scope(None, ASKED))
    assert question.query.terms == ("orban", "say")
    assert question.query.period == Period(date(2024, 6, 10), date(2024, 6, 18))
    given = understand("What did Orban say last week?", Scope(Period(), ASKED))
    assert (given.query.period, given.period_words) == (Period(), None)


def test_it_filters_and_is_dropped_at_will(sample_archive: Path) -> None:
    bot = Bot(Archive.read(sample_archive))
    question = "What did Orban agree to last week?"
    inside = bot.ask(question, asked=ASKED)
    assert inside.answered
    later = bot.ask(question, asked=date(2025, 6, 20))
    assert isinstance(later, Refusal)
    assert later.reason is Reason.OUT_OF_PERIOD
    assert bot.ask(question, period=Period(), asked=date(2025, 6, 20)).answered


def test_what_happened_then_asks_for_no_words(told: Told) -> None:
    bot = told(
        june=("The ferry of Orla got a new engine on Monday, the line said.", "2024-06-03"),
        copy=("The ferry of Orla got a new engine on Monday, the line said.", "2024-06-03"),
        july=("A regatta kept the ferry of Orla in port for a whole weekend.", "2024-07-20"),
        last=("Short line\n\nThe council of Orla closed the pool for good on Friday.", "2024-06-21"),
    )
    reply = bot.ask("What happened in June 2024?")
    assert isinstance(reply, Answer)
    assert [claim.text for claim in reply.claims] == [
        "The council of Orla closed the pool for good on Friday.",
        "The ferry of Orla got a new engine on Monday, the line said.",
    ]
    assert isinstance(bot.ask("What happened in May 2024?"), Refusal)


def test_a_loose_period_without_an_answer_is_dropped(told: Told) -> None:
    bot = told(
        old=("The pool of Orla was closed for good, the council said.", "2021-06-03"),
        new=("Ada Pym said that she would open the ferry of Orla to everybody.", "2024-07-20"),
    )
    inside = bot.ask("What did Ada Pym say in 2024?")
    assert isinstance(inside, Answer)
    assert inside.question.period_words == "2024"
    assert isinstance(bot.ask("What did Ada Pym say in 2021?"), Refusal)
    late = told(
        old=("The pool of Orla was closed for good, the council decided.", "2021-06-03"),
        new=("In 2021 Ada Pym said that she would open the ferry of Orla to everybody.", "2024-07-20"),
    )
    outside = late.ask("What did Ada Pym say in 2021?")
    assert isinstance(outside, Answer)
    assert outside.question.period_words is None
