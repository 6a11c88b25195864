from evals.metrics import answers
from evals.metrics.answers import Given, Sentence
from evals.metrics.retrieval import Gold
from evals.metrics.slices import Slice

QUESTIONS = [Gold("a", "Oslo", frozenset({"x"})), Gold("b", "Bergen", frozenset({"y"}))]
TOLD = "The talks were held in Oslo."
ANSWER = Given(
    "a",
    refused=False,
    confidence=0.9,
    short="the Oslo",
    sentences=(Sentence(TOLD, (Slice("x", 0, 28, TOLD), Slice("x", 1, 29, TOLD))), Sentence("No more is known.", ())),
    best=("It rained.", TOLD),
)


def test_by_hand() -> None:
    silent = Given("n", refused=True, confidence=0.2)
    figures = answers.measure(QUESTIONS, [ANSWER, silent], {"x": TOLD}, {"n"})
    assert figures["best1"].value == 0
    for name in ("best3", "holds", "short_em", "short_f1", "answered"):
        assert figures[name][0::3] == (0.5, 2), name
    assert figures["sentences_per_answer"] == (2, 2, 2, 1)
    assert figures["words_per_answer"].value == 10
    assert figures["refused_unanswerable"].value == 1
    assert figures["confidence_auc"] == 0.5
    assert figures["citations"] == 2
    assert figures["sentences_without_citation"] == 1
    assert figures["quotes_that_are_slices"].value == 0.5


def test_length_buys_nothing() -> None:
    late = Given("a", refused=False, best=("word " * 40 + "Oslo",), sentences=(Sentence("word " * 120 + "Oslo", ()),))
    figures = answers.measure(QUESTIONS[:1], [late])
    assert (figures["best1"].value, figures["holds"].value) == (0, 0)


def test_a_question_without_a_reply_is_wrong_either_way() -> None:
    figures = answers.measure(QUESTIONS, [], None, {"n", "m"})
    assert figures["answered"].value == 0
    assert figures["refused_unanswerable"] == (0, 0, 0, 2)


def test_a_refusal_has_no_short_answer() -> None:
    row = {"id": "a", "refused": True, "short": "Oslo", "sentences": [], "confidence": None}
    assert answers.given(row) == Given("a", refused=True)


def test_nine_tenths_answered_is_the_threshold() -> None:
    sure = [Given(str(i), refused=False, confidence=i / 10) for i in range(10)]
    data = [Gold(str(i), "x", frozenset({"x"})) for i in range(10)]
    unsure = [Given("n", refused=False, confidence=0.05), Given("m", refused=False, confidence=0.5)]
    figures = answers.measure(data, [*sure, *unsure], None, {"n", "m"})
    assert figures["refused_at_90_answered"].value == 0.5


def test_no_answerable_question_leaves_the_figures_empty() -> None:
    figures = answers.measure([], [ANSWER], None, {"a"})
    assert figures["confidence_auc"] is None
    assert figures["best1"].n == 0
