from evals.metrics.words import first, holds


def test_tokens_must_stand_together_and_whole() -> None:
    assert holds("Talks begin on July 9, in Vilnius.", "july 9")
    assert not holds("Talks begin on July 91.", "July 9")
    assert not holds("July was hot; 9 records fell.", "July 9")
    assert holds("A U.S.-led plan", "U.S.")


def test_an_answer_without_a_token_is_held_by_nothing_that_has_one() -> None:
    assert not holds("some words", "?")
    assert holds("", "?")


def test_only_the_first_words_count() -> None:
    assert first(" one\ttwo\n three ", 2) == "one two"
    assert first("one", 5) == "one"
