"""`eval run` and `eval make`: a user's own evaluation, from cases to a report that a build can be gated on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import CannotWrite, WrongUse
from ui.cli import drafting, faults
from ui.cli.screen import Screen

if TYPE_CHECKING:
    from evals.measures import Report
    from evals.types import Case
    from index.stores.archive import Archive
    from index.types import Progress

GATE_FAILED = 1


def register(group: typer.Typer) -> None:
    """Add the commands to the group `eval`."""
    group.command("run")(run)
    group.command("make")(make)
    group.command("gate")(gate)


def run(
    ctx: typer.Context,
    cases: Annotated[
        Path | None, typer.Option("--cases", metavar="FILE", help="Your cases; else the bundled ones, gated.")
    ] = None,
    gate: Annotated[Path | None, typer.Option("--gate", metavar="FILE", help="Lines that figures must hold.")] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help="What an earlier run printed with --json.")
    ] = None,
    also: Annotated[
        list[str] | None, typer.Option("--also", metavar="NAME=FILE", help="Answers of another system, beside ours.")
    ] = None,
    perturb: Annotated[bool, typer.Option("--perturb", help="Also ask every question in other ways.")] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="The report as a page.")] = None,
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="The report for a build.")] = None,
    llm: drafting.Model = None,
    llm_url: drafting.Url = None,
    judge_llm: Annotated[
        str | None,
        typer.Option("--judge-llm", metavar="MODEL", help="A language model whose opinion stands beside the judge's."),
    ] = None,
    judge_llm_url: Annotated[
        str | None, typer.Option("--judge-llm-url", metavar="URL", help="Its server; else that of --llm.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Every figure, not only the first.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="The first figures as a table to paste.")] = False,
) -> int:
    """Measure the answers to cases with gold spans; exit status 1 where a gate does not hold."""
    from evals import cases as files
    from evals import engines, gates, reports
    from evals.model_judge import ModelJudge
    from evals.run import begun
    from evals.run import run as evaluate
    from qa.reader import TrainedReader
    from qa.trained_checker import TrainedChecker
    from ui.cli import progress

    screen: Screen = ctx.obj
    if cases is None and screen.given_archive:
        do = "make some: attribune eval make --out cases.jsonl"
        raise WrongUse("eval run", "an archive is named, and no --cases to ask it", do)
    if markdown and (screen.as_json or full):
        raise WrongUse("--markdown", "it goes neither with --json nor with --full", "give one of them")
    for option, file in (("--html", html), ("--junit", junit)):
        _writable(option, file)
    before = None if baseline is None else reports.outcomes(baseline)
    given = gate or (files.gates() if cases is None else None)
    lines = gates.read(given) if given else ()
    judge = TrainedChecker(screen.once)
    drafter = drafting.named(llm, llm_url)
    if judge_llm_url and not judge_llm:
        raise WrongUse("--judge-llm-url", "no model is named", "add --judge-llm MODEL")
    second = drafting.named(judge_llm, judge_llm_url or llm_url) if judge_llm else None
    for model in (drafter, second):
        if model is not None and not model.model.local:
            words = "questions and passages, and for follow-ups the earlier questions and answers,"
            screen.notice(f"{words} go to {model.model.host} ({model.model.name})")
    report = begun(judge.name, lines)
    try:
        with progress.shown(quiet=screen.quiet) as shown, opened(screen, bundled=cases is None, shown=shown) as archive:
            asked = files.read(cases or files.bundled()[1], archive.article)
            others = [engines.predictions(name, file, asked) for name, file in map(_named, also or ())]
            report = evaluate(
                archive,
                partial(engines.Asked, drafter=drafter),
                asked,
                judge,
                reader=TrainedReader(),
                others=others,
                asked=lines,
                before=before,
                perturbed=perturb,
                second=ModelJudge(second.model) if second is not None else None,
                progress=shown,
            )
            screen.once(*archive.notices)
    except KeyboardInterrupt:
        pass  # before the first case: a report without any says so
    _write(report, html, junit)
    if report.comparison is not None and not report.comparison.shared and not report.interrupted:
        screen.notice(f"{baseline} has none of these cases (one id and question): nothing is compared")
    return _told(screen, report, full=full, markdown=markdown)


def make(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the cases go, one a line.")],
    count: Annotated[int, typer.Option("--count", metavar="N", min=4, help="How many, if the articles allow.")] = 100,
    of: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="Cases of a published set: squad, alce, multihop.")
    ] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FILE", help="The file of that set.")] = None,
    articles: Annotated[
        Path | None, typer.Option("--articles", metavar="FILE", help="Where its articles go, to be indexed.")
    ] = None,
) -> None:
    """Make cases from the archive's own sentences, a quarter of them without an answer; or from a published set."""
    from evals import cases as files
    from evals import make as making
    from evals import rows
    from ui.cli import progress

    screen: Screen = ctx.obj
    if of is not None:
        made = _loaded(of, data, articles)
    else:
        if data or articles:
            raise WrongUse("--data, --articles", "they belong to --from", "name the format of the set")
        with (
            progress.shown(quiet=screen.quiet) as shown,
            opened(screen, bundled=False, shown=shown) as archive,
        ):
            made = making.make(archive, count, shown)
        if not made:
            raise WrongUse(str(screen.archive), "no sentence of its articles gives a question", "index more articles")
    rows.write(out, map(files.to_row, made))
    without = sum(not case.answerable for case in made)
    if screen.as_json:
        screen.json({"out": str(out), "cases": len(made), "unanswerable": without})
    else:
        screen.text(f"{len(made)} cases in {out}, {without} of them without an answer")


