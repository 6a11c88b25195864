"""Figures on the held-out part while a model trains: what `best.pt` is chosen by.

Knows the arrays of the development part and how a span is read off the logits; writes nothing.
"""

import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from encode import Encoded, batches, load, padded
from losses import span_logits

MAX_ANSWER = 16  # word pieces
_EVAL_TOKENS = 6000


def run(model: torch.nn.Module, rows: Encoded, device: torch.device) -> list[tuple[np.ndarray, np.ndarray]]:
    """[CLS] logits and token logits (float32, barred places far below) of every row."""
    out: list[tuple[np.ndarray, np.ndarray]] = [(np.zeros(0), np.zeros(0))] * len(rows)
    model.eval()
    with torch.inference_mode(), torch.autocast(device.type, dtype=torch.bfloat16):
        for numbers in batches(rows, _EVAL_TOKENS, np.random.default_rng(0), shuffle=False):
            ids, types, mask = (torch.from_numpy(array).to(device) for array in padded(rows, numbers))
            cls, tokens = model(ids, types, mask)
            if tokens.shape[-1] == 2:
                tokens = span_logits(tokens, torch.from_numpy(rows.body[numbers]).to(device), mask)
            cls, tokens = cls.float().cpu().numpy(), tokens.float().cpu().numpy()
            for at, number in enumerate(numbers):
                out[number] = cls[at], tokens[at, : rows.begins[number + 1] - rows.begins[number]]
    model.train()
    return out


def spans_of(tokens: np.ndarray, body: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Span logits with the barred places far below, for arrays that another runtime made."""
    return span_logits(*(torch.from_numpy(array) for array in (tokens, body, mask))).numpy()


def best_span(tokens: np.ndarray, body: int) -> tuple[int, int, float]:
    """First and last token of the best answer, and its margin over "no answer" ([CLS] twice)."""
    start, end = tokens[body:, 0], tokens[body:, 1]
    table = start[:, None] + end[None]
    near = np.triu(np.ones_like(table, bool)) & ~np.triu(np.ones_like(table, bool), MAX_ANSWER)
    at = int(np.argmax(np.where(near, table, -np.inf)))
    first, last = divmod(at, len(end))
    return body + first, body + last, float(table[first, last] - tokens[0].sum())


def reader_figures(model: torch.nn.Module, cache: Path, device: torch.device) -> dict[str, float]:
    """Span F1 over word pieces by set, AUC of no answer, and ranking among BM25 rivals; `score` is their mean."""
    rows = load(cache / "reader_dev.npz")
    names = json.loads((cache / "reader_dev.json").read_text())["kinds"]
    found: dict[str, list[float]] = defaultdict(list)
    margins, has = [], []
    for number, (_, tokens) in enumerate(run(model, rows, device)):
        first, last, margin = best_span(tokens, int(rows.body[number]))
        margins.append(margin)
        has.append(bool(rows.label[number]))
        if rows.start[number] > 0:
            found[names[rows.kind[number]]].append(overlap(first, last, int(rows.start[number]), int(rows.end[number])))
    figures = {f"f1_{name}": float(np.mean(values)) for name, values in found.items()}
    figures["auc_answer"] = auc(np.array(margins), np.array(has))
    ranked = load(cache / "reader_rank.npz")
    out = run(model, ranked, device)
    relevance = np.array([float(cls[0]) for cls, _ in out])
    margin = np.array([best_span(tokens, int(ranked.body[n]))[2] for n, (_, tokens) in enumerate(out)])
    for name, scores in (("relevance", relevance), ("margin", margin)):
        figures[f"mrr_{name}"] = reciprocal_rank(scores, ranked)
    reading = [value for name, value in figures.items() if name.startswith("f1_")]
    ranking = [figures["mrr_relevance"], figures["mrr_margin"]]
    figures["score"] = float(np.mean(reading) + np.mean(ranking)) / 2
    return figures


def reciprocal_rank(scores: np.ndarray, rows: Encoded) -> float:
    """Mean over groups of 1 / place of the relevant row."""
    places = []
    for group in np.unique(rows.group):
        mine = np.flatnonzero(rows.group == group)
        right = scores[mine][rows.label[mine] == 1].max()
        places.append(1 / (1 + int((scores[mine][rows.label[mine] != 1] >= right).sum())))
    return float(np.mean(places))


def checker_figures(model: torch.nn.Module, cache: Path, device: torch.device) -> dict[str, float]:
    """AUC of the three least supported tokens by set, and of single tokens; `score` is the mean over sets."""
    rows = load(cache / "checker_dev.npz")
    names = json.loads((cache / "checker_dev.json").read_text())["kinds"]
    doubt, flags, flag_scores = [], [], []
    for number, (_, tokens) in enumerate(run(model, rows, device)):
        claim = tokens[rows.second[number] : -1, 0]
        doubt.append(float(np.mean(np.sort(claim)[-3:])))
        taught = rows.flags[rows.begins[number] : rows.begins[number + 1]]
        flags += list(taught[taught >= 0])
        flag_scores += list(tokens[taught >= 0, 0])
    figures = {"auc_token": auc(np.array(flag_scores), np.array(flags) == 1)}
    for kind in np.unique(rows.kind):
        mine = rows.kind == kind
        figures[f"auc_{names[kind]}"] = auc(np.array(doubt)[mine], rows.group[mine] == 1)
    if (cache / "written_held.npz").exists():
        figures |= _written_figures(model, load(cache / "written_held.npz"), device)
    if (cache / "answering_held.npz").exists():
        rows = load(cache / "answering_held.npz")
        figures["auc_answering"] = auc(_verdicts(run(model, rows, device)), rows.group == 1)
    figures["score"] = float(np.mean([value for name, value in figures.items() if name != "auc_token"]))
    return figures


def _written_figures(model: torch.nn.Module, rows: Encoded, device: torch.device) -> dict[str, float]:
    """AUC on claims in a stranger's words: of the tokens' mean doubt, and of the verdict."""
    out = run(model, rows, device)
    doubt = np.array([float(np.mean(tokens[rows.second[n] : -1, 0])) for n, (_, tokens) in enumerate(out)])
    return {
        f"auc_written_{name}": auc(one, rows.group == 1)
        for name, one in (("doubt", doubt), ("verdict", _verdicts(out)))
    }


def _verdicts(out: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Log-odds that a claim is not supported."""
    return np.array([float(np.logaddexp(cls[1], cls[2]) - cls[0]) for cls, _ in out])


def auc(scores: np.ndarray, right: np.ndarray) -> float:
    """Area under the ROC curve, ties one half; .5 where one side is empty."""
    if right.all() or not right.any():
        return 0.5
    values, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    del values
    good = int(right.sum())
    return float((ranks[right].sum() - good * (good + 1) / 2) / (good * (len(right) - good)))


def overlap(first: int, last: int, start: int, end: int) -> float:
    """F1 of the tokens of two spans, both ends inside."""
    shared = min(last, end) - max(first, start) + 1
    return 0.0 if shared <= 0 else 2 * shared / (last - first + 1 + end - start + 1)
