"""Figures that the published scorer gives as single numbers: with an interval on demand, and the same number in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from evals.metrics import answers, claims, retrieval, squad
from evals.stats import auc_of


def _spread(figure: Any) -> tuple[float, float]:
    return figure[1], figure[2]


def between(figure: Any, value: float, n: int) -> None:
    assert list(figure)[0::3] == [value, n]
    assert figure[1] < value < figure[2]


def test_squad_resamples_articles() -> None:
    rng = np.random.default_rng(3)
    data, pred = [], []
    for article in range(12):
        held = rng.random(8) < 0.5
        data.append([squad.Gold(f"{article}.{n}", () if no else ("Oslo",), bool(no)) for n, no in enumerate(held)])
        pred += [
            squad.Found(f"{article}.{n}", "Oslo" if rng.random() < 0.7 else "Rome", float(no + rng.normal()))
            for n, no in enumerate(held)
        ]
    plain, told = squad.measure(data, pred), squad.measure(data, pred, intervals=True)
    for name in ("best_f1", "no_answer_auc"):
        value = plain[name]
        assert isinstance(value, float)
        between(told[name], round(value, 4), 96)
    known = {"best_f1": None, "no_answer_auc": None}
    assert told | known == plain | known
    copies = [[*some, *(replace(g, id=f"{g.id} again") for g in some)] for some in data]
    twice = squad.measure(copies, [*pred, *(replace(p, id=f"{p.id} again") for p in pred)], intervals=True)
    for name in ("best_f1", "no_answer_auc"):  # more of the same article is no more evidence
        assert _spread(twice[name]) == _spread(told[name])


def test_claims_resample_sources_and_the_area_stays() -> None:
    rng = np.random.default_rng(4)
    labels = rng.random(80) < 0.5
    data = [claims.Gold(("d", "t", n), bool(label), f"source {n // 4}") for n, label in enumerate(labels)]
    pred = [claims.Scored(row.name, float(0.3 * row.supported + 0.7 * rng.random())) for row in data]
    plain: Any = claims.measure(data, pred)["d t"]
    told: Any = claims.measure(data, pred, intervals=True)["d t"]
    between(told["balanced"], plain["balanced"], 80)
    assert {**told, "balanced": None} == {**plain, "balanced": None}


def test_confidence_has_one_and_none_without_a_class() -> None:
    rng = np.random.default_rng(5)
    data = [retrieval.Gold(str(n), "x", frozenset({"x"})) for n in range(30)]
    replies = [answers.Given(str(n), refused=False, confidence=float(rng.random() + 0.2)) for n in range(30)]
    replies += [answers.Given(f"no {n}", refused=False, confidence=float(rng.random())) for n in range(20)]
    without = {f"no {n}" for n in range(20)}
    plain = answers.measure(data, replies, None, without)["confidence_auc"]
    assert isinstance(plain, float)
    between(answers.measure(data, replies, None, without, intervals=True)["confidence_auc"], plain, 50)
    assert answers.measure([], replies, None, without, intervals=True)["confidence_auc"] is None


def test_draws_of_one_class_alone_are_left_out() -> None:
    figure = auc_of([0.9, 0.1, 0.2], [True, False, False])
    assert figure == (1.0, 1.0, 1.0, 3)
    assert auc_of([0.9], [True]) is None
