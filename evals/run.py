"""The evaluation on one screen: cases -> responses -> outcomes -> figures -> a Report.

Asks every engine every case, has the judge look at each response, and measures. A crash of an engine is a failed case;
an interruption leaves a report of the cases that were done. Writes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from evals import baselines, compare, figures, gates, mutate, perturb, slices, stats
from evals.engines import Engine, Finder
from evals.judging import Judge, SecondJudge
from evals.measures import EngineReport, Gate, Quality, Report, Shaken
from evals.stats import Figure
from evals.types import Case, Outcome, Response
from index.stores.archive import Archive
from index.text import one_line
from index.types import Cancelled, Progress, silent
from qa.checker import Checker
from qa.reader import Reader
from qa.reading import Reading

_JUDGED_ON = 40
"""Articles of which claims are made to try the judge."""
_CLAIMS = 300
Over = Callable[[Archive, Finder], Engine]
"""Makes the engine that is measured, over an archive."""


@dataclass(slots=True)
class _Kept:
    """The outcomes of one engine as they come."""

    engine: Engine
    outcomes: list[Outcome] = field(default_factory=list)


def run(
    archive: Archive,
    engine: Over,
    cases: Sequence[Case],
    checker: Checker,
    *,
    reader: Reader | None = None,
    others: Iterable[Engine] = (),
    asked: Sequence[Gate] = (),
    before: Sequence[Outcome] | None = None,
    perturbed: bool = False,
    second: SecondJudge | None = None,
    progress: Progress = silent,
) -> Report:
    """The report of an engine over the cases, with the baselines and `others` beside it.

    `reader`: reads for our own search and answerer. `asked`: gates to hold it against. `before`: the outcomes of an
    earlier run, to compare with. `perturbed`: ask all again in other ways. `second`: judges our answers too, beside.
    KeyboardInterrupt and Cancelled end the
    asking, not the report.
    """
    started = time.perf_counter()
    judges = [Judge(archive, checker, second), Judge(archive, checker)]
    finder = Finder(archive, reader)
    with baselines.beside(archive, finder) as trivial:
        kept = [_Kept(one) for one in (engine(archive, finder), *trivial, *others)]
        interrupted = _ask(kept, cases, judges, progress)
    outcomes = tuple(kept[0].outcomes)
    shaken: tuple[Shaken, ...] = ()
    quality: tuple[Quality, ...] = ()
    if perturbed and not interrupted:
        try:
            shaken = perturb.shaken(archive, partial(_over, engine, reader), outcomes, progress)
        except (KeyboardInterrupt, Cancelled):
            interrupted = True
    engines = tuple(
        EngineReport(one.engine.name, figures.measured(one.outcomes), () if i else outcomes)
        for i, one in enumerate(kept)
    )
    articles, passages = archive.database.counts()
    if not interrupted:
        try:
            quality = _quality(archive, cases, checker, progress)
        except (KeyboardInterrupt, Cancelled):
            interrupted = True
    return Report(
        judge=checker.name,
        articles=articles,
        passages=passages,
        cases=len(cases),
        engines=engines,
        slices=slices.sliced(archive, outcomes),
        gates=gates.held(asked, outcomes),
        comparison=None if before is None else compare.compared(before, outcomes),
        shaken=shaken,
        quality=quality,
        interrupted=interrupted,
        seconds=time.perf_counter() - started,
    )


def begun(judge: str, asked: Sequence[Gate] = ()) -> Report:
    """The report of a run that was interrupted before its first case."""
    nothing = EngineReport("attribune", figures.measured(()), ())
    return Report(judge, 0, 0, 0, (nothing,), gates=gates.held(asked, ()), interrupted=True)


def _ask(kept: Sequence[_Kept], cases: Sequence[Case], judges: Sequence[Judge], progress: Progress) -> bool:
    """Every engine on every case, in order; whether it was interrupted. All engines have the same cases then.

    The first of `judges` judges the first engine, the second all others.
    """
    ours, others = judges
    done: list[Outcome] = []
    try:
        for number, case in enumerate(cases):
            progress("cases", number, len(cases))
            first, *rest = (respond(one.engine, case) for one in kept)
            done = [ours.outcome(case, first), *(others.outcome(case, one) for one in rest)]
            for one, outcome in zip(kept, done, strict=True):
                one.outcomes.append(outcome)
        progress("cases", len(cases), len(cases))
    except (KeyboardInterrupt, Cancelled):
        return True
    return False


def _quality(archive: Archive, cases: Sequence[Case], checker: Checker, progress: Progress) -> tuple[Quality, ...]:
    """How good the judge is on these very articles: true and false claims made of them, by kind."""
    keys = dict.fromkeys(point.key for case in cases for point in case.gold)
    articles = (archive.article(key) for key in islice(keys, _JUDGED_ON))
    readings = [Reading(article) for article in articles if article is not None]
    tried = mutate.run(readings, checker, _CLAIMS, progress)
    shares = (*tried.shares, tried.total(true=False), tried.total(true=True))
    return tuple(
        Quality("faulted" if share.true else "caught", share.kind, _figure(seen, share.n))
        for share in shares
        if (seen := _seen(share))
    )


def _seen(share: mutate.Share) -> tuple[float, float, float] | None:
    """A share with its interval; None where no claim of the kind could be made."""
    return None if share.value is None or share.interval is None else (share.value, *share.interval)


def _figure(seen: tuple[float, float, float], n: int) -> Figure:
    value, low, high = map(stats.rounded, seen)
    return Figure(value, low, high, n)


def _over(engine: Over, reader: Reader | None, archive: Archive) -> Callable[[Case], Response]:
    return partial(respond, engine(archive, Finder(archive, reader)))


def respond(engine: Engine, case: Case) -> Response:
    """What the engine makes of the case; whatever it raises is told in the response."""
    try:
        return engine.respond(case)
    except Exception as error:  # noqa: BLE001  the one place where any fault of an engine is a result, not an end
        return Response(refused=False, error=one_line(f"{type(error).__name__}: {error}"))
