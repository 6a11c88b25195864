"""The judge by rule and model: never against a rule, never without a word where the model is missing."""

import math
from datetime import date
from pathlib import Path

import pytest

from index.errors import ModelUnusable
from qa import models
from qa.checker import Checker, Doubt, RuleChecker, Words
from qa.trained_checker import TrainedChecker, calendar, read, together, unseen

FLOOD = (
    "Some 230 homes were flooded in Mellbridge last weekend, the town's flood commission said. "
    "Gen. Arthur Pell, who chairs the commission, spoke on Monday."
)
SURE = Doubt(8.0, "homes", 0.0, 8.0)


@pytest.fixture(scope="module")
def trained() -> TrainedChecker:
    return TrainedChecker()


def test_it_is_named_beside_its_figures(trained: TrainedChecker) -> None:
    assert trained.name == "rule+model"


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        (FLOOD, "supported"),
        ("About 230 homes in Mellbridge were flooded last weekend.", "supported"),
        ("Arthur Pell chairs the flood commission.", "supported"),
        ("No homes were flooded in Mellbridge last weekend.", "contradicted"),
        ("Some 320 homes were flooded in Mellbridge last weekend.", "contradicted"),
        ("The mayor of Fenwick resigned on Tuesday.", "neither"),
    ],
)
def test_claims_over_one_source(trained: TrainedChecker, claim: str, label: str) -> None:
    assert trained.check([(Words(FLOOD), claim)])[0].label == label


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Mr Orban met the mayor of Leeds on Thursday.", "Viktor Orban met the mayor of Leeds on Thursday."),
        ("Sir Keir Starmer visited Kyiv.", "Prime Minister Keir Starmer visited Kyiv."),
    ],
)
def test_how_somebody_is_called_needs_no_support(trained: TrainedChecker, claim: str, words: str) -> None:
    assert trained.check([(Words(words), claim)])[0].label == "supported"


@pytest.mark.parametrize("claim", [f"{FLOOD} " * 30, "Mellbridge " + "x " * 600 + ".", "水" * 2000, "한국어 " * 400])
def test_a_claim_too_long_to_read_is_judged_by_the_rules(trained: TrainedChecker, claim: str) -> None:
    assert trained.check([(Words(FLOOD), claim)]) == RuleChecker().check([(Words(FLOOD), claim)])


def test_a_verdict_does_not_depend_on_what_is_judged_beside_it(trained: TrainedChecker) -> None:
    pairs = [
        (Words(FLOOD), "Homes in Mellbridge were under water."),
        (Words("Rain fell."), "It rained."),
        (Words(FLOOD), FLOOD),
    ]
    assert trained.check(pairs) == tuple(trained.check([pair])[0] for pair in pairs)
    assert trained.check([]) == ()


def test_no_model_overrules_a_rule() -> None:
    wrong = RuleChecker(lambda word, others: 0.9).support(Words(FLOOD), "Some 320 homes were flooded in Mellbridge.")
    verdict = together(wrong, SURE)
    assert verdict.label != "supported"
    assert verdict.score < 0.5
    assert verdict.fault == "320"


def test_the_most_doubted_word_is_named(trained: TrainedChecker) -> None:
    (verdict,) = trained.check([(Words(FLOOD), "Penguins were flooded in Mellbridge last weekend.")])
    assert verdict.label != "supported"
    assert verdict.fault == "Penguins"


def test_a_missing_model_is_said_once_and_the_rules_judge(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(models, "FOLDER", tmp_path)
    said: list[str] = []
    checker: Checker = TrainedChecker(said.append)
    pairs = [(Words(FLOOD), "Some 230 homes were flooded.")]
    assert checker.check(pairs) == checker.check(pairs) == RuleChecker().check(pairs)
    assert checker.name == "rule"
    assert len(said) == 1
    assert "checker.onnx" in said[0]
    with pytest.raises(ModelUnusable):
        models.Model("checker", 320, cut="only_first")


def test_of_a_long_source_the_nearest_sentences_are_read() -> None:
    filler = [f"The library on Mill Lane lent {n} books to its readers in that month." for n in range(60)]
    source = " ".join([*filler[:30], "The Orla ferry will stop on May 4.", *filler[30:]])
    many, few = read(Words(source), "The ferry stops in May.")
    assert all("The Orla ferry will stop on May 4." in text for text in (many, few))
    assert 60 < len(many.split()) <= 170
    assert len(few.split()) <= 60


def test_a_short_source_is_read_once() -> None:
    assert read(Words("The Orla ferry will stop on May 4."), "The ferry stops.") == [
        "The Orla ferry will stop on May 4."
    ]


def test_who_speaks_is_read_where_the_words_do_not_tell() -> None:
    assert read(Words("It will stop.", speaker="Ines Duarte"), "x") == ["Ines Duarte said: It will stop."]
    assert read(Words("Ines Duarte stopped it.", speaker="Ines Duarte"), "x") == ["Ines Duarte stopped it."]


def test_what_the_rules_alone_can_know_is_not_doubted() -> None:
    claim = "Viktor Orban spoke on 13 June to 900 people."
    words = Words("He spoke on Thursday to 900 people.", date(2024, 6, 14))
    told = [span.of(claim) for span in unseen(words.text, words, claim)]
    assert "Viktor Orban" in told
    assert "900" not in told


def test_a_day_is_read_with_its_calendar_value() -> None:
    day = date(2024, 9, 3)
    assert calendar("She said on Monday that it ends next month.", day) == (
        "She said on Monday (2 September 2024) that it ends next month (October 2024)."
    )
    assert calendar("It began on 9 July and ended in June 2023.", day) == (
        "It began on 9 July (2024) and ended in June 2023."
    )
    assert calendar("She said on Monday that it ends.", None) == "She said on Monday that it ends."
    assert read(Words("It stopped yesterday.", day), "x") == ["It stopped yesterday (2 September 2024)."]


def test_what_the_model_alone_believes(
    trained: TrainedChecker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    words = Words(FLOOD)
    claims = ["Water got into about 230 houses.", "No house was flooded.", "Mellbridge " + "x " * 600 + "."]
    seen = trained.doubts([(words, claim) for claim in claims])
    assert seen is not None
    believed, denied, unread = (doubt.belief for doubt in seen)
    assert believed > denied > unread == -math.inf
    monkeypatch.setattr(models, "FOLDER", tmp_path)
    assert TrainedChecker().doubts([(words, claims[0])]) is None


def test_hostile_text_is_only_text(trained: TrainedChecker) -> None:
    for text in (" ", "[CLS] [SEP] [MASK]", "🙂" * 500, "a" * 5000, "\x07\x00"):
        for verdict in trained.check([(Words(text), "[SEP] It rained."), (Words(FLOOD), text), (Words("a"), "…")]):
            assert 0 <= verdict.score <= 1
