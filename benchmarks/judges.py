"""How other packages that need no model judge the claims of `attribune eval mutate`, beside the judge by rule.

Run with attribune's own Python; see README.md beside it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from others import environment

from evals import mutate
from evals.mutate import Trial
from index.stores.archive import Archive
from qa.checker import RuleChecker
from qa.reading import Reading

HERE = Path(__file__).resolve().parent
JUDGES = {"anchorcite": "0.1.0", "cairn-pipeline": "0.1.0"}


def main() -> None:
    """Prints, by kind of claim, what share each judge caught of the false ones and faulted of the true ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="where the environments and the claims go")
    given = parser.parse_args()
    with closing(Archive.read(given.archive)) as archive:
        trials = list(mutate.make([Reading(article) for article, _ in archive.database.articles()]))
    given.out.mkdir(parents=True, exist_ok=True)
    job = given.out / "claims.json"
    job.write_text(json.dumps([[trial.words.text, trial.claim] for trial in trials], ensure_ascii=False), "utf-8")
    rule = RuleChecker().check([(trial.words, trial.claim) for trial in trials])
    said = {"attribune, by rule": [verdict.label == "supported" for verdict in rule]}
    for name, version in JUDGES.items():
        python = environment(given.out / "environments" / name, f"{name}=={version}")
        verdicts = given.out / f"{name}.json"
        subprocess.run([python, HERE / f"{name.replace('-', '_')}_judge.py", job, verdicts], check=True)
        said[name] = json.loads(verdicts.read_text("utf-8"))
    sys.stdout.write(table(trials, said))


def table(trials: list[Trial], said: dict[str, list[bool]]) -> str:
    """Markdown: a row a kind, a column a judge, "share [95 %]"."""
    rows = [["claims", "n", *said], ["---"] * (len(said) + 2)]
    kinds = [(kind, trial_true) for kind, trial_true in dict.fromkeys((t.kind, t.true) for t in trials)]
    for kind, true in [*kinds, (None, False), (None, True)]:
        mine = [i for i, t in enumerate(trials) if t.true is true and kind in (None, t.kind)]
        cells = []
        for verdicts in said.values():
            hits = sum(not verdicts[i] for i in mine)
            low, high = mutate.wilson(hits, len(mine))
            cells.append(f"{hits / len(mine):.3f} [{low:.3f}, {high:.3f}]")
        rows.append([f"{'faulted' if true else 'caught'}: {kind or 'all'}", str(len(mine)), *cells])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    main()
