import pytest

from qa.polarity import Real, tokens


def negated(text: str) -> list[str]:
    return [t.text for t in tokens(text) if t.negated]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The council will not block the bridge.", ["block", "bridge"]),
        ("The council won’t block it.", ["block"]),
        ("It cannot close, and the ferry sails.", ["close"]),
        ("Nobody was killed.", ["killed"]),
        ("She left without paying; he stayed.", ["paying"]),
        ("She refused to sign. He signed.", ["sign"]),
        ("He denied that the mayor had taken money.", ["mayor", "taken", "money"]),
        ("They did not deny the report.", ["deny"]),
        ("It is not only late but dear.", []),
        ("No doubt it will open.", []),
        ("They ended, they no longer sail.", ["sail"]),
    ],
)
def test_a_negation_reaches_its_clause(text: str, words: list[str]) -> None:
    assert negated(text) == words


def test_the_first_word_of_its_reach_is_the_head() -> None:
    assert [t.text for t in tokens("They will not sell tickets.") if t.head] == ["sell"]


@pytest.mark.parametrize(
    ("text", "word", "real"),
    [
        ("The ferry may stop.", "stop", Real.POSSIBLE),
        ("The ferry will stop.", "stop", Real.TO_COME),
        ("The owner plans to stop the ferry.", "stop", Real.WANTED),
        ("The owner agreed to stop it.", "stop", Real.TO_COME),
        ("They are considering closing it.", "closing", Real.WANTED),
        ("He is accused of stealing.", "stealing", Real.POSSIBLE),
        ("The ferry stopped.", "stopped", Real.TOLD),
        ("The bridge could also have been closed.", "closed", Real.POSSIBLE),
    ],
)
def test_how_sure_an_act_is_told(text: str, word: str, real: Real) -> None:
    assert next(t.real for t in tokens(text) if t.text == word) is real


def test_spans_are_slices_and_sentences_are_counted() -> None:
    text = "It can’t. Mr Holt won't! Café"
    found = tokens(text)
    assert [t.sentence for t in found if t.text in ("it", "holt", "cafe")] == [0, 1, 2]
    assert all(t.span.end <= len(text) for t in found)


def test_hostile_characters_end_in_no_error() -> None:
    assert tokens("\u0301 ' '' n't \u200d") is not None
