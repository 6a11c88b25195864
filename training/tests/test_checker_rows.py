# ruff: noqa: D103
"""Made checker rows: flags cover what was changed and nothing else."""

import random

import pytest
from corrupt import HELD_OUT, KINDS, corrupt
from pairs import CONTRADICTED, Checked, differences, edited, judged, made, window
from questions import made_question
from rewrite import rewrite
from statements import asked_claims, stated

SENTENCE = "On 3 March 2019 the Norwegian firm Aker Solutions said that it may sell 40 boats to Peru before December."
PASSAGES = [
    SENTENCE + " The deal was worth 2 million dollars. Critics of the plan asked for more time to study it.",
    "Ines Duarte has run the clinic in Porto since 2004. It does not charge for most visits. Some of the staff left.",
    "The museum in Turin reopened on Monday after the flood. Its director, Carlo Riva, thanked 300 helpers by name.",
]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_corruption_changes_only_what_it_flags(kind: str) -> None:
    found = 0
    for seed in range(60):
        result = corrupt(kind, SENTENCE, SENTENCE, ["Chile", "Olaf Berg"], random.Random(seed))
        if result is None:
            continue
        found += 1
        claim, spans = result
        assert claim != SENTENCE
        before = claim[: spans[0][0]].rstrip(" ,")
        assert SENTENCE.startswith(before)
        assert all(0 <= a < b <= len(claim) and claim[a:b].strip() for a, b in spans)
    assert found


@pytest.mark.parametrize("kind", sorted(HELD_OUT))
def test_held_out_kinds_make_no_training_row(kind: str) -> None:
    assert kind not in KINDS


def test_made_pairs_are_flagged_exactly_where_they_are_unsupported() -> None:
    rows = made(PASSAGES, 200, random.Random(3))
    assert {row.unsupported for row in rows} == {True, False}
    for row in rows:
        assert bool(row.wrong) is row.unsupported
        assert all(row.claim[a:b].strip() for a, b in row.wrong or ())


@pytest.mark.parametrize(
    ("right", "wrong", "flagged"),
    [
        ("The council backed the plan.", "The council blocked the plan.", ["blocked"]),
        ("Ana did not leave.", "Ana did leave.", ["did leave"]),
        ("Two ships sank.", "Two ships sank near Oslo.", ["near Oslo"]),
    ],
)
def test_differences_are_the_words_put_in(right: str, wrong: str, flagged: list[str]) -> None:
    assert [wrong[a:b] for a, b in differences(right, wrong)] == flagged


def test_an_edit_is_compared_with_the_nearest_true_claim() -> None:
    source = "The council backed the plan on Monday. Trams will run at night."
    rows = [
        {"dataset": "d", "source": source, "claim": "Trams will run at night.", "label": 1},
        {"dataset": "d", "source": source, "claim": "Trams will run at noon.", "label": 0},
    ]
    broken = edited(rows, random.Random(0))[1]
    assert [broken.claim[a:b] for a, b in broken.wrong or ()] == ["noon"]


def test_judged_rows_keep_their_class() -> None:
    row = {"dataset": "d", "source": "A man is in Kenya.", "claim": "A man is in Ghana.", "label": "contradicted"}
    assert judged([row]) == [Checked("d", row["source"], row["claim"], ((12, 17),), CONTRADICTED, True)]


def test_a_window_of_a_long_source_holds_the_nearest_sentences() -> None:
    filler = " ".join(f"Line {n} is about nothing in particular and goes on." for n in range(60))
    text = window(
        filler + " The ferry struck the pier in Lindos. " + filler, "A ferry struck a pier.", random.Random(0)
    )
    assert "The ferry struck the pier in Lindos." in text
    assert len(text.split()) <= 170


def test_a_rewriting_keeps_numbers_and_names() -> None:
    for seed in range(40):
        text = rewrite(
            "The firm in Oslo said (on its site) that 5 million users did not pay, the site added.", random.Random(seed)
        )
        assert "Oslo" in text
        assert "5" in text or "five" in text


def test_a_question_made_from_a_claim_asks_for_its_subject() -> None:
    article = "Harbour master Dalia Renko will retire in May after 30 years. Ms Renko said she was tired."
    assert made_question("Dalia Renko will retire from the harbour office this spring.", article) == (
        "Who will retire from the harbour office this spring?",
        "Dalia Renko",
    )


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        ("Who argued for the bridge?", "Ann Lee", "Ann Lee argued for the bridge."),
        ("What did the council vote for?", "a ferry", "The council vote for a ferry."),
        ("How many people came?", "230", "230 people came."),
        ("Which river flooded the town?", "the Mell", "The Mell flooded the town."),
        ("When did the bridge close?", "in March", "When did the bridge close? in March"),
    ],
)
def test_a_question_with_its_answer_is_a_claim(question: str, answer: str, claim: str) -> None:
    made = stated(question, answer)
    assert made is not None
    assert made[0] == claim
    assert made[0][slice(*made[1])].lower() == answer.lower()


def test_only_the_answer_of_a_wrong_claim_lacks_support() -> None:
    passage = "Ann Lee opened the bridge on Monday. Bob Ray closed the ferry on Tuesday."
    rows = [
        {"passage": passage, "question": question, "answers": [{"text": text, "start": passage.index(text)}]}
        for question, text in (("Who opened the bridge?", "Ann Lee"), ("Who closed the ferry?", "Bob Ray"))
    ]
    for seed in range(20):
        for row in asked_claims(rows, random.Random(seed)):
            told = [row.claim[a:b] for a, b in row.wrong or ()]
            assert row.unsupported == bool(told)
            assert set(told) <= {"Ann Lee", "Bob Ray"}
            right = row.claim in {"Ann Lee opened the bridge.", "Bob Ray closed the ferry."}
            assert right is not row.unsupported


def test_a_mixed_claim_has_the_subject_of_another_sentence() -> None:
    passage = "Ann Lee opened the new bridge on Monday. Bob Ray closed the old ferry for good on Tuesday."
    found = [
        row
        for seed in range(60)
        for row in made([passage], 20, random.Random(seed))
        if row.claim.startswith("Ann Lee closed the old ferry") or row.claim.startswith("Bob Ray opened the new")
    ]
    assert found
    assert all(row.unsupported for row in found)
    assert any(row.claim[slice(*row.wrong[0])].startswith(("closed the old", "opened the new")) for row in found)
