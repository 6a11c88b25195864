"""The constants of the judge by rule and model together: a logistic regression over the log-odds of both.

    PYTHONPATH=. python training/fit_checker.py --data SHARED/data --model training/runs/checker/final.int8.onnx

Prints the three numbers for qa/trained_checker.py, and how well each set is told apart by rule, model and both. Fitted
on the tenth of the licensed texts that neither was trained on. Runs with the product's own environment; two minutes.
"""

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

import numpy as np
from pairs import made
from scipy.optimize import minimize
from scipy.special import expit
from sources import allowed, claim_rows, guard, inference_rows, reading_rows
from statements import asked_claims
from texts import text_hash

from evals.stats import auc
from qa.checker import RuleChecker, Words, probability
from qa.models import Model
from qa.trained_checker import TOKENS, doubts

_MOST = 400  # rows of a set
# What a set counts: claims about news most.
_MASS = {"defacto": 3.0, "summedits": 1.5, "made": 1.5, "asked": 0.5, "conjnli": 0.5}
_RIDGE = 1.0


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data files")
    parser.add_argument("--model", type=Path, required=True)
    given = parser.parse_args()
    sets = _sets(given.data, random.Random(0))
    rule, model = RuleChecker(), Model(given.model, TOKENS, cut="only_first")
    rows, labels, weights, kinds = [], [], [], []
    for name, some in sorted(sets.items()):
        pairs = [(Words(source), claim) for source, claim, _ in some]
        right = sum(label for *_, label in some)
        for (words, claim), doubt, (_, _, label) in zip(pairs, doubts(model, pairs), some, strict=True):
            found = rule.support(words, claim)
            p = min(max(probability(found), 1e-4), 1 - 1e-4)
            rows.append((np.log(p / (1 - p)), doubt.logit, 1.0, float(bool(found.faults))))
            labels.append(label)
            weights.append(_MASS[name] / (right if label else len(some) - right))
            kinds.append(name)
    x, y, w, kind = np.array(rows), np.array(labels, float), np.array(weights), np.array(kinds)
    w *= len(w) / w.sum()
    free = x[:, 3] == 0  # a fault of the rules decides alone
    theta = _fit(x[free, :3], y[free], w[free])
    both = expit(x[:, :3] @ theta)
    both[~free] = np.minimum(both[~free], 0.49)
    for name in sorted(sets):
        mine = kind == name
        told = [round(auc(side[mine].tolist(), y[mine].tolist()), 3) for side in (x[:, 0], x[:, 1], both)]
        passed = [round(float((both[mine & (y == label)] > 0.5).mean()), 3) for label in (1, 0)]
        print(name, int(mine.sum()), "auc rule, model, both", told, "true, false ones passed", passed)
    print(json.dumps(dict(zip(("rule", "model", "bias"), theta.round(2).tolist(), strict=True))))


def _sets(data: Path, rng: random.Random) -> dict[str, list[tuple[str, str, bool]]]:
    """Set -> (source, claim, supported), of the texts that were held out."""
    keep_out = guard(data)
    sets: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for row in allowed([*claim_rows(data), *inference_rows(data)], keep_out, ("source", "claim")):
        family = row["dataset"].split("_")[0] if row["dataset"].startswith(("defacto", "summedits")) else row["dataset"]
        if family in _MASS and _held(row["source"]):
            sets[family].append((row["source"], row["claim"], row["label"] in (1, "supported")))
    reading = [row for row in allowed(reading_rows(data), keep_out, ("passage",)) if _held(row["passage"])]
    texts = sorted({row["passage"] for row in reading} | {source for source, _, _ in sets["defacto"]})
    sets["made"] = [(r.source, r.claim, not r.unsupported) for r in made(texts, _MOST, rng)]
    questions = [row for row in reading if row["dataset"] in ("qamr", "squad2_part", "nq_open")]
    sets["asked"] = [(r.source, r.claim, not r.unsupported) for r in asked_claims(questions, rng)]
    return {name: rng.sample(rows, min(_MOST, len(rows))) for name, rows in sorted(sets.items())}


def _held(text: str) -> bool:
    return text_hash(text) % 10 == 0


def _fit(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        logit = x @ theta
        error = w * (expit(logit) - y)
        value = float(np.sum(w * (np.logaddexp(0, logit) - y * logit)) + _RIDGE * np.sum(theta[:2] ** 2) / 2)
        return value, x.T @ error + _RIDGE * np.array([theta[0], theta[1], 0.0])

    bounds = [(0, None), (0, None), (None, None)]
    return minimize(loss, np.array([0.5, 0.5, 0.0]), jac=True, method="L-BFGS-B", bounds=bounds).x


if __name__ == "__main__":
    main()
