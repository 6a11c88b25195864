"""What a question says about when its news was told."""

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
from qa.types import Reason, Refusal, Scope

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
        ("What did Orban say in 2023?", None, None, None),
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
