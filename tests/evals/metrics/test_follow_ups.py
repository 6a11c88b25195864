from evals.metrics.follow_ups import Found, Gold, measure
from evals.stats import Figure

MEET = Gold("D#2", "When did they meet?", "When did Orban and Stoltenberg meet?")
ALONE = Gold("D#1", "Who is Fico?", "who is the Fico")


def test_worked_by_hand() -> None:
    told = measure([MEET, ALONE], [Found("D#2", "When did Orban and Fico meet?"), Found("D#1", "Who is Robert Fico?")])
    # Orban is right; Fico and Robert are not; Stoltenberg is missing.
    assert (told["recall"], told["precision"], told["words_to_add"]) == (0.5, 0.3333, 2)
    assert told["untouched"] == Figure(0.0, 0.0, 0.0, 1)


def test_what_has_no_rewrite_was_left_alone() -> None:
    told = measure([MEET, ALONE], [])
    assert (told["recall"], told["precision"]) == (0.0, 0.0)
    assert told["untouched"] == Figure(1.0, 1.0, 1.0, 1)
