import pytest

from evals import rows
from evals.metrics import speakers
from evals.metrics.speakers import Attribution, Found, Gold, Sentence
from index.types import Span

TEXT = 'Snow is due, Mara Holt said. "Stay in," she said. Holt hopes for sun.'


def at(words: str, skip: int = 0) -> Span:
    start = TEXT.index(words, skip)
    return Span(start, start + len(words))


SNOW = Attribution((at("Mara Holt"),), (at("said"),), (at("Snow is due"),))
STAY = Attribution((at("she"),), (), (at('"Stay in,"'),))
SUN = Attribution((at("Holt", 50),), (at("hopes"),), (at("for sun"),))
GOLD = Gold("x", TEXT, (SNOW, STAY, SUN, Attribution((), (at("said"),), (at("Snow"),))))
FIRST, SECOND, THIRD = Span(0, 28), Span(29, 49), Span(50, len(TEXT))


def test_by_hand() -> None:
    pred = Found("x", (Sentence(FIRST, "Mara Holt", at("Mara Holt")), Sentence(SECOND, "Bo Lind")))
    figures = speakers.measure([GOLD], [pred])
    assert {name: figure[0] for name, figure in figures.items() if name != "f1"} == {
        "recall": 0.5,
        "recall_pronoun": 0,
        "recall_direct": 0,
        "precision": 0.5,
    }
    assert figures["f1"] == 0.5


def test_a_pronoun_is_found_by_its_mention_alone() -> None:
    by_name = Found("x", (Sentence(SECOND, "Mara Holt"),))
    by_mention = Found("x", (Sentence(SECOND, "Mara Holt", at("she")),))
    assert speakers.measure([GOLD], [by_name])["recall_pronoun"].value == 0
    assert speakers.measure([GOLD], [by_mention])["recall_pronoun"].value == 1


def test_a_belief_counts_for_nobody() -> None:
    figures = speakers.measure([GOLD], [Found("x", (Sentence(THIRD, "Holt"),))])
    assert figures["precision"].n == 0
    assert figures["recall"] == (0, 0, 0, 2)


def test_the_full_name_is_the_longest_form_in_the_text() -> None:
    text = 'Ana Sofia Ruiz spoke. "We won," Ruiz said.'
    quoted, who = Span(22, 31), Span(32, 36)
    gold = Gold("y", text, (Attribution((who,), (Span(37, 41),), (quoted,)),))
    for name, value in (("Ruiz", 0), ("Ana Ruiz", 1), ("Ana Sofia Ruiz", 1)):
        figures = speakers.measure([gold], [Found("y", (Sentence(Span(22, 42), name),))])
        assert figures["full_name"].value == value


@pytest.mark.parametrize(
    ("name", "mention"), [("Everybody In The Whole Long List With Mara Holt", None), ("Nobody", Span(0, 61))]
)
def test_naming_everything_names_nobody(name: str, mention: Span | None) -> None:
    figures = speakers.measure([GOLD], [Found("x", (Sentence(FIRST, name, mention),))])
    assert figures["recall"].value == 0


def test_no_article_has_no_figures() -> None:
    assert speakers.measure([], []) == {"recall": (None, None, None, 0), "precision": (None, None, None, 0), "f1": 0}


def test_a_sentence_without_a_speaker_is_left_out_and_an_empty_one_is_a_fault() -> None:
    row = {"id": "x", "sentences": [{"start": 0, "end": 3, "speaker": None}, {"start": 3, "end": 5, "speaker": "A"}]}
    assert speakers.found(row) == Found("x", (Sentence(Span(3, 5), "A"),))
    with pytest.raises(rows.Fault):
        speakers.found({"id": "x", "sentences": [{"start": 3, "end": 3, "speaker": "A"}]})
