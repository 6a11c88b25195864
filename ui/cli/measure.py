"""`eval`: batch runs over question files, and the figures of what they wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import WrongUse
from ui.cli.screen import Screen

if TYPE_CHECKING:
    from evals.rows import Row
    from index.stores.archive import Archive
    from index.types import Progress

Data = Annotated[Path, typer.Option("--data", metavar="FILE", help="JSON lines, gzip or plain.")]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the rows go.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Only the first N rows.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(name="eval", help="Batch runs over question files, and their figures.", no_args_is_help=False)
    group.command("retrieval")(retrieval)
    group.command("answers")(answers)
    group.command("speakers")(speakers)
    group.command("score")(score)
    app.add_typer(group)


def retrieval(ctx: typer.Context, data: Data, out: Out, limit: Limit = None) -> None:
    """The 20 passages found for each question of --data."""
    from evals import rows
    from evals.suites import asked, retrieval

    _apart(data, out)
    questions = rows.read(data, asked.parse, limit=limit)
    _with_archive(ctx.obj, out, lambda archive, shown: retrieval.run(questions, archive, shown))


def answers(ctx: typer.Context, data: Data, out: Out, limit: Limit = None) -> None:
    """The reply to each question of --data."""
    from evals import rows
    from evals.suites import answers, asked
    from qa.bot import Bot

    _apart(data, out)
    questions = rows.read(data, asked.parse, limit=limit)
    _with_archive(ctx.obj, out, lambda archive, shown: answers.run(questions, Bot(archive), shown))


def speakers(ctx: typer.Context, data: Data, out: Out, limit: Limit = None) -> None:
    """Who says each sentence of the texts of --data; needs no archive."""
    from evals import rows
    from evals.suites import speakers
    from ui.cli import progress

    screen: Screen = ctx.obj
    _apart(data, out)
    texts = rows.read(data, speakers.parse, limit=limit)
    with progress.shown(quiet=screen.quiet) as shown:
        _wrote(screen, out, rows.write(out, speakers.run(texts, shown)))


def score(
    ctx: typer.Context,
    suite: Annotated[str, typer.Argument(metavar="SUITE", help="retrieval, answers or speakers.")],
    data: Data,
    pred: Annotated[Path, typer.Option("--pred", metavar="FILE", help="What the batch run wrote.")],
    articles: Annotated[
        Path | None, typer.Option("--articles", metavar="FILE", help="The corpus, to check quotes against.")
    ] = None,
    unanswerable: Annotated[
        Path | None, typer.Option("--unanswerable", metavar="FILE", help="Ids of questions without an answer.")
    ] = None,
) -> None:
    """The figures of a batch run, with 95 % intervals."""
    from evals.score import score

    screen: Screen = ctx.obj
    figures = score(suite, data, pred, articles, unanswerable)
    if screen.as_json:
        screen.json(figures)
    else:
        screen.table(("figure", "value", "from", "to", "n"), [_row(name, value) for name, value in figures.items()])


def _apart(data: Path, out: Path) -> None:
    """What is read must not be written over, also not on the way."""
    if data.resolve() in (out.resolve(), out.resolve().with_name(out.name + ".part")):
        raise WrongUse(f"--out {out}", "it would be written over --data", "name another file")


def _with_archive(screen: Screen, out: Path, run: Callable[[Archive, Progress], Iterable[Row]]) -> None:
    from evals import rows
    from index.stores.archive import Archive
    from ui.cli import progress

    with closing(Archive.read(screen.archive)) as archive:
        if not archive.database.counts()[0]:
            raise WrongUse(str(screen.archive), "the archive holds no articles", "index the articles of the set first")
        with progress.shown(quiet=screen.quiet) as shown:
            count = rows.write(out, run(archive, shown))
        for notice in archive.notices:
            screen.notice(notice)
    _wrote(screen, out, count)


def _wrote(screen: Screen, out: Path, count: int) -> None:
    if screen.as_json:
        screen.json({"out": str(out), "rows": count})
    else:
        screen.text(f"{count} rows in {out}")


def _row(name: str, value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    return (name, *("-" if part is None else str(part) for part in parts))
