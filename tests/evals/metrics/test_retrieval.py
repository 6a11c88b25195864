from evals.metrics import retrieval
from evals.metrics.retrieval import Found, Gold
from evals.metrics.slices import Slice

QUESTIONS = [
    Gold("a", "Lena Brandt", frozenset({"x"})),
    Gold("b", "9 June", frozenset({"y"})),
    Gold("c", "not measured", frozenset()),
]


def test_by_hand() -> None:
    passages = (Slice("z", 0, 4, "Mayor"), Slice("x", 5, 21, "said Lena Brandt"))
    figures = retrieval.measure(QUESTIONS, [Found("a", passages)])
    assert [figures[f"hit@{k}"].value for k in (1, 5, 20)] == [0, 0.5, 0.5]
    assert [figures[f"article_hit@{k}"].value for k in (1, 5, 20)] == [0, 0.5, 0.5]
    assert figures["hit@1"].n == 2
    assert figures["words_per_passage"] == 2
    assert "texts_that_are_slices" not in figures


def test_only_220_words_of_a_passage_count() -> None:
    for filler, value in ((218, 1), (219, 0)):
        passage = Slice("x", 0, 1, "word " * filler + "Lena Brandt")
        assert retrieval.measure(QUESTIONS[:1], [Found("a", (passage,))])["hit@1"].value == value


def test_slices_are_compared_as_an_archive_stores_them() -> None:
    passages = (Slice("x", 0, 3, "a b"), Slice("x", 1, 3, "a b"), Slice("gone", 0, 3, "a b"))
    figures = retrieval.measure(QUESTIONS, [Found("a", passages)], {"x": "a b c"})
    assert figures["texts_that_are_slices"].value == 0.3333


def test_nothing_to_measure() -> None:
    figures = retrieval.measure([], [])
    assert figures["hit@1"] == (None, None, None, 0)
    assert figures["words_per_passage"] == 0