def gate(
    ctx: typer.Context,
    claims: Annotated[
        Path | None, typer.Option("--claims", metavar="FILE", help="Your claims; else the bundled ones.")
    ] = None,
    missed: Annotated[bool, typer.Option("--missed", help="Also every sentence that came out wrong.")] = False,
) -> None:
    """How often a language model's sentences are withheld or let through wrongly: written claims, also made false."""
    from evals import written
    from evals.cases import bundled
    from evals.mutate import as_json
    from qa.checker import RuleChecker
    from qa.trained_checker import TrainedChecker
    from ui.cli import progress

    screen: Screen = ctx.obj
    given = [claims] if claims else [bundled()[1].with_name(f"{name}.jsonl") for name in ("claims", "worded", "spoken")]
    with progress.shown(quiet=screen.quiet) as shown, opened(screen, bundled=claims is None, shown=shown) as archive:
        read = [claim for path in given for claim in written.read(path)]
        chosen = read if claims else written.reported(read)
        quality, together = written.run(archive, chosen, RuleChecker(), TrainedChecker(screen.once), shown)
    told = dict(as_json(quality))
    for part, true in (("together", False), ("withheld", True)):
        told[part] = {s.kind: [s.value, *(s.interval or (None, None)), s.n] for s in together if s.true is true}
    wrong = [(t.kind, str(t.true).lower(), v.fault or "", t.claim) for t, v in quality.missed]
    if screen.as_json:
        columns = ("kind", "true", "reason", "claim")
        screen.json(told | ({"missed": [dict(zip(columns, row, strict=True)) for row in wrong]} if missed else {}))
        return
    screen.text(f"judge: {quality.judge}")
    false = [s for s in (*quality.shares, *together) if not s.true]
    shares = [("caught", s) for s in (*false, quality.total(true=False))]
    shares += [("withheld", s) for s in quality.shares if s.true and s.kind != "verbatim"]
    shares += [("withheld", s) for s in together if s.true]
    table = []
    for part, share in shares:
        figures = (share.value, *share.interval) if share.value is not None and share.interval else ()
        table.append((f"{part} {share.kind}", *(f"{x:.3f}" for x in figures), *[""] * (3 - len(figures)), str(share.n)))
    screen.table(("figure", "value", "from", "to", "n"), table)
    if missed:
        screen.table(("kind", "true", "reason", "claim"), wrong)


def _loaded(of: str, data: Path | None, articles: Path | None) -> tuple[Case, ...]:
    from evals import loaders, rows

    if data is None or articles is None:
        raise WrongUse(f"--from {of}", "the set or the place for its articles is missing", "add --data and --articles")
    loaded = loaders.load(of, data)
    rows.write(articles, map(loaders.article_row, loaded.articles))
    return loaded.cases


def _told(screen: Screen, report: Report, *, full: bool, markdown: bool) -> int:
    from evals import reports
    from ui.report import table
    from ui.report.markdown import markdown as as_markdown

    if screen.as_json:
        screen.json(reports.to_json(report))
    elif markdown:
        screen.text(as_markdown(report).rstrip())
    else:
        for one in table.tables(report, full=full):
            screen.titled(one.title, one.columns, one.rows)
    if report.interrupted:
        done = len(report.main.outcomes)
        screen.fault(
            "interrupted", f"{done} of {report.cases} cases were done, and the report says so", "run it again for all"
        )
        return faults.INTERRUPTED
    for result in report.gates:
        if not result.held:
            screen.fault(f"gate {table.line(result.gate)}", table.failure(result), "mend what the cases show")
    crashed = [o.case.id for o in report.main.outcomes if o.response.error is not None]
    if crashed:
        screen.fault(f"{len(crashed)} cases crashed", ", ".join(crashed[:5]), "report it, with the question")
    return GATE_FAILED if report.failed else 0


@contextmanager
def opened(screen: Screen, *, bundled: bool, shown: Progress) -> Iterator[Archive]:
    """The user's archive, or the bundled articles in one that is gone afterwards."""
    from evals.cases import bundled as sample
    from index import build
    from index.stores.archive import Archive

    if not bundled:
        with closing(Archive.read(screen.archive)) as archive:
            if not archive.database.counts()[0]:
                raise WrongUse(str(screen.archive), "the archive holds no articles", "index some first")
            yield archive
        return
    with TemporaryDirectory(prefix="attribune-eval-") as folder:
        with Archive.write(Path(folder)) as archive:
            build.index(archive, [sample()[0]], progress=shown)
        with closing(Archive.read(Path(folder))) as archive:
            yield archive


def _named(told: str) -> tuple[str, Path]:
    name, _, file = told.partition("=")
    if not name or not file:
        raise WrongUse(f"--also {told}", "names no system with its file", "write NAME=FILE")
    return name, Path(file)


def _writable(option: str, file: Path | None) -> None:
    """Said before anything is asked: a report that cannot be written is no reason to have waited."""
    if file is not None and (not file.absolute().parent.is_dir() or (file.exists() and not file.is_file())):
        why = "is a folder or a device" if file.exists() else "its folder does not exist"
        raise WrongUse(f"{option} {file}", why, "name a file in a folder that exists")


def _write(report: Report, html: Path | None, junit: Path | None) -> None:
    from ui.report.junit import junit as as_junit

    made: list[tuple[Path, str]] = [(junit, as_junit(report))] if junit else []
    if html:
        from ui.report.html import page

        made.append((html, page(report)))
    for file, text in made:
        try:
            file.write_text(text, "utf-8")
        except OSError as error:
            raise CannotWrite(
                str(file), f"cannot be written ({error.strerror})", "make room, or name another"
            ) from error
