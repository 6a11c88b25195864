"""What tells that a question stands alone under a title: the weights of qa/alone.py, fitted on dialogues.

    PYTHONPATH=. python training/fit_follow_ups.py --data SHARED/data/follow_ups.jsonl.gz

A ridge logistic regression over qa.alone.FEATURES, of the dialogues with an even md5 of the id: which questions the
person who rewrote them left alone, among those in which nothing points to somebody. Prints weights, and by five folds
over the dialogues, at each threshold, how many that stand alone are left alone and how many others are completed.
Runs with the product's own environment (numpy, scipy; no torch); ten seconds.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from evals import rows as lines
from evals.metrics.follow_ups import gold
from evals.stats import auc
from evals.suites.follow_ups import Asked, parse, said
from qa.alone import FEATURES, features
from qa.follow_up import edits
from qa.spoken_of import spoken

_RIDGE = 10.0
_FOLDS = 5
_THRESHOLDS = (-2.6, -2.8, -3.0, -3.2, -3.4)
_NAMED = {"person", "group", "article", "full"}


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="follow_ups.jsonl.gz")
    x, y, folds = [], [], []
    for asked, written in lines.read(parser.parse_args().data, lambda row: (parse(row), gold(row))):
        dialogue = asked.id.rsplit("#", 1)[0]
        digest = int(hashlib.md5(dialogue.encode(), usedforsecurity=False).hexdigest(), 16)
        if digest % 2 == 0 and (found := _features(asked)) is not None:
            x.append(found)
            y.append(written.alone)
            folds.append(digest // 2 % _FOLDS)
    values, alone, fold = np.array(x), np.array(y), np.array(folds)
    weights = _fit(values, alone)
    print(f"{len(y)} questions, {alone.sum()} stand alone")
    print(dict(zip((*FEATURES, "bias"), weights.round(2).tolist(), strict=True)))
    score = np.zeros(len(y))
    for n in range(_FOLDS):
        theta = _fit(values[fold != n], alone[fold != n])
        score[fold == n] = values[fold == n] @ theta[:-1] + theta[-1]
    print(f"five folds: area {auc(score.tolist(), alone.tolist()):.3f}")
    for threshold in _THRESHOLDS:
        left, done = (score[alone] >= threshold).mean(), (score[~alone] < threshold).mean()
        print(f"threshold {threshold}: left alone {left:.3f} that stand alone, {done:.3f} of the others completed")


def _features(row: Asked) -> tuple[float, ...] | None:
    """None where something in the question points to somebody, or the topic is put into it anyhow."""
    known = spoken(said(row), row.headings)
    if known.topic is None:
        return None
    made = [edit for edit in edits(row.question, known) if edit.rule != "focus"]
    if any(edit.rule in _NAMED or known.topic.name in edit.text for edit in made):
        return None
    return features(row.question, known, known.topic.name)


def _fit(values: np.ndarray, alone: np.ndarray) -> np.ndarray:
    """Weights and bias; the ridge is of the features in units of their spread."""
    scale = values.std(axis=0)
    z = np.c_[values / scale, np.ones(len(values))]

    def loss(theta: np.ndarray) -> float:
        p = expit(z @ theta).clip(1e-9, 1 - 1e-9)
        return -np.log(np.where(alone, p, 1 - p)).sum() + _RIDGE / 2 * (theta[:-1] ** 2).sum()

    theta = minimize(loss, np.zeros(z.shape[1]), method="BFGS").x
    return theta / np.r_[scale, 1.0]


if __name__ == "__main__":
    main()
