from pathlib import Path
from typing import Any

import pytest

import evals.sample
from evals import rows
from evals.suites import samples
from evals.suites.samples import Case, Point
from index.types import ArticleKey, Span

UNSEEN = frozenset({ArticleKey("pool")})


@pytest.fixture
def cases(make: Any) -> list[Case]:
    def point(words: str, *, vital: bool = True, key: str = "bridge") -> Point:
        return Point(ArticleKey(key), make.citation(words).span, vital)

    return [
        Case("1", "when", (point("May"),), tags=("when", "choose")),
        Case("2", "both", (point("Monday"), point("cracks"), point("pier", vital=False)), tags=("report",)),
        Case("3", "elsewhere", (point("May", key="other"),), tags=("report",)),
        Case("4", "unknown", (), UNSEEN, tags=("choose",)),
        Case("5", "tempting", (), tags=("report",)),
        Case("6", "silent", (point("May"),)),
    ]


@pytest.fixture
def bot(make: Any) -> Any:
    return make.parrot(
        {
            "when": make.answer("when", make.reopens),
            "both": make.answer("both", make.cracks),
            "elsewhere": make.answer("elsewhere", make.reopens),
            "unknown": make.refusal("unknown"),
            "tempting": make.answer("tempting", make.closed),
            "silent": make.refusal("silent"),
        }
    )


def test_the_counts_by_hand(bot: Any, cases: list[Case]) -> None:
    report = samples.run(bot, cases)
    every, choose, told = report.counts
    assert (every.answered_right, every.answerable, every.refused_right, every.unanswerable) == (2, 4, 1, 2)
    assert (every.vital_found, every.vital) == (2, 5)
    assert every.words == (4 + 6 + 4 + 6) / 4
    assert (choose.name, choose.answered_right, choose.answerable, choose.refused_right) == ("choose", 1, 1, 1)
    assert (told.name, told.answered_right, told.answerable, told.refused_right) == ("report", 1, 2, 0)
    assert [one.case.id for one in report.failed] == ["3", "5", "6"]


def test_what_must_not_be_seen_is_passed_on(bot: Any, cases: list[Case]) -> None:
    samples.run(bot, cases[3:5])
    assert [without for _, without in bot.heard] == [UNSEEN, frozenset()]


def test_the_text_says_the_figures_and_what_came_instead(make: Any, bot: Any, cases: list[Case]) -> None:
    text = samples.as_text(samples.run(bot, cases))
    assert "all: 2 of 4 right with a citation that overlaps the gold span; 1 of 2 refused; 5.0 words" in text
    assert f"3 (report) elsewhere\n  wanted an answer, came '{make.reopens}' (bridge)" in text
    assert "6 () silent\n  wanted an answer, came no_match: nothing shares its terms" in text


def test_no_case_is_a_report_too(bot: Any) -> None:
    report = samples.run(bot, [])
    assert report.failed == ()
    assert "no answers" in samples.as_text(report)


def test_the_bundled_cases_can_be_read() -> None:
    cases = rows.read(Path(str(evals.sample.__file__)).with_name("cases.jsonl"), samples.parse)
    for tag, answerable, unanswerable in (("choose", 40, 20), ("report", 20, 10)):
        half = [case for case in cases if tag in case.tags]
        assert sum(bool(case.gold) for case in half) == answerable
        assert sum(not case.gold for case in half) == unanswerable


@pytest.mark.parametrize(
    "change",
    [
        {"gold": None},
        {"gold": [{"article": "k", "start": 3, "end": 3}]},
        {"history": ["Who?"]},
        {"without": [1]},
        {"question": None},
    ],
)
def test_a_broken_case_is_a_fault(change: dict[str, object]) -> None:
    good = {"id": "1", "question": "Who?", "gold": [{"article": "k", "start": 0, "end": 3, "vital": False}], "tags": []}
    assert samples.parse(good).gold == (Point(ArticleKey("k"), Span(0, 3), vital=False),)
    with pytest.raises(rows.Fault):
        samples.parse(good | change)
