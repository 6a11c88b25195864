"""`demo`: the sample articles, three questions answered and one refused, in an archive that is gone afterwards."""

from __future__ import annotations

from contextlib import closing
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from ui.cli.screen import Screen

QUESTIONS = (
    "What did Orban agree to?",
    "When is the Washington summit?",
    "How much will it cost to repair the Old Weir Bridge?",
    "What did Macron agree to?",
)


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("demo")(demo)


def demo(ctx: typer.Context) -> None:
    """Three questions answered from the sample articles, one refused; nothing is kept."""
    from index import build
    from index.stores.archive import Archive
    from qa.bot import Bot
    from qa.reader import TrainedReader
    from qa.replies import CONVERSATION, to_json
    from ui import terminal
    from ui.cli import progress

    screen: Screen = ctx.obj
    articles = Path(str(files("evals.sample") / "articles"))
    with TemporaryDirectory(prefix="attribune-demo-") as folder, progress.shown(quiet=screen.quiet) as shown:
        with Archive.write(Path(folder)) as archive:
            report = build.index(archive, [articles], progress=shown)
        with closing(Archive.read(Path(folder))) as archive:
            bot = Bot(archive, TrainedReader())
            replies = [bot.ask(question, progress=shown) for question in QUESTIONS]
            screen.once(*archive.notices)
    screen.notice(f"{report.added} sample articles in an archive that is gone already; their outlets are invented")
    if screen.as_json:
        screen.json({"format": CONVERSATION, "replies": [to_json(reply) for reply in replies]})
        return
    for question, reply in zip(QUESTIONS, replies, strict=True):
        screen.lines([terminal.heading(question), terminal.BLANK, *terminal.reply(reply), terminal.BLANK])
    screen.notice('your own articles: attribune index FOLDER, then attribune ask "..."')
