"""What measures never trains: the guard knows every measuring text of made files, and lets the rest pass."""

import gzip
import json
from pathlib import Path

import pytest
from sources import Guard, allowed, claim_rows, guard, may_train, sentence_rows

SHORT = "Nobody was hurt."
LONG = [
    "The ferry to the northern islands was cancelled on Monday after a storm broke its mast.",
    "Its owner promised to pay every passenger back before the end of the coming month.",
    "A second ship will sail from the old harbour until the summer season has ended.",
]
OTHER = "The baker on the corner of Mill Lane has sold rye bread for more than forty years."


def _write(folder: Path, name: str, *rows: dict) -> None:
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder of one row a file, each with a text of its own; the mixed files have rows that train too."""
    _write(tmp_path, "realtimeqa_questions", {"question": "Which ferry was cancelled?"})
    _write(
        tmp_path,
        "realtimeqa_articles",
        {"title": "Storm stops ferry", "text": " ".join([*LONG, SHORT])},
        {"title": None, "text": None},
    )
    paragraph = {"context": f"SQuAD paragraph. {SHORT}", "qas": [{"question": "Who was hurt in the squad?"}]}
    _write(tmp_path, "squad2", {"paragraphs": [paragraph]})
    ranked = {"question": "Who measures?", "sentence": "WikiQA measures this sentence.", "dataset": "wikiqa"}
    trained = {"question": "Who trains?", "sentence": "WikiQA trains on this sentence.", "dataset": "wikiqa"}
    _write(tmp_path, "answer_sentences", ranked | {"split": "dev"}, trained | {"split": "train"})
    measured = {"dataset": "qags_xsum", "split": "test", "claim": "A claim that measures.", "source": "It measures."}
    taught = {"dataset": "defacto", "split": "train", "claim": "A claim that trains.", "source": "It trains."}
    _write(tmp_path, "claim_support", measured, taught)
    _write(tmp_path, "follow_ups", {"Rewrite": "Who rewrote this follow-up?"})
    _write(tmp_path, "attributions", {"text": "An attribution was made."})
    _write(tmp_path, "dates", {"text": "A date was named."})
    return tmp_path


@pytest.fixture
def keep_out(data: Path) -> Guard:
    """The guard of that folder."""
    return guard(data)


@pytest.mark.parametrize(
    "text",
    [
        "Which ferry was cancelled?", "Storm stops ferry", "Who was hurt in the squad?", f"SQuAD paragraph. {SHORT}",
        "Who measures?", "WikiQA measures this sentence.", "A claim that measures.", "It measures.",
        "Who rewrote this follow-up?", "An attribution was made.", "A date was named.",
    ],
)  # fmt: skip
def test_a_text_of_any_measuring_file_is_kept_out_however_it_is_written(keep_out: Guard, text: str) -> None:
    """Case and punctuation hide nothing; beside other texts neither."""
    assert keep_out.forbids(text)
    assert keep_out.forbids(OTHER, text.upper().replace(".", " !"))


@pytest.mark.parametrize("text", ["", "Who trains?", "WikiQA trains on this sentence.", "A claim that trains.", OTHER])
def test_what_trains_and_what_is_nowhere_passes(keep_out: Guard, text: str) -> None:
    """The rows of the mixed files that may train do not keep themselves out; empty titles keep out nothing."""
    assert not keep_out.forbids(text)


def test_two_long_sentences_of_an_article_are_its_text_one_may_be_chance(keep_out: Guard) -> None:
    """But the only long sentence of a text is enough; short ones never are."""
    assert keep_out.forbids(f"{OTHER} {LONG[0]} {LONG[2]}")
    assert not keep_out.forbids(f"{OTHER} {LONG[0]}")
    assert keep_out.forbids(f"{SHORT} {LONG[1]}")
    assert not keep_out.forbids(SHORT)


def test_allowed_drops_a_row_for_any_of_its_fields(keep_out: Guard) -> None:
    """Fields that are not named are not looked at; the order stays."""
    good = {"source": OTHER, "claim": "The baker sells bread.", "note": "A claim that measures."}
    rows = [good, good | {"claim": "A claim that measures."}, good | {"source": " ".join(LONG)}, good | {"n": 2}]
    assert allowed(rows, keep_out, ("source", "claim")) == [rows[0], rows[3]]
    assert allowed(rows, keep_out, ("note",)) == []


@pytest.mark.parametrize(
    ("dataset", "split", "may"),
    [
        ("wikiqa", "train", True), ("wikiqa", "dev", False), ("wikiqa", "test", False),
        ("trecqa", "train", False), ("trecqa", "clean-dev", False),
        ("defacto", "train", True), ("defacto_corrected", "train", True), ("defacto", "val", False),
        ("summedits_news", "evaluation", True), ("summedits_news", "test", False), ("summedits", "train", False),
        ("qags_cnndm", "train", False), ("rte", "train", False), ("polytope", "evaluation", False),
    ],
)  # fmt: skip
def test_only_the_named_parts_train(dataset: str, split: str, may: bool) -> None:
    """A set that is not named never does."""
    assert may_train({"dataset": dataset, "split": split}) is may


def test_the_mixed_files_give_their_training_rows_alone(data: Path) -> None:
    """By the same rule."""
    assert [row["question"] for row in sentence_rows(data)] == ["Who trains?"]
    assert [row["claim"] for row in claim_rows(data)] == ["A claim that trains."]
