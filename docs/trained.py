"""The table of the trained models on the shared measuring sets, by one command: `make trained` (about an hour).

Asks only what reports: the questions and claims whose md5 of the id is odd, SQuAD's and WikiQA's measuring parts whole.
What was written is kept in the folder of the sets: an interrupted run goes on where it was. Prints Markdown.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Figures = dict[str, Any]
SHARED = Path(__file__).resolve().parents[2] / "shared"
ATTRIBUNE = Path(sys.executable).with_name("attribune")
SUMMEDITS = "summedits_"


def main() -> None:
    """Run what is missing, then print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("folder", type=Path, help="where sets, archives and predictions go")
    options.add_argument("--shared", type=Path, default=SHARED, help="the data beside the checkout")
    given = options.parse_args()
    bench = Bench(given.shared, given.folder)
    passages = bench.asked("retrieval", "news")
    news, gaps, old = (bench.asked("answers", name) for name in ("news", "gaps", "old"))
    squad = bench.batch("squad", given.shared / "data" / "squad2.jsonl.gz")
    wikiqa = bench.batch("sentences", bench.kept("answer_sentences", _is("wikiqa", "dev")))["wikiqa dev"]
    claims = bench.batch("claims", bench.kept("claim_support", _judged))
    edits = bench.batch("claims", bench.kept("claim_support", _edited, as_one))["summedits test"]
    mutated = json.loads(bench.attribune("eval", "mutate", "--json"))
    rows = [
        ("passages, `news`: hit@1 / @5", ".73 / .90", (passages["hit@1"], passages["hit@5"])),
        ("the best sentence / the best three, `news`", ".54 / .70", (news["best1"], news["best3"])),
        ("short answer, exact / F1, `news`", ".38 / .46", (news["short_em"], news["short_f1"])),
        *_refusing("gaps", ".80 (area .93); .85 / .70", gaps),
        *_refusing("old", ".95; .90 / .85", old),
        (
            "SQuAD 2.0: F1 of the answerable / of all, best threshold",
            ".76 / .63",
            (squad["HasAns_f1"], squad["best_f1"]),
        ),
        ("WikiQA dev: MAP / MRR", ".80 / .81", (wikiqa["MAP"], wikiqa["MRR"])),
        ("SummEdits, other than news: balanced / area", ".72", (edits["balanced"], edits["auc"])),
        ("QAGS CNN/DM: area", ".80", (claims["qags_cnndm test"]["auc"],)),
        ("QAGS XSum: area", ".78", (claims["qags_xsum test"]["auc"],)),
        (
            "own corruptions: caught / true ones faulted",
            ".95 / .05",
            (mutated["caught"]["all"], mutated["faulted"]["all but verbatim"]),
        ),
    ]
    sys.stdout.write("| measure | goal | reached |\n| --- | --- | --- |\n")
    for name, goal, reached in rows:
        sys.stdout.write(f"| {name} | {goal} | {' / '.join(map(_told, reached))} |\n")


def _refusing(name: str, goal: str, found: Figures) -> list[tuple[str, str, tuple[object, ...]]]:
    return [
        (
            f"`{name}`: refused at 90 % answered / area",
            goal,
            (found["refused_at_90_answered"], found["confidence_auc"]),
        ),
        (f"`{name}` at the threshold: answered / refused", "", (found["answered"], found["refused_unanswerable"])),
    ]


def _told(figure: object) -> str:
    """A number, or [value, low, high, n]."""
    if isinstance(figure, list):
        value, low, high, n = figure
        return f"{value:.3f} [{low:.3f}, {high:.3f}] (n {n})"
    return f"{figure:.3f}" if isinstance(figure, float) else str(figure)


def _odd(name: str) -> bool:
    return hashlib.md5(name.encode(), usedforsecurity=False).digest()[-1] % 2 == 1


def _is(dataset: str, split: str) -> Callable[[Figures], bool]:
    return lambda row: (row["dataset"], row["split"]) == (dataset, split)


def _judged(row: Figures) -> bool:
    return row["dataset"].startswith("qags_") and _odd(str(row["id"]))


def _edited(row: Figures) -> bool:
    return row["dataset"].startswith(SUMMEDITS) and row["split"] == "test" and _odd(str(row["id"]))


def as_one(row: Figures) -> Figures:
    """SummEdits' sets as one."""
    return row | {"dataset": "summedits", "id": f"{row['dataset']} {row['id']}"}


class Bench:
    """Runs the commands of this checkout, each once."""

    def __init__(self, shared: Path, folder: Path) -> None:
        self._shared = shared
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "news").exists():
            subprocess.run([sys.executable, str(shared / "measure" / "sets.py"), str(folder)], check=True)  # noqa: S603

    def attribune(self, *arguments: object) -> str:
        """What the command line prints."""
        line = [str(ATTRIBUNE), *map(str, arguments)]
        return subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603  ours

    def asked(self, suite: str, name: str) -> Figures:
        """The figures of a suite over the odd questions of a set."""
        given, archive = self._folder / name, self._folder / f"{name}.archive"
        if not archive.exists():
            self.attribune("--archive", archive, "index", given / "articles.jsonl")
        lines = (given / "questions.jsonl").read_text("utf-8").splitlines()
        kept = given / "odd.jsonl"
        kept.write_text("".join(f"{line}\n" for line in lines if _odd(str(json.loads(line)["id"]))), "utf-8")
        more: list[object] = []
        if suite == "answers" and (given / "unanswerable.txt").exists():
            without = given / "odd-unanswerable.txt"
            ids = (given / "unanswerable.txt").read_text("utf-8").split()
            without.write_text("".join(f"{one}\n" for one in ids if _odd(one)), "utf-8")
            more = ["--unanswerable", without]
        return self.batch(suite, kept, "--archive", archive, scored=more)

    def batch(self, suite: str, data: Path, *given: object, scored: list[object] | None = None) -> Figures:
        """The figures of a batch run over a file."""
        out = self._folder / f"{data.parent.name}-{data.stem}.{suite}.jsonl"
        if not out.exists():
            new = out.with_suffix(".new")
            self.attribune(*given, "eval", suite, "--data", data, "--out", new)
            new.rename(out)
        told = self.attribune("--json", "eval", "score", suite, "--data", data, "--pred", out, *(scored or ()))
        figures: Figures = json.loads(told)
        return figures

    def kept(self, name: str, keep: Callable[[Figures], bool], change: Callable[[Figures], Figures] = dict) -> Path:
        """The rows of a shared file that are kept, in a file of their own."""
        out = self._folder / f"{name}.{keep.__name__.strip('_<>')}.jsonl"
        with gzip.open(self._shared / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if keep(row)]
        out.write_text("".join(json.dumps(change(row)) + "\n" for row in rows), "utf-8")
        return out


if __name__ == "__main__":
    main()
