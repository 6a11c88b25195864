"""The metrics of finding against formulas written out, and against hand-made rankings."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import AP, RR, R, Success, nDCG

from evals import figures
from evals.metrics.ranking import of
from evals.types import Place
from index.types import ArticleKey, Span

PLACES = [Place(ArticleKey("a"), Span(n, n + 1)) for n in range(30)]


@given(
    st.permutations(PLACES).map(lambda p: tuple(p[:20])),
    st.dictionaries(st.sampled_from(PLACES), st.integers(1, 2), min_size=1, max_size=6),
)
def test_ir_measures_says_what_the_formulas_say(ranked: tuple[Place, ...], grades: dict[Place, int]) -> None:
    relevant = tuple(grades.items())
    at = [n for n, place in enumerate(ranked, 1) if place in grades]
    best = sorted(grades.values(), reverse=True)[:10]
    ideal = sum(grade / math.log2(n + 1) for n, grade in enumerate(best, 1))
    gained = sum(grades.get(place, 0) / math.log2(n + 1) for n, place in enumerate(ranked[:10], 1))
    average = sum(len([m for m in at if m <= n]) / n for n in at if n <= 10) / len(grades)
    assert of(ranked, relevant, nDCG @ 10) == pytest.approx(gained / ideal, abs=1e-4)
    assert of(ranked, relevant, RR) == pytest.approx(1 / at[0] if at else 0.0, abs=1e-4)
    assert of(ranked, relevant, Success @ 5) == float(any(n <= 5 for n in at))
    assert of(ranked, relevant, R @ 20) == pytest.approx(len(at) / len(grades), abs=1e-4)
    assert of(ranked, relevant, AP @ 10) == pytest.approx(average, abs=1e-4)


def test_what_was_not_to_be_found_or_is_not_told_does_not_apply(make: Any) -> None:
    silent = make.answered(make.case(1, make.point(0, 4)), relevant=((make.place(0, 9), 2),))
    nothing = make.answered(make.case(2), passages=(make.place(0, 9),))
    told = {m.name: m.figure.n for m in figures.measured([silent, nothing]) if m.metric.group == "finding"}
    assert set(told.values()) == {0}


def test_units_of_context_precision(make: Any) -> None:
    outcome = make.answered(
        make.case(1, make.point(10, 20, "b"), make.point(0, 5, "a", vital=False)),
        passages=(make.place(0, 9, "c"), make.place(0, 30, "b"), make.place(30, 60, "b"), make.place(0, 9, "a")),
        ranked=(make.place(0, 9, "c"), make.place(12, 15, "b")),
        relevant=((make.place(0, 30, "b"), 2), (make.place(0, 9, "a"), 1)),
    )
    told = {m.name: m.figure.value for m in figures.measured([outcome])}
    assert told["context precision, passages"] == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert told["context precision, articles"] == pytest.approx((1 / 2 + 2 / 3) / 2, abs=1e-4)
    assert told["context precision, sentences"] == pytest.approx(1 / 2)
    assert (told["hit@1"], told["hit@5"], told["MRR"]) == (0.0, 1.0, 0.5)
