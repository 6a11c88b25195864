"""Written questions and claims become rows whose spans stand where they should."""

import random

import written
from reading import NO_ANSWER, UNKNOWN, Pool

TEXT = (
    "The harbour shut on Monday. Its owner, Lena Orth, had run out of money. She blamed the winter. "
    "Two ferries were sold in May. Nobody has bid for the crane."
)
OTHER = "The mill opened in 1901. It was sold to a farmer. The roof fell in last year."
TEXTS = written.articles([TEXT, OTHER])
KEY = next(key for key, text in TEXTS.items() if text == TEXT)


def _span(part: str) -> list[int]:
    return [TEXT.index(part), TEXT.index(part) + len(part)]


ANSWERED = {
    "text": KEY,
    "question": "Who could no longer pay for the port?",
    "sentences": [_span("Its owner, Lena Orth, had run out of money.")],
    "answer": _span("Lena Orth"),
}
TOLD = ANSWERED | {"question": "Why did the port close?", "answer": None}
UNANSWERED = {"text": KEY, "question": "Who bought the ferries?", "sentences": [], "answer": None}


def test_windows_that_answer_hold_the_answer_and_others_do_not() -> None:
    """The span of an answer is the answer."""
    pool = Pool([TEXT, OTHER])
    for seed in range(40):
        for row in written.questions([ANSWERED], TEXTS, pool, random.Random(seed)):
            if row.relevant:
                assert row.passage[row.start : row.end] == "Lena Orth"
                assert row.passage in TEXT
            else:
                assert "Lena Orth" not in row.passage
                assert row.start == row.end == NO_ANSWER


def test_what_no_short_span_answers_teaches_no_span() -> None:
    """Only relevance is taught of a reason."""
    rows = [
        row for seed in range(20) for row in written.questions([TOLD], TEXTS, Pool([TEXT, OTHER]), random.Random(seed))
    ]
    assert {row.start for row in rows} == {UNKNOWN}
    assert any(row.relevant for row in rows)


def test_a_question_without_an_answer_is_never_relevant() -> None:
    """Every window of it is irrelevant, and has no answer."""
    rows = written.questions([UNANSWERED], TEXTS, Pool([TEXT, OTHER]), random.Random(1))
    assert rows
    assert not any(row.relevant for row in rows)
    assert {row.start for row in rows} == {NO_ANSWER}


def test_a_claim_keeps_its_words_and_its_faults() -> None:
    """Whatever window is drawn."""
    span = _span("Two ferries were sold in May.")
    true = {"text": KEY, "start": span[0], "end": span[1], "claim": "A pair of boats went in May.", "wrong": []}
    false = true | {"claim": "A pair of boats was bought in May.", "wrong": [[20, 26]]}
    for seed in range(20):
        for row in written.claims([true, false], TEXTS, random.Random(seed), broken=False):
            assert row.dataset == "written"
            assert "Two ferries were sold in May." in row.source
            assert row.unsupported is bool(row.wrong)
            assert [row.claim[a:b] for a, b in row.wrong or ()] in ([], ["bought"])


def test_true_claims_are_also_read_with_an_error_put_into_them() -> None:
    """The error is flagged; the written claims are the same as without."""
    span = _span("Two ferries were sold in May.")
    true = {"text": KEY, "start": span[0], "end": span[1], "claim": "A pair of boats was sold in May.", "wrong": []}
    made = 0
    for seed in range(20):
        rows = written.claims([true], TEXTS, random.Random(seed))
        assert [row.claim for row in rows if row.dataset == "written"] == [true["claim"]]
        for row in (row for row in rows if row.dataset == "made"):
            made += 1
            assert row.unsupported
            assert row.claim != true["claim"]
            assert "Two ferries were sold in May." in row.source
            assert all(row.claim[a:b].strip() for a, b in row.wrong or ((0, 0),))
    assert made


def test_every_written_row_is_well_formed() -> None:
    """The files as they are."""
    for row in written.rows("questions"):
        assert len(row["text"]) == 16
        assert row["question"].strip()
        if row["answer"]:
            assert any(a <= row["answer"][0] < row["answer"][1] <= b for a, b in row["sentences"])
    for row in written.rows("claims"):
        assert row["start"] < row["end"]
        assert all(0 <= a < b <= len(row["claim"]) for a, b in row["wrong"])
