"""Published sets in small, in the shape in which they are published; their words are ours."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals import cases, loaders
from index.errors import WrongUse

SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "Orla_ferry",
            "paragraphs": [
                {
                    "context": "The Orla ferry stops on May 4. Ines Duarte runs it.",
                    "qas": [
                        {
                            "id": "q1",
                            "question": "When does it stop?",
                            "answers": [
                                {"text": "May 4", "answer_start": 24},
                                {"text": "on May 4", "answer_start": 21},
                            ],
                            "is_impossible": False,
                        },
                        {"id": "q2", "question": "Who built it?", "answers": [], "is_impossible": True},
                    ],
                }
            ],
        }
    ],
}
ALCE = [
    {
        "sample_id": "s1",
        "question": "Who runs which ferry?",
        "qa_pairs": [{"short_answers": ["ines duarte"]}, {"short_answers": ["Nobody", "Quay line"]}],
        "docs": [
            {"title": "Ferry", "text": "Ines Duarte runs the Orla ferry."},
            {"title": "Quay", "text": "The Quay line is run by its crew."},
        ],
    },
    {"question": "How deep is it?", "answer": "12 metres", "docs": [{"title": "Quay", "text": "It is deep."}]},
]
CORPUS = [
    {
        "title": "Ferry stops",
        "url": "https://example.org/1",
        "source": "The Quay Post",
        "published_at": "2024-05-02T10:00:00+00:00",
        "body": "Crossings stop on May 4. The quay is being rebuilt.",
    }
]
QUERIES = [
    {
        "query": "Does the ferry stop while the quay is rebuilt?",
        "answer": "Yes",
        "question_type": "inference_query",
        "evidence_list": [
            {"url": "https://example.org/1", "fact": "Crossings stop on May 4."},
            {"url": "https://example.org/1", "fact": "The quay is being rebuilt."},
        ],
    },
    {
        "query": "Who sank it?",
        "answer": "Unknown.",
        "question_type": "null_query",
        "evidence_list": [],
    },
    {"query": "Lost?", "answer": "Yes", "question_type": "x", "evidence_list": [{"url": "no", "fact": "Not there."}]},
]


def written(folder: Path, name: str, content: Any) -> Path:
    file = folder / name
    file.write_text(json.dumps(content), "utf-8")
    return file


def golds(loaded: loaders.Loaded) -> list[list[str]]:
    """The words of every gold point, by case."""
    texts = {article.key: article.text for article in loaded.articles}
    return [[point.span.of(texts[point.key]) for point in case.gold] for case in loaded.cases]


def test_squad_as_a_document_and_as_lines(tmp_path: Path) -> None:
    document = loaders.load("squad", written(tmp_path, "dev.json", SQUAD))
    lines = loaders.load("squad", written(tmp_path, "dev.jsonl", SQUAD["data"][0]))  # type: ignore[index]
    assert document == lines
    assert golds(document) == [["May 4"], []]
    assert [case.answer for case in document.cases] == ["May 4", None]


def test_alce(tmp_path: Path) -> None:
    loaded = loaders.load("alce", written(tmp_path, "asqa.json", ALCE))
    assert golds(loaded) == [["Ines Duarte", "Quay line"], []]
    assert [case.id for case in loaded.cases] == ["s1", "alce-1"]
    assert len(loaded.articles) == 3


def test_multihop(tmp_path: Path) -> None:
    written(tmp_path, "corpus.json", CORPUS)
    loaded = loaders.load("multihop", written(tmp_path, "queries.json", QUERIES))
    assert golds(loaded) == [["Crossings stop on May 4.", "The quay is being rebuilt."], []]
    assert loaded.articles[0].outlet == "The Quay Post"
    assert loaders.article_row(loaded.articles[0])["date"] == "2024-05-02"


def test_what_is_loaded_is_a_case_file(tmp_path: Path) -> None:
    loaded = loaders.load("squad", written(tmp_path, "dev.json", SQUAD))
    texts = {article.key: article for article in loaded.articles}
    file = tmp_path / "cases.jsonl"
    file.write_text("".join(json.dumps(cases.to_row(case)) + "\n" for case in loaded.cases))
    assert cases.read(file, texts.get) == loaded.cases


@pytest.mark.parametrize(
    ("name", "content"),
    [("squad", {"data": [{"title": 1}]}), ("squad", []), ("alce", {}), ("alce", [{"docs": []}]), ("story", [])],
)
def test_what_is_not_of_the_set_is_wrong_use(tmp_path: Path, name: str, content: Any) -> None:
    with pytest.raises(WrongUse):
        loaders.load(name, written(tmp_path, "set.json", content))


def test_an_answer_that_stands_elsewhere_is_a_fault(tmp_path: Path) -> None:
    broken = json.loads(json.dumps(SQUAD))
    broken["data"][0]["paragraphs"][0]["qas"][0]["answers"][0]["answer_start"] = 3
    with pytest.raises(WrongUse, match="does not stand where"):
        loaders.load("squad", written(tmp_path, "dev.json", broken))
