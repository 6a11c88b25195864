"""Seconds that checking adds to an answer of a language model: five drafted sentences over six passages.

    make bench, or python benchmarks/checking.py

The sentences are the written claims of `attribune eval gate`, true and false, five of one article an answer; the
passages are those that search finds for the first of them. Each checker in a process of its own: what was read for one
sentence is remembered, so nothing is timed twice. Processor seconds, of all threads, stand beside: other work on the
machine does not lengthen them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from evals import cases, written
from evals.written import Written
from index import build
from index.stores.archive import Archive
from qa.checker import Judge, RuleChecker
from qa.draft.check import check
from qa.draft.parse import Drafted
from qa.draft.prompt import SHOWN, Shown, grouped
from qa.evidence import gather
from qa.question import understand
from qa.reading import Shelf
from qa.retrieve import retrieve
from qa.trained_checker import TrainedChecker

JUDGES = {"rule": lambda: None, "rule+model": TrainedChecker}
"""The judge that decides what the rules leave open."""
SENTENCES = 5
ANSWERS = 20
FOUND = 40
"""Hits of which the passages are taken."""


def main() -> None:
    """Prints, for each checker, median and greatest of the seconds that an answer's sentences take."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=JUDGES, help="measure one checker, in this process")
    only = parser.parse_args().only
    if only is not None:
        sys.stdout.write(measured(JUDGES[only]()))
        return
    load = os.getloadavg()[0]
    sys.stdout.write(f"{os.cpu_count()} processors, load {load:.1f} when it began\n")
    for name in JUDGES:
        sys.stdout.flush()
        subprocess.run([sys.executable, __file__, "--only", name], check=True)


def measured(judge: Judge | None) -> str:
    """A line: the checker, how many answers, median and greatest seconds."""
    rules = RuleChecker()
    articles, cases_ = cases.bundled()
    claims = [c for name in ("claims", "worded") for c in written.read(cases_.with_name(f"{name}.jsonl"))]
    with TemporaryDirectory() as folder:
        with Archive.write(Path(folder)) as archive:
            build.index(archive, [articles])
        with closing(Archive.read(Path(folder))) as archive:
            some = islice(answers(archive, claims), ANSWERS + 1)
            taken = [seconds(five, shown, rules, judge, archive) for five, shown in some]
    first, *warm = taken  # whatever is loaded is loaded then
    wall, work = zip(*warm, strict=True)
    median, most = statistics.median(wall), max(wall)
    used = f"of the processors {statistics.median(work):.3f} s, greatest {max(work):.3f} s"
    name = (judge or rules).name
    return f"{name}: n {len(warm)}, median {median:.3f} s, greatest {most:.3f} s, first {first[0]:.3f} s; {used}\n"


def answers(archive: Archive, claims: list[Written]) -> Iterator[tuple[list[Written], tuple[Shown, ...]]]:
    """Five claims over one article with six passages, each claim once."""
    shelf = Shelf()
    for key in dict.fromkeys(claim.key for claim in claims):
        own = [claim for claim in claims if claim.key == key and claim.kind != "verbatim"]
        for at in range(0, len(own) - SENTENCES + 1, SENTENCES):
            five = own[at : at + SENTENCES]
            hits = retrieve(archive, understand(five[0].claim), FOUND)
            shown = grouped(gather(archive, hits, shelf))[:SHOWN]
            if len(shown) == SHOWN:
                yield five, shown


def seconds(
    five: list[Written], shown: tuple[Shown, ...], rules: RuleChecker, judge: Judge | None, archive: Archive
) -> tuple[float, float]:
    """How long the gate takes for the sentences of one answer: seconds, and seconds of the processors."""
    started, worked = time.perf_counter(), time.process_time()
    for claim in five:
        check(Drafted(claim.claim), shown, rules, archive.database.origin, judge=judge)
    return time.perf_counter() - started, time.process_time() - worked


if __name__ == "__main__":
    main()
