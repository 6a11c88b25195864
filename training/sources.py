"""The licensed rows and the guard that keeps measuring texts out of them.

Knows the files of the data folder and which rows their licences let train; knows nothing of models.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from texts import sentences, text_hash, words

# Shorter sentences are shared by chance ("He declined to comment.").
_TELLING_WORDS = 8
_TRAIN = {("wikiqa", "train"), ("defacto", "train"), ("defacto_corrected", "train")}


def lines(path: Path) -> Iterator[dict]:
    """The rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        for line in file:
            yield json.loads(line)


def may_train(row: dict) -> bool:
    """Whether a row of the mixed files (answer_sentences, claim_support) may be trained on."""
    if row["dataset"].startswith("summedits_"):
        return row["split"] == "evaluation"
    return (row["dataset"], row["split"]) in _TRAIN


@dataclass(slots=True)
class Guard:
    """Hashes of everything that measures: whole texts (questions and claims too) and long sentences."""

    texts: set[int]
    parts: set[int]

    def forbids(self, *texts: str) -> bool:
        """Whether one of the texts, or two long sentences of one (or its only one), is in a measuring set."""
        for text in texts:
            if text_hash(text) in self.texts:
                return True
            long = _long_sentences(text)
            if sum(h in self.parts for h in long) >= min(2, max(1, len(long))):
                return True
        return False


def guard(data: Path) -> Guard:
    """Read every measuring file of `data`; about a minute for 32 million words."""
    texts: set[int] = set()
    parts: set[int] = set()
    for text, is_source in _measuring(data):
        texts.add(text_hash(text))
        if is_source:
            parts.update(_long_sentences(text))
    texts.discard(text_hash(""))
    return Guard(texts, parts)


def reading_rows(data: Path) -> list[dict]:
    """The reading rows: id, dataset, question, passage, answers [{text, start}], ..."""
    return list(lines(data / "train_reading.jsonl.gz"))


def inference_rows(data: Path) -> list[dict]:
    """The inference rows: source, claim, label (supported, contradicted, neither), ..."""
    return list(lines(data / "train_inference.jsonl.gz"))


def sentence_rows(data: Path) -> list[dict]:
    """WikiQA's training part: qid, question, sentence, label."""
    return [row for row in lines(data / "answer_sentences.jsonl.gz") if may_train(row)]


def claim_rows(data: Path) -> list[dict]:
    """DeFacto's training part with its corrections and SummEdits' evaluation rows: source, claim, label (0, 1)."""
    return [row for row in lines(data / "claim_support.jsonl.gz") if may_train(row)]


def allowed(rows: Iterable[dict], keep_out: Guard, fields: tuple[str, ...]) -> list[dict]:
    """The rows none of whose `fields` the guard forbids."""
    verdicts: dict[tuple[str, ...], bool] = {}
    kept = []
    for row in rows:
        key = tuple(row[field] for field in fields)
        if key not in verdicts:
            verdicts[key] = keep_out.forbids(*key)
        if not verdicts[key]:
            kept.append(row)
    return kept


def _long_sentences(text: str) -> list[int]:
    cut = (text[a:b] for a, b in sentences(text))
    return [text_hash(part) for part in cut if len(words(part)) >= _TELLING_WORDS]


def _measuring(data: Path) -> Iterator[tuple[str, bool]]:
    """Every text that measures, and whether its sentences count too."""
    for row in lines(data / "realtimeqa_questions.jsonl.gz"):
        yield row["question"], False
    for row in lines(data / "realtimeqa_articles.jsonl.gz"):
        yield row["title"] or "", False
        yield row["text"] or "", True
    yield from _squad(data / "squad2.jsonl.gz")
    yield from _mixed(data)
    for row in lines(data / "follow_ups.jsonl.gz"):
        yield row["Rewrite"], False
    for name in ("attributions.jsonl.gz", "dates.jsonl.gz"):
        for row in lines(data / name):
            yield row["text"], True


def _squad(path: Path) -> Iterator[tuple[str, bool]]:
    for article in lines(path):
        for paragraph in article["paragraphs"]:
            yield paragraph["context"], True
            for question in paragraph["qas"]:
                yield question["question"], False


def _mixed(data: Path) -> Iterator[tuple[str, bool]]:
    """The measuring rows of the files that also train."""
    for row in lines(data / "answer_sentences.jsonl.gz"):
        if not may_train(row):
            yield row["question"], False
            yield row["sentence"], False
    for row in lines(data / "claim_support.jsonl.gz"):
        if not may_train(row):
            yield row["claim"], False
            yield row["source"], True
