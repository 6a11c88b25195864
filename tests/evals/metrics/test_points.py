"""Nuggets, short answers, relevance, speakers, dates, quotation marks: numbers worked by hand."""

import re
import string
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import figures
from evals.metrics import short


def values(outcome: Any) -> dict[str, float | None]:
    return {m.name: m.figure.value for m in figures.measured([outcome])}


def test_nuggets(make: Any) -> None:
    gold = (make.point(0, 10), make.point(20, 30), make.point(40, 50), make.point(60, 70, vital=False))
    whole, part, okay = make.place(0, 9), make.place(25, 28), make.place(60, 70)
    told = values(make.answered(make.case(1, *gold), make.sentence(whole), make.sentence(part), make.sentence(okay)))
    assert told["nugget recall"] == pytest.approx(1 / 3, abs=1e-4)
    assert told["nugget recall, halves"] == pytest.approx(1.5 / 3)
    assert told["nugget recall, all"] == pytest.approx((1 + 0.5 + 0.5 * 1) / 3.5, abs=1e-4)


def test_two_citations_make_a_point_together(make: Any) -> None:
    sentence = make.sentence(make.place(0, 5), make.place(5, 10))
    assert values(make.answered(make.case(1, make.point(0, 10)), sentence))["nugget recall"] == 1.0


def test_right_on_a_vital_point_is_right_on_no_other(make: Any) -> None:
    case = make.case(1, make.point(0, 10), make.point(20, 30, vital=False))
    vital = values(make.answered(case, make.sentence(make.place(9, 12))))
    other = values(make.answered(case, make.sentence(make.place(20, 22))))
    assert (vital["right answers"], vital["right on a vital point"]) == (1.0, 1.0)
    assert (other["right answers"], other["right on a vital point"]) == (1.0, 0.0)


def test_relevance_and_usefulness(make: Any) -> None:
    case = make.case(1, make.point(0, 10), answer="May 4")
    hit, named, off = make.sentence(make.place(0, 3)), make.sentence(text="It stops on May 4."), make.sentence()
    outcome = make.answered(case, hit, named, off, judged=[make.judged(), make.judged(), make.judged(False)])
    told = values(outcome)
    assert told["answer relevance"] == pytest.approx(2 / 3, abs=1e-4)
    assert (told["right answers"], told["useful-answer rate"]) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("named", "value"), [("Viktor Orban", 1.0), ("Orbán", 1.0), ("Mr. Orban", 1.0), ("Viktor", 0.0), (None, 0.0)]
)
def test_right_speaker(make: Any, named: str | None, value: float) -> None:
    case = make.case(1, make.point(0, 10, speaker="Viktor Orban"), make.point(20, 30))
    told = make.sentence(make.place(0, 10), speaker=named)
    silent = make.sentence(make.place(20, 30), speaker="Somebody Else")
    assert values(make.answered(case, told, silent))["right speaker"] == value


def test_what_the_judge_saw_of_words_and_dates(make: Any) -> None:
    judged = make.judged(quotes=(True, False), dates=(True, True, False), told=False, named=False, described=(True,))
    told = values(make.answered(make.case(), make.sentence(), judged=[judged]))
    assert told["loose quotation marks"] == 0.5
    assert told["wrong date"] == pytest.approx(1 / 3, abs=1e-4)
    assert (told["speech told as fact"], told["stranger as speaker"], told["wrong outlet or day"]) == (1.0, 1.0, 0.0)


# ---- SQuAD's own script ----------------------------------------------------------------------------------------------
# Its functions as published (version 2.0, Rajpurkar et al. 2018, MIT), to be compared with ours.


def normalize_answer(s: str) -> str:
    def remove_articles(text: str) -> str:
        return re.sub(re.compile(r"\b(a|an|the)\b", re.UNICODE), " ", text)

    def remove_punc(text: str) -> str:
        return "".join(ch for ch in text if ch not in set(string.punctuation))

    return " ".join(remove_articles(remove_punc(s.lower())).split())


def compute_f1(a_gold: str, a_pred: str) -> float:
    gold_toks, pred_toks = normalize_answer(a_gold).split(), normalize_answer(a_pred).split()
    num_same = sum((Counter(gold_toks) & Counter(pred_toks)).values())
    if len(gold_toks) == 0 or len(pred_toks) == 0:
        return int(gold_toks == pred_toks)
    if num_same == 0:
        return 0
    precision, recall = num_same / len(pred_toks), num_same / len(gold_toks)
    return (2 * precision * recall) / (precision + recall)


WORDS = st.text(alphabet="ab the,.-'Ä 42\u2019", max_size=24)


@given(WORDS, WORDS)
def test_em_and_f1_are_those_of_squads_script(gold: str, given_: str) -> None:
    assert short.exact(given_, gold) == float(normalize_answer(gold) == normalize_answer(given_))
    assert short.f1(given_, gold) == pytest.approx(compute_f1(gold, given_))
