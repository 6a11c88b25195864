"""The constants of the confidence: a logistic regression over its signals, to be fitted again with each reader.

    PYTHONPATH=. python training/fit_confidence.py --sets SETS --sample A --written W --kept FILE [--model READER]

SETS holds what shared/measure/sets.py writes, with the archives SETS/gaps.archive and SETS/old.archive; A is an archive
of evals/sample/articles; W is what written_sample.py writes, with W/archive. Label: whether the question can be
answered. Fitted on even ids of `gaps` and `old` (by the md5 of the id, as `eval score` halves them), on the written
questions and on the sample's choosing cases, and judged in five folds. Prints the weights for qa/decide.py and, for
each threshold, what it answers; the fresh cases of the sample stand beside and are not fitted on. What was collected is
kept in FILE and read where it is there. Runs with the product's own environment; fifteen minutes.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

import qa.bot
from evals.cases import read
from evals.stats import auc
from evals.suites.asked import parse
from evals.types import HELD_OUT
from index.stores.archive import Archive
from index.types import Period
from qa.bot import Bot
from qa.decide import SIGNALS, THRESHOLD, confidence, signals
from qa.reader import TrainedReader

SAMPLE = Path(__file__).parents[1] / "evals" / "sample"
_MASS = {"written": 0.5, "gaps": 1.0, "old": 1.0, "choosing": 0.6}
"""What a set counts; the sample has few questions, and the rules were made on them."""
_ROWS = 1500
"""What all rows count together, against the ridge."""
_RIDGE = 1.0
_FOLDS = 5


def main() -> None:
    """Collect, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--sample", type=Path, required=True)
    parser.add_argument("--written", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="a reader in the making; the one that ships if not given")
    parser.add_argument("--kept", type=Path, required=True, help="what was collected; read where it is there")
    given = parser.parse_args()
    if not given.kept.exists():
        reader = TrainedReader(given.model) if given.model else TrainedReader()
        rows = [*_shared(given.sets, reader)]
        rows += _cases("written", given.written / "archive", given.written / "cases.jsonl", reader)
        rows += _cases("choosing", given.sample, SAMPLE / "cases.jsonl", reader)
        rows += _cases("fresh", given.sample, SAMPLE / "fresh.jsonl", reader)
        given.kept.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    rows = [json.loads(line) for line in given.kept.read_text("utf-8").splitlines()]
    told = [row for row in rows if row["signals"]]
    x = np.array([[*row["signals"], 1.0] for row in told])
    y = np.array([row["answerable"] for row in told], float)
    kind = np.array([row["set"] for row in told])
    w = np.zeros(len(told))
    for name, mass in _MASS.items():
        for label in (0, 1):
            some = (kind == name) & (y == label)
            w[some] = mass / (2 * some.sum())
    w *= _ROWS / w.sum()
    fold = np.random.default_rng(0).permutation(len(told)) % _FOLDS
    held = np.zeros(len(told))
    for n in range(_FOLDS):
        held[fold == n] = expit(x[fold == n] @ _fit(x[fold != n], y[fold != n], w[fold != n]))
    for name in sorted(set(kind)):
        mine = kind == name
        area = auc(held[mine].tolist(), y[mine].tolist())
        floor = np.quantile(held[mine & (y == 1)], 0.1)
        print(name, int(mine.sum()), f"area {area:.3f}, refused at 90 % {(held[mine & (y == 0)] < floor).mean():.3f}")
    theta = _fit(x, y, w)
    print(dict(zip((*SIGNALS, "bias"), theta.round(2).tolist(), strict=True)))
    _thresholds(rows, theta)


def _thresholds(rows: list[dict], theta: np.ndarray) -> None:
    """What each threshold answers of the answerable and refuses of the others."""
    sure = [
        float(expit(np.array([*row["signals"], 1.0]) @ theta)) if row["signals"] and not row["doubted"] else 0.0
        for row in rows
    ]
    for threshold in np.arange(0.1, 0.6, 0.02):
        parts = []
        for name in sorted({row["set"] for row in rows}):
            for answerable in (True, False):
                some = [
                    s
                    for s, row in zip(sure, rows, strict=True)
                    if (row["set"], row["answerable"]) == (name, answerable)
                ]
                share = np.mean([(s >= threshold) == answerable for s in some])
                parts.append(f"{name} {'answered' if answerable else 'refused'} {share:.3f}")
        print(f"{threshold:.2f}", ", ".join(parts))


def _shared(sets: Path, reader: TrainedReader) -> Iterator[dict]:
    for name in ("gaps", "old"):
        bot = Bot(Archive.read(sets / f"{name}.archive"), reader)
        without = set((sets / name / "unanswerable.txt").read_text("utf-8").split())
        rows = [json.loads(line) for line in (sets / name / "questions.jsonl").read_text("utf-8").splitlines()]
        for asked in [parse(row) for row in rows if not _odd(str(row["id"]))]:
            yield _row(
                name, bot, str(asked.id) not in without, question=asked.question, asked=asked.asked, period=Period()
            )


def _cases(name: str, archive: Path, file: Path, reader: TrainedReader) -> Iterator[dict]:
    bot = Bot(Archive.read(archive), reader)
    for case in read(file, bot.archive.article):
        if HELD_OUT not in case.tags and not case.history:
            yield _row(name, bot, case.answerable, question=case.question, without=case.without)


def _row(name: str, bot: Bot, answerable: bool, **question: object) -> dict:
    seen: list[tuple[float, ...]] = []

    def noted(*ground: object) -> tuple[float, ...]:
        seen.append(signals(*ground))  # type: ignore[arg-type]
        return seen[-1]

    qa.bot.signals = noted  # what the bot itself decides by
    reply = bot.ask(**question)  # type: ignore[arg-type]
    doubted = bool(seen) and abs(reply.confidence - THRESHOLD * confidence(seen[-1])) < 1e-9
    return {"set": name, "answerable": answerable, "signals": seen[-1] if seen else None, "doubted": doubted}


def _fit(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """No signal tells against an answer."""

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        logit = x @ theta
        value = float(np.sum(w * (np.logaddexp(0, logit) - y * logit)) + _RIDGE * np.sum(theta[:-1] ** 2) / 2)
        return value, x.T @ (w * (expit(logit) - y)) + _RIDGE * np.array([*theta[:-1], 0.0])

    bounds = [(0, None)] * (x.shape[1] - 1) + [(None, None)]
    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x


def _odd(name: str) -> bool:
    return hashlib.md5(name.encode(), usedforsecurity=False).digest()[-1] % 2 == 1


if __name__ == "__main__":
    main()
