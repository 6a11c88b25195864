"""The table of the trained models on the shared measuring sets, by one command: `make trained` (about an hour).

Asks only what reports: the questions and claims whose md5 of the id is odd, SQuAD's and WikiQA's measuring parts whole.
What was written is kept in the folder of the sets: an interrupted run goes on where it was. Two rows come from what the
training environment measured (training/README.md): HELD and EXPORTED. Prints the table and writes it into
docs/models.md.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from evals.stats import exact

Figures = dict[str, Any]
ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
MODELS = ROOT / "docs" / "models.md"
BEGIN, END = "<!-- trained: made by `make trained` -->\n", "<!-- end of trained -->"
NOT_MEASURED = "not measured"
ATTRIBUNE = Path(sys.executable).with_name("attribune")
SUMMEDITS = "summedits_"
SQUAD_THRESHOLD = -2.296
"""No-answer score above which a SQuAD question is refused: best on the held-out training questions, as printed by
`training/evaluate.py squad --threshold --model qa/weights/reader.onnx`. To be set anew with each reader that ships."""
HELD = ROOT / "training" / "runs" / "judge_read" / "held.json"
"""What `training/evaluate.py held --model qa/weights/checker.onnx --out ...` wrote of the checker that ships."""
EXPORTED = ROOT / "training" / "runs" / "reader_tutored" / "final.export.json"
"""What `training/export.py reader ...` wrote beside the reader that ships."""


class Line(NamedTuple):
    """A row: what is measured, its goal, and figures with what each is of; None: not measured."""

    measure: str
    goal: str
    reached: tuple[tuple[str, object], ...]


def main() -> None:
    """Run what is missing, then print and write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("folder", type=Path, help="where sets, archives and predictions go")
    options.add_argument("--shared", type=Path, default=SHARED, help="the data beside the checkout")
    options.add_argument("--held", type=Path, default=HELD, help="what training/evaluate.py held wrote")
    options.add_argument("--exported", type=Path, default=EXPORTED, help="what training/export.py wrote")
    given = options.parse_args()
    reports = {"held": given.held, "exported": given.exported}
    for name, file in reports.items():
        if not file.is_file():
            sys.stderr.write(
                f"{file} is not there: its row stays as it was; training/README.md says how it is made ({name})\n"
            )
    found = {name: json.loads(file.read_text("utf-8")) for name, file in reports.items() if file.is_file()}
    rows = table(lines(measured(Bench(given.shared, given.folder), given.shared) | found))
    text = MODELS.read_text("utf-8")  # it may have been edited meanwhile
    made = filled(rows, text)
    sys.stdout.write(made)
    MODELS.write_text(inserted(text, made), "utf-8")


def measured(bench: Bench, shared: Path) -> dict[str, Figures]:
    """The figures of every set, by the product's own commands."""
    return {
        "passages": bench.asked("retrieval", "news"),
        **{name: bench.asked("answers", name) for name in ("news", "gaps", "old")},
        "squad": bench.batch("squad", shared / "data" / "squad2.jsonl.gz", scored=[f"--threshold={SQUAD_THRESHOLD}"]),
        "wikiqa": bench.batch("sentences", bench.kept("answer_sentences", _is("wikiqa", "dev")))["wikiqa dev"],
        "edits": bench.batch("claims", bench.kept("claim_support", _edited, as_one))["summedits test"],
        **_qags(bench.batch("claims", bench.kept("claim_support", _judged))),
        "mutated": json.loads(bench.attribune("eval", "mutate", "--json")),
    }


