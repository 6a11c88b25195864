"""What was written and held out -> an archive's articles and cases, to ask the whole product in a stranger's words.

    PYTHONPATH=. python training/written_sample.py --data SHARED/data --out FOLDER
    attribune --archive FOLDER/archive index FOLDER/articles.jsonl
    attribune --archive FOLDER/archive eval run --cases FOLDER/cases.jsonl

Articles: all licensed news that questions were written over; cases: the held-out ones (as in data_written.py). No model
was trained on these questions, but they choose: constants of the ranker and of the confidence may be fitted on them.
Runs with the product's own environment; a minute.
"""

import argparse
import json
from pathlib import Path

import written
from reading import is_dev
from sources import claim_rows, guard, reading_rows
from texts import text_hash


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data files")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    reading = reading_rows(given.data)
    paragraphs = {row["passage"] for row in reading if row["dataset"] in written.ENCYCLOPEDIA}
    sources = {row["source"] for row in claim_rows(given.data)} | {row["passage"] for row in reading}
    texts = written.articles(text for text in sources - paragraphs if not is_dev(text))
    asked = [row for row in written.rows("questions") if row["text"] in texts]
    with (given.out / "articles.jsonl").open("w", encoding="utf-8") as file:
        for key in sorted({row["text"] for row in asked}):
            file.write(json.dumps({"id": key, "text": texts[key]}, ensure_ascii=False) + "\n")
    keep_out = guard(given.data)
    with (given.out / "cases.jsonl").open("w", encoding="utf-8") as file:
        for number, row in enumerate(asked):
            text = texts[row["text"]]
            if text_hash(text) % 10 == 0 and not keep_out.forbids(text, row["question"]):
                file.write(json.dumps(_case(f"{row['text']}-{number}", row, text), ensure_ascii=False) + "\n")


def _case(name: str, row: dict, text: str) -> dict:
    gold = [{"article": row["text"], "start": start, "end": end, "vital": True} for start, end in row["sentences"]]
    short = text[slice(*row["answer"])] if row["answer"] else None
    return {"id": name, "question": row["question"], "gold": gold} | ({"answer": short} if short else {})


if __name__ == "__main__":
    main()
