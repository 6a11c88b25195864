"""`eval`: batch runs over question files, and the figures of what they wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from index.errors import WrongUse
from ui.cli import suite, talks
from ui.cli.screen import Screen

if TYPE_CHECKING:
    from evals.rows import Row
    from index.stores.archive import Archive
    from index.types import Article, Progress
    from qa.checker import Checker

T = TypeVar("T")
Data = Annotated[Path, typer.Option("--data", metavar="FILE", help="JSON lines, gzip or plain.")]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the rows go.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Only the first N rows.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(name="eval", help="Batch runs over question files, and their figures.", no_args_is_help=False)
    group.command("retrieval")(retrieval)
    group.command("answers")(answers)
    group.command("speakers")(speakers)
    group.command("dates")(dates)
    group.command("sentences")(sentences)
    group.command("squad")(squad)
    group.command("claims")(claims)
    group.command("follow_ups")(follow_ups)
    group.command("score")(score)
    suite.register(group)
    talks.register(group)
    group.command("mutate")(mutate)
    app.add_typer(group)


def retrieval(ctx: typer.Context, data: Data, out: Out, limit: Limit = None) -> None:
    """The 20 passages found for each question of --data."""
    from evals import rows
    from evals.suites import asked, retrieval
    from qa.reader import TrainedReader

    _apart(data, out)
    questions = rows.read(data, asked.parse, limit=limit, what="questions")
    _with_archive(ctx.obj, out, lambda archive, shown: retrieval.run(questions, archive, TrainedReader(), shown))


def answers(ctx: typer.Context, data: Data, out: Out, limit: Limit = None) -> None:
    """The reply to each question of --data."""
    from evals import rows
    from evals.suites import answers, asked
    from qa.bot import Bot
    from qa.reader import TrainedReader

    _apart(data, out)
    questions = rows.read(data, asked.parse, limit=limit, what="questions")
    _with_archive(ctx.obj, out, lambda archive, shown: answers.run(questions, Bot(archive, TrainedReader()), shown))


def speakers(ctx: typer.Context, data: Data, out: Out, limit: Limit = None) -> None:
    """Who says each sentence of the texts of --data; needs no archive."""
    from evals.suites import speakers

    _alone(ctx.obj, data, out, limit, speakers.parse, speakers.run)


def dates(ctx: typer.Context, data: Data, out: Out, limit: Limit = None) -> None:
    """The dates that the texts of --data speak of, as calendar values; needs no archive."""
    from evals.suites import dates

    _alone(ctx.obj, data, out, limit, dates.parse, dates.run)


def claims(ctx: typer.Context, data: Data, out: Out, limit: Limit = None) -> None:
    """Whether the source of each row of --data supports its claim; needs no archive."""
    from evals.suites import claims
    from qa.trained_checker import TrainedChecker

    judge = TrainedChecker(ctx.obj.once)
    _alone(ctx.obj, data, out, limit, claims.parse, lambda asked, shown: claims.run(asked, judge, shown))


def sentences(ctx: typer.Context, data: Data, out: Out, limit: Limit = None) -> None:
    """How well each sentence of --data answers its question, by the reader alone; needs no archive."""
    from evals.suites import sentences
    from qa.reader import TrainedReader

    reader = TrainedReader()
    _alone(ctx.obj, data, out, limit, sentences.parse, lambda pairs, shown: sentences.run(pairs, reader, shown))


def squad(ctx: typer.Context, data: Data, out: Out, limit: Limit = None) -> None:
    """The best span for each question of --data, in SQuAD's shape, by the reader alone; needs no archive."""
    from evals.suites import squad
    from qa.reader import TrainedReader

    reader = TrainedReader()
    _alone(ctx.obj, data, out, limit, squad.parse, lambda articles, shown: squad.run(articles, reader, shown))


def follow_ups(ctx: typer.Context, data: Data, out: Out, limit: Limit = None) -> None:
    """Each follow-up of --data as a question that stands alone; needs no archive."""
    from evals.suites import follow_ups

    _alone(ctx.obj, data, out, limit, follow_ups.parse, follow_ups.run)


def score(
    ctx: typer.Context,
    suite: Annotated[
        str,
        typer.Argument(
            metavar="SUITE", help="retrieval, answers, speakers, dates, sentences, squad, claims or follow_ups."
        ),
    ],
    data: Data,
    pred: Annotated[Path, typer.Option("--pred", metavar="FILE", help="What the batch run wrote.")],
    articles: Annotated[
        Path | None, typer.Option("--articles", metavar="FILE", help="The corpus, to check quotes against.")
    ] = None,
    unanswerable: Annotated[
        Path | None, typer.Option("--unanswerable", metavar="FILE", help="Ids of questions without an answer.")
    ] = None,
    threshold: Annotated[
        float | None, typer.Option("--threshold", metavar="X", help="squad: refused above this no-answer score.")
    ] = None,
    intervals: Annotated[
        bool, typer.Option("--intervals", help="With --json, which else has single numbers for some: of every figure.")
    ] = False,
) -> None:
    """The figures of a batch run, with 95 % intervals; a row of --data without a prediction counts as wrong."""
    from evals.score import score

    screen: Screen = ctx.obj
    told = intervals or not screen.as_json
    figures = score(suite, data, pred, articles, unanswerable, threshold, intervals=told)
    if screen.as_json:
        screen.json(figures)
    else:
        screen.table(("figure", "value", "from", "to", "n"), [_row(*one) for one in _flat(figures)])