def lines(found: Mapping[str, Figures]) -> list[Line]:
    """The rows, one for each measure of the requirement; "held" and "exported" may be missing. Pure."""
    passages, news, squad, mutated = (found[name] for name in ("passages", "news", "squad", "mutated"))
    return [
        Line("passages of `news`, of the first 20", ".73 / .90", _parts(passages, "hit@1", "hit@5")),
        Line("the best sentence / the best three hold the answer, `news`", ".54 / .70", _parts(news, "best1", "best3")),
        Line("short answer, exact / F1, `news`", ".38 / .46", _parts(news, exact="short_em", F1="short_f1")),
        *(_refusing(name, goal, found[name]) for name, goal in REFUSALS.items()),
        Line(
            f"SQuAD 2.0: F1 of the answerable / of all, refused above {SQUAD_THRESHOLD}, chosen on training data",
            ".76 / .63",
            (
                ("answerable", squad["HasAns_f1"]),
                ("all", squad["f1"]),
                ("exact, answerable", squad["HasAns_em"]),
                ("all at the best threshold of this very part, an upper bound", squad["best_f1"]),
                ("always refusing", squad["always_refuse"]),
                ("area of no answer", squad["no_answer_auc"]),
            ),
        ),
        Line("WikiQA dev", "MAP .80 / MRR .81", _parts(found["wikiqa"], "MAP", "MRR")),
        Line("SummEdits other than news: balanced at .5", ".72", _parts(found["edits"], "balanced", area="auc")),
        Line(
            "QAGS: area, CNN/DM / XSum",
            ".80 / .78",
            (("CNN/DM", found["qags_cnndm"]["auc"]), ("XSum", found["qags_xsum"]["auc"])),
        ),
        Line("own corruptions of kinds that no training row has, 5 % false alarms", ".95", _held(found.get("held"))),
        Line(
            "own corruptions of `eval mutate` (kinds that training has too), at the shipped threshold",
            ".95 / .05",
            (("caught", mutated["caught"]["all"]), ("true ones faulted", mutated["faulted"]["all but verbatim"])),
        ),
        Line(
            "a pair of question and passage, two cores, int8; best spans that differ from single precision",
            "14 ms; .08",
            _exported(found.get("exported")),
        ),
    ]


REFUSALS = {
    "gaps": ".80 (area .93); .85 / .70",
    "old": ".95; .90 / .85",
}


def table(rows: Iterable[Line]) -> str:
    """The rows as Markdown. Pure."""
    head = "| measure | goal | reached, with 95 % interval |\n| --- | --- | --- |\n"
    return head + "".join(
        f"| {row.measure} | {row.goal} | {'; '.join(f'{name} {_told(value)}' for name, value in row.reached)} |\n"
        for row in rows
    )


def filled(made: str, before: str) -> str:
    """The rows made, those of what was not measured as they stand in the text before, if they do. Pure."""
    old = {line.split(" | ")[0]: line for line in before.splitlines(keepends=True) if line.startswith("| ")}
    rows = made.splitlines(keepends=True)
    return "".join(old.get(row.split(" | ")[0], row) if NOT_MEASURED in row else row for row in rows)


def inserted(text: str, made: str) -> str:
    """`text` with the table between the two marks. Raises ValueError where they are missing."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{made}{END}{after}"


def _parts(found: Figures, *names: str, **named: str) -> tuple[tuple[str, object], ...]:
    """Figures under their own names or others."""
    return tuple((shown, found[name]) for shown, name in ({name: name for name in names} | named).items())


def _refusing(name: str, goal: str, found: Figures) -> Line:
    return Line(
        f"`{name}`: refused at 90 % answered (area); at the shipped threshold answered / refused",
        goal,
        (
            ("refused at 90 % answered", found["refused_at_90_answered"]),
            ("area", found["confidence_auc"]),
            ("at the threshold answered", found["answered"]),
            ("refused", found["refused_unanswerable"]),
        ),
    )


def _held(found: Figures | None) -> tuple[tuple[str, object], ...]:
    """By each score of the checker alone."""
    if found is None:
        return (("", None),)
    made = found["checker_held"]
    caught = [(f"caught by {score}", figures["caught"]) for score, figures in made.items()]
    areas = [(f"area by {score}", figures["auc"]) for score, figures in made.items()]
    return (*caught, *areas)


def _exported(found: Figures | None) -> tuple[tuple[str, object], ...]:
    if found is None:
        return (("", None),)
    differing = round((1 - found["same_span"]) * found["rows"])
    share = [differing / found["rows"], *exact(differing, found["rows"]), found["rows"]]
    exactly, small = (found[f"ms_a_pair_{kind}"] for kind in ("exact", "int8"))
    return (("", f"{small:.1f} ms ({exactly:.1f} in single precision)"), ("differing", share))


def _qags(found: Figures) -> dict[str, Figures]:
    return {name: found[f"{name} test"] for name in ("qags_cnndm", "qags_xsum")}


def _told(figure: object) -> str:
    """A number, or [value, low, high, n]."""
    if figure is None:
        return NOT_MEASURED
    if isinstance(figure, list | tuple):
        value, low, high, n = figure
        return f"{value:.3f} (n {n})" if low is None else f"{value:.3f} [{low:.3f}, {high:.3f}] (n {n})"
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
        told = self.attribune(
            "--json", "eval", "score", suite, "--data", data, "--pred", out, "--intervals", *(scored or ())
        )
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
