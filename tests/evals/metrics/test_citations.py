"""Citation recall and precision as ALCE defines them, on ten answers worked by hand; and what stands beside them."""

from typing import Any

import pytest

from evals import figures
from evals.metrics import citation_precision, citation_recall, misattribution
from evals.metrics.citation_f1 import METRICS as F1

T, F = True, False

# Each sentence: (all its citations together support it, each alone, the others without it). Worked by hand after
# section 3.3 of Gao et al. 2023: recall = supported sentences / sentences; a citation is precise where its sentence is
# supported and it supports alone or the others do not without it; precision = precise citations / citations.
ANSWERS = [
    # one sentence, one good citation
    ([(T, (T,), (F,))], 1.0, 1.0),
    # one sentence, one citation that does not support it
    ([(F, (F,), (F,))], 0.0, 0.0),
    # one sentence without a citation: not supported, nothing to be precise
    ([(F, (), ())], 0.0, 0.0),
    # two citations that support it only together: both are needed, both precise
    ([(T, (F, F), (F, F))], 1.0, 1.0),
    # one supports it alone, the other does nothing: without it the first still does
    ([(T, (T, F), (F, T))], 1.0, 0.5),
    # both support it alone: neither is irrelevant
    ([(T, (T, T), (T, T))], 1.0, 1.0),
    # three: two needed together, the third idle
    ([(T, (F, F, F), (F, F, T))], 1.0, 2 / 3),
    # two sentences, one supported
    ([(T, (T,), (F,)), (F, (F,), (F,))], 0.5, 0.5),
    # a supported sentence with an idle citation, and one without any citation
    ([(T, (T, F), (F, T)), (F, (), ())], 0.5, 0.5),
    # an unsupported sentence makes both of its citations imprecise, though one were right alone
    ([(F, (F, F), (F, F)), (T, (T,), (F,))], 0.5, 1 / 3),
]


@pytest.mark.parametrize(("sentences", "recall", "precision"), ANSWERS)
def test_ten_answers_by_hand(make: Any, sentences: Any, recall: float, precision: float) -> None:
    judged = [make.judged(all_, alone=alone, rest=rest) for all_, alone, rest in sentences]
    outcome = make.answered(make.case(), *[make.sentence() for _ in judged], judged=judged)
    assert citation_recall.of(outcome) == pytest.approx(recall)
    assert citation_precision.of(outcome) == pytest.approx(precision)


def test_averages_over_the_ten(make: Any) -> None:
    outcomes = [
        make.answered(
            make.case(n),
            *[make.sentence() for _ in sentences],
            judged=[make.judged(all_, alone=alone, rest=rest) for all_, alone, rest in sentences],
        )
        for n, (sentences, _, _) in enumerate(ANSWERS)
    ]
    told = {m.name: m.figure for m in figures.measured(outcomes)}
    assert told["citation recall"].value == pytest.approx(6.5 / 10)
    precision = sum(p for _, _, p in ANSWERS) / 10
    assert told["citation precision"].value == pytest.approx(precision, abs=1e-4)
    assert told["citation F1"].value == pytest.approx(2 * 0.65 * precision / (0.65 + precision), abs=1e-4)


def test_a_refusal_is_not_averaged_in(make: Any) -> None:
    told = {m.name: m.figure for m in figures.measured([make.refused(make.case())])}
    for name in ("faithfulness", "citation recall", "citation precision", "citation F1", "unsupported"):
        assert (told[name].value, told[name].n) == (None, 0)
    assert F1[0].row(make.refused(make.case())) is None


@pytest.mark.parametrize(
    ("words", "articles", "elsewhere", "name"),
    [(F, T, F, "wrong span"), (F, F, T, "wrong article"), (F, F, F, "unsupported"), (T, T, F, None)],
)
def test_in_which_way_a_source_is_wrong(
    make: Any, words: bool, articles: bool, elsewhere: bool, name: str | None
) -> None:
    outcome = make.answered(make.case(), make.sentence(), judged=[make.judged(words, articles, elsewhere=elsewhere)])
    values = {m.name: m.row(outcome) for m in misattribution.METRICS}
    told = {kind: values[kind] for kind in ("wrong span", "wrong article", "unsupported")}
    assert told == {kind: (float(kind == name),) for kind in told}
