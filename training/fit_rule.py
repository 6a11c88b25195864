"""The constants of the judge by rule: a logistic regression over qa.support.FEATURES, fitted on licensed rows.

    PYTHONPATH=. python training/fit_rule.py --data SHARED/data

Prints the coefficients for qa/checker.py, and on the tenth of the texts that was held out how well each set is told
apart. Runs with the product's own environment (numpy, scipy; no torch); four minutes. A source of several windows
counts by the one that would decide: chosen with the last coefficients, the fit repeated until they stay. Every
coefficient has the sign that its feature must have.
"""

import argparse
import json
import random
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
from pairs import made
from rewrite import rewrite
from scipy.optimize import minimize
from scipy.special import expit
from sources import allowed, claim_rows, guard, inference_rows, reading_rows
from texts import sentences, text_hash

from evals.stats import auc
from index.stores.encoder import default
from qa.checker import Words, supports
from qa.support import FEATURES, Vectors

_MOST = 2_500  # rows of a set
# What a set counts: claims about news most, single sentences with one word exchanged least.
_MASS = {"defacto": 3.0, "made": 1.5, "summedits": 1.0, "fused": 1.0, "conjnli": 0.3}
_FOR = frozenset(("covered", "alike"))  # what speaks for a claim; all else speaks against it
_ROUNDS = 6
_RIDGE = 3.0
_AS_WELL = 0.15  # as in qa/checker.py
_CUT = re.compile(
    r" (?:that|who|which|after|because|when|while|but|to|in|on|for|with|by|at|from|was|were|is|are|has|have|had|will|"
    r"said) "
)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data files")
    rng = random.Random(0)
    sets = _sets(parser.parse_args().data, rng)
    alike = Vectors(default().encode)
    bags, labels, weights, held, kinds = [], [], [], [], []
    for name, rows in sorted(sets.items()):
        right = sum(label for _, _, label in rows)
        for source, claim, label in rows:
            bags.append(np.array([s.features for s in supports(Words(source), claim, alike)]))
            labels.append(label)
            weights.append(_MASS[name] / (right if label else len(rows) - right))
            held.append(text_hash(source) % 10 == 0)
            kinds.append(name)
    y, w, out, kind = (np.array(x) for x in (labels, weights, held, kinds))
    w *= (~out).sum() / w[~out].sum()
    theta = np.zeros(len(FEATURES) + 1)
    theta[1 + FEATURES.index("covered")] = 1.0
    for _ in range(_ROUNDS):
        x = np.array([_deciding(bag, theta) for bag in bags])
        theta = _fit(x[~out], y[~out], w[~out], theta)
    score = expit(x @ theta[1:] + theta[0])
    for name in sorted(sets):
        mine = out & (kind == name)
        share = [round(float((score[mine & (y == label)] > 0.5).mean()), 3) for label in (True, False)]
        print(
            name, int(mine.sum()), "auc", auc(score[mine].tolist(), y[mine].tolist()), "true, false ones passed", share
        )
    print(json.dumps({"bias": round(theta[0], 2)} | {n: round(t, 2) for n, t in zip(FEATURES, theta[1:], strict=True)}))


def _sets(data: Path, rng: random.Random) -> dict[str, list[tuple[str, str, bool]]]:
    """Set -> (source, claim, supported)."""
    keep_out = guard(data)
    sets: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for row in allowed([*claim_rows(data), *inference_rows(data)], keep_out, ("source", "claim")):
        family = row["dataset"].split("_")[0] if row["dataset"].startswith(("defacto", "summedits")) else row["dataset"]
        if family in _MASS:
            sets[family].append((row["source"], row["claim"], row["label"] in (1, "supported")))
    texts = {
        row["passage"]
        for row in allowed(reading_rows(data), keep_out, ("passage",))
        if row["dataset"] in ("qamr", "onestop_qa")
    }
    passages = sorted(texts | {source for source, _, _ in sets["defacto"]})
    sets = {name: rng.sample(rows, min(_MOST, len(rows))) for name, rows in sorted(sets.items())}
    sets["made"] = [(r.source, r.claim, not r.unsupported) for r in made(passages, _MOST, rng)]
    sets["fused"] = _fused(passages, _MOST * 2 // 3, rng)
    return sets


def _fused(passages: list[str], count: int, rng: random.Random) -> list[tuple[str, str, bool]]:
    """Two sentences of a passage: joined by "and" or one of them alone (true), or half of each (false)."""
    out: list[tuple[str, str, bool]] = []
    while len(out) < count:
        passage = rng.choice(passages)
        found = [passage[a:b] for a, b in sentences(passage) if 8 <= len(passage[a:b].split()) <= 40]
        if len(found) < 2:
            continue
        one, other = rng.sample(found, 2)
        source = passage if rng.random() < 0.5 else f"{one} {other}"
        if rng.random() < 0.5:
            claim = rewrite(one, rng)
            out.append(
                (source, f"{claim.rstrip('.')}, and {rewrite(other, rng)}" if rng.random() < 0.4 else claim, True)
            )
            continue
        cuts = [[m for m in _CUT.finditer(text) if 15 < m.start() < len(text) - 15] for text in (one, other)]
        alike = [(a, b) for a in cuts[0] for b in cuts[1] if a.group() == b.group()]
        if alike:
            a, b = rng.choice(alike)
            out.append((source, one[: a.start()] + other[b.start() :], False))
    return out


def _deciding(bag: np.ndarray, theta: np.ndarray) -> np.ndarray:
    covered = bag[:, FEATURES.index("covered")]
    logit = np.where(covered >= covered.max() - _AS_WELL, bag @ theta[1:], -np.inf)
    return bag[int(np.argmax(logit))]


def _fit(x: np.ndarray, y: np.ndarray, w: np.ndarray, start: np.ndarray) -> np.ndarray:
    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        logit = x @ theta[1:] + theta[0]
        error = w * (expit(logit) - y)
        value = float(np.sum(w * (np.logaddexp(0, logit) - y * logit)) + _RIDGE * np.sum(theta[1:] ** 2) / 2)
        return value, np.concatenate([[error.sum()], x.T @ error + _RIDGE * theta[1:]])

    bounds = [(None, None)] + [(0, None) if name in _FOR else (None, 0) for name in FEATURES]
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x


if __name__ == "__main__":
    main()