def _apart(data: Path, out: Path) -> None:
    """What is read must not be written over, also not on the way."""
    if data.resolve() in (out.resolve(), out.resolve().with_name(out.name + ".part")):
        raise WrongUse(f"--out {out}", "it would be written over --data", "name another file")


def _alone(
    screen: Screen,
    data: Path,
    out: Path,
    limit: int | None,
    parse: Callable[[Row], T],
    run: Callable[[list[T], Progress], Iterable[Row]],
) -> None:
    """A batch run that needs no archive."""
    from evals import rows
    from ui.cli import progress

    _apart(data, out)
    asked = rows.read(data, parse, limit=limit, what="rows")
    with progress.shown(quiet=screen.quiet) as shown:
        _wrote(screen, out, rows.write(out, run(asked, shown)))


def _with_archive(screen: Screen, out: Path, run: Callable[[Archive, Progress], Iterable[Row]]) -> None:
    from evals import rows
    from index.stores.archive import Archive
    from ui.cli import progress

    with closing(Archive.read(screen.archive)) as archive:
        if not archive.database.counts()[0]:
            raise WrongUse(str(screen.archive), "the archive holds no articles", "index the articles of the set first")
        with progress.shown(quiet=screen.quiet) as shown:
            count = rows.write(out, run(archive, shown))
        screen.once(*archive.notices)
    _wrote(screen, out, count)


def _wrote(screen: Screen, out: Path, count: int) -> None:
    if screen.as_json:
        screen.json({"out": str(out), "rows": count})
    else:
        screen.text(f"{count} rows in {out}")


def mutate(
    ctx: typer.Context,
    claims: Annotated[int, typer.Option("--claims", metavar="N", min=20, help="Claims made, at most.")] = 1000,
    missed: Annotated[bool, typer.Option("--missed", help="Also every claim that was judged wrongly.")] = False,
    labelled: Annotated[
        Path | None,
        typer.Option("--labelled", metavar="FILE", help="Also claims that people judged: source, claim, label 1 or 0."),
    ] = None,
) -> None:
    """How good the judge of claims is: true and false ones made of the archive's articles, else of the bundled ones."""
    from evals.mutate import as_json, run
    from qa.reading import Reading
    from qa.trained_checker import TrainedChecker
    from ui.cli import progress

    screen: Screen = ctx.obj
    with progress.shown(quiet=screen.quiet) as shown:
        readings = [Reading(article) for article in _articles(screen)]
        judge = TrainedChecker(screen.once)
        quality = run(readings, judge, claims, shown)
        people = {} if labelled is None else {"people": _by_people(labelled, judge, shown)}
    if not quality.total(true=True).n:
        raise WrongUse(str(screen.archive), "no claim can be made of its articles", "index news articles in English")
    wrong = [(t.kind, str(t.true).lower(), v.label, v.fault or "", t.claim, t.words.text) for t, v in quality.missed]
    if screen.as_json:
        columns = ("kind", "true", "label", "fault", "claim", "words")
        lists = {"missed": [dict(zip(columns, row, strict=True)) for row in wrong]} if missed else {}
        screen.json({**as_json(quality), **people, **lists})
        return
    told = as_json(quality)
    screen.text(f"judge: {told['judge']}")
    rows = [(f"{part} {kind}", figure) for part in ("caught", "faulted") for kind, figure in _items(told[part])]
    rows += _flat(people)
    screen.table(("figure", "value", "from", "to", "n"), [_row(*row) for row in rows])
    if missed:
        screen.table(("kind", "true", "label", "fault", "claim", "words"), wrong)


def _by_people(file: Path, judge: Checker, shown: Progress) -> dict[str, object]:
    """How the judge agrees with people, by set and split: area under the curve and balanced accuracy."""
    from evals import rows
    from evals.metrics import claims as metric
    from evals.suites import claims as suite

    asked, gold = rows.read(file, suite.parse), rows.read(file, metric.gold)
    return metric.measure(gold, [metric.scored(row) for row in suite.run(asked, judge, shown)])


def _items(figures: object) -> Iterable[tuple[str, object]]:
    assert isinstance(figures, Mapping)
    return figures.items()


def _articles(screen: Screen) -> Iterator[Article]:
    """The articles of the archive that was named, else the bundled ones."""
    from importlib.resources import files

    from index.readers import files as readers
    from index.stores.archive import Archive
    from index.types import Article

    if screen.names_archive:
        with closing(Archive.read(screen.archive)) as archive:
            for record in archive.database.records():
                if (article := archive.article(record.key)) is not None:
                    yield article
        return
    for source in readers.walk([Path(str(files("evals.sample") / "articles"))]):
        assert isinstance(source, readers.Source)
        yield from (item for item in readers.read(source) if isinstance(item, Article))


def _flat(figures: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Figures by name; those of a part of the data ("rte val") with its name in front."""
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name} ")
        else:
            yield before + name, value


def _row(name: str, value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    return (name, *("-" if part is None else str(part) for part in parts))
