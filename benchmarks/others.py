"""Asks the question-answering packages that run without a key or a model the same cases, each in its own environment.

Run with attribune's own Python; see README.md beside it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import venv
from contextlib import closing
from pathlib import Path

from evals import cases as files
from evals.types import Case
from index.stores.archive import Archive
from index.types import Article, ArticleKey

HERE = Path(__file__).resolve().parent
SYSTEMS = {"cairn-assistant": "0.3.0", "cairn-pipeline": "0.1.0"}


def main() -> None:
    """Writes OUT/NAME.jsonl for each system."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, help="else the bundled articles, which need --cases too")
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    with closing(Archive.read(given.archive)) as archive:
        asked = files.read(given.cases, archive.article)
        articles = [article for article, _ in archive.database.articles()]
    given.out.mkdir(parents=True, exist_ok=True)
    for name, version in SYSTEMS.items():
        python = environment(given.out / "environments" / name, f"{name}=={version}")
        found = ask(name, python, articles, asked, given.out / "work" / name)
        rows = [answer(case, found[case.id], {a.key: a for a in articles}) for case in asked]
        target = given.out / f"{name}.jsonl"
        target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        sys.stdout.write(f"{len(rows)} answers in {target}\n")


def environment(folder: Path, requirement: str) -> Path:
    """The Python of an environment that holds the one package."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", requirement], check=True)
    return python


def ask(name: str, python: Path, articles: list[Article], asked: tuple[Case, ...], work: Path) -> dict[str, dict]:
    """Case id -> what the system said, as its script beside this one tells it."""
    found: dict[str, dict] = {}
    for number, without in enumerate(sorted({case.without for case in asked}, key=sorted)):
        folder = work / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        seen = [{"key": a.key, "title": a.title, "text": a.text} for a in articles if a.key not in without]
        questions = [{"id": case.id, "question": case.question} for case in asked if case.without == without]
        (folder / "job.json").write_text(json.dumps({"articles": seen, "questions": questions}), "utf-8")
        script = HERE / f"{name.replace('-', '_')}.py"
        subprocess.run([python, script, folder / "job.json", folder / "said.json"], check=True, cwd=folder)
        found |= json.loads((folder / "said.json").read_text("utf-8"))
    return found


def answer(case: Case, said: dict, articles: dict[ArticleKey, Article]) -> dict[str, object]:
    """A row as `eval run --also` reads it; quoted words are looked for in the article that they are said to be of."""
    sentences = [
        {"text": one["text"], "citations": [place(c["key"], c["quote"], articles) for c in one["cited"]]}
        for one in said["sentences"]
    ]
    row = {"id": case.id, "refused": said["refused"], "confidence": said.get("confidence"), "sentences": sentences}
    if said.get("passages") is not None:
        places = (place(p["key"], p["quote"], articles) for p in said["passages"])
        row["passages"] = [{name: p[name] for name in ("article", "start", "end")} for p in places]
    return row


def place(key: str, quote: str, articles: dict[ArticleKey, Article]) -> dict[str, object]:
    """The citation of a quote; one that does not stand in the article is cited at its start."""
    at = max(0, articles[ArticleKey(key)].text.find(quote))
    return {"article": key, "start": at, "end": at + max(1, len(quote)), "quote": quote}


if __name__ == "__main__":
    main()
