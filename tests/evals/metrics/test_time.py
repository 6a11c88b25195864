"""What was not known yet, what contradicts, what points back, what was withheld."""

from dataclasses import replace
from datetime import date
from typing import Any

from evals.metrics import as_of, conflicting, pointing_back, withheld
from evals.types import Cited, Outcome, Sentence
from index.types import ArticleKey, Span

DAY = date(2024, 6, 1)


def cited(key: str, start: int, end: int, published: date | None = None) -> Sentence:
    return Sentence("So.", (Cited(ArticleKey(key), Span(start, end), "so", None, published),))


def test_a_later_article_is_a_violation_and_the_same_day_is_none(make: Any) -> None:
    (metric,) = as_of.METRICS
    case = replace(make.case(1, make.point(0, 4)), as_of=DAY)
    assert metric.row(make.answered(case, cited("a", 0, 4, DAY), cited("a", 0, 4, None))) == (0.0,)
    assert metric.row(make.answered(case, cited("a", 0, 4, DAY), cited("b", 0, 4, date(2024, 6, 2)))) == (1.0,)
    assert metric.row(make.refused(case)) is None
    assert metric.row(make.answered(make.case(2), cited("a", 0, 4, date(2024, 6, 2)))) is None


def test_a_conflict_is_shown_where_two_gold_points_stand_against_each_other(make: Any) -> None:
    shown, invented = conflicting.METRICS
    case = replace(make.case(1, make.point(0, 4), make.point(9, 12, "b")), conflict=True)
    both = (cited("a", 0, 4), cited("b", 9, 12))
    assert shown.row(make.answered(case, *both, conflicts=((0, 1),))) == (1.0,)
    assert shown.row(make.answered(case, *both)) == (0.0,)
    assert shown.row(make.answered(case, both[0], cited("c", 0, 4), conflicts=((0, 1),))) == (0.0,)
    assert shown.row(make.refused(case)) == (0.0,)
    assert invented.row(make.answered(case, *both, conflicts=((0, 1),))) is None
    assert invented.row(make.answered(make.case(2), *both, conflicts=((0, 1),))) == (1.0,)
    assert invented.row(make.answered(make.case(2), *both)) == (0.0,)


def test_a_follow_up_is_right_as_any_answer_is(make: Any) -> None:
    (metric,) = pointing_back.METRICS
    case = replace(make.case(1, make.point(0, 4)), history=("When?",))
    assert metric.row(make.answered(case, cited("a", 0, 4))) == (1.0,)
    assert metric.row(make.refused(case)) == (0.0,)
    assert metric.row(make.refused(make.case(2, make.point(0, 4)))) is None


def test_what_gold_words_support_was_withheld_wrongly(make: Any) -> None:
    rightly, wrongly = withheld.METRICS
    outcome: Outcome = replace(make.refused(make.case(1)), withheld=(True, False, False, False))
    assert rightly.row(outcome) == (0.75,)
    assert wrongly.row(outcome) == (0.25,)
    assert rightly.row(make.refused(make.case(1))) is None
