"""`ask`, `search`, `show`, `verify`: from a question to the words that answer it, and back."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import WrongUse
from index.text import normalise
from ui.cli import drafting, faults
from ui.cli.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Article, Span
    from qa.types import Reply, Turn


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("search")(search)
    app.command("ask")(ask)
    app.command("show")(show)
    app.command("verify")(verify)


def ask(
    ctx: typer.Context,
    question: Annotated[list[str] | None, typer.Argument(metavar="QUESTION", help="In a full sentence.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Only articles published from then on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Only articles published until then.")] = None,
    no_period: Annotated[
        bool, typer.Option("--no-period", help='Of any day, also where the question says "last week".')
    ] = False,
    as_of: Annotated[
        str | None, typer.Option(metavar="DAY", help="Answer as on that day: nothing published later is used.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Also what each step saw, and why.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Quotations and sources to paste.")] = False,
    llm: drafting.Model = None,
    llm_url: drafting.Url = None,
) -> int:
    """Answer a question with the exact words of the articles, or refuse and say why; without one, hold a conversation.

    A conversation: a question a line, ended by end of file (Ctrl-D); follow-ups are understood.
    """
    from index.stores.archive import Archive
    from index.types import Period
    from qa.bot import Bot
    from qa.question import LONGEST
    from qa.reader import TrainedReader
    from qa.replies import to_json
    from qa.types import Answer
    from ui import explanation, terminal
    from ui.cli import conversation, progress
    from ui.markdown import reply as as_markdown

    screen: Screen = ctx.obj
    if markdown and (screen.as_json or explain):
        raise WrongUse("--markdown", "it goes neither with --json nor with --explain", "give one of them")
    period = Period(_day("--since", since), _day("--until", until))
    if period and no_period:
        raise WrongUse("--no-period", "goes neither with --since nor with --until", "give one of them")
    if period.since and period.until and period.since > period.until:
        raise WrongUse("--since", f"{period.since} is after --until {period.until}", "change one of the two days")
    asked = _day("--as-of", as_of)
    if period.since and asked and period.since > asked:
        raise WrongUse("--since", f"{period.since} is after --as-of {asked}", "change one of the two days")
    drafter = drafting.drafter(llm, llm_url, screen.once)
    with closing(Archive.read(screen.archive)) as archive:
        reader = TrainedReader()
        reader.prepare()
        bot = Bot(archive, reader, drafter=drafter)

        def answered(text: str, history: Sequence[Turn]) -> Reply:
            if len(text) > LONGEST:
                screen.notice(f"the question is long: only its first {LONGEST} characters are read")
            with progress.answering(quiet=screen.quiet) as (shown, heard):
                reply = bot.ask(
                    text,
                    history=history,
                    period=period if period or no_period else None,
                    asked=asked or _today(),
                    as_of=asked is not None,
                    progress=drafting.told(screen, drafter, shown),
                    heard=heard,
                )
            screen.once(*archive.notices)
            return reply

        def show(reply: Reply) -> None:
            if screen.as_json:
                screen.json(to_json(reply, explain=explain), line=not question)
            elif markdown:
                screen.text(as_markdown(reply).removesuffix("\n"))
            else:
                lines = terminal.reply(reply)
                screen.lines([*lines, terminal.BLANK, *explanation.lines(reply)] if explain else lines)

        if not question:
            conversation.hold(screen, answered, show)
            return 0
        reply = answered(normalise(" ".join(question)), ())
    show(reply)
    return 0 if isinstance(reply, Answer) else faults.REFUSED


def search(
    ctx: typer.Context,
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help="Words, or a question.")],
    k: Annotated[int, typer.Option("-k", metavar="N", min=1, max=1000, help="Passages, at most.")] = 10,
) -> None:
    """The passages that fit best."""
    from index.stores.archive import Archive
    from qa.question import understand
    from qa.reader import TrainedReader
    from qa.retrieve import retrieve
    from qa.types import Scope
    from ui import terminal

    screen: Screen = ctx.obj
    text = normalise(" ".join(query))
    if not text.strip():
        raise WrongUse("QUERY", "it is empty", "give words, or a question")
    with closing(Archive.read(screen.archive)) as archive:
        with archive.database.snapshot():
            hits = retrieve(archive, understand(text, Scope(asked=_today())), k, reader=TrainedReader())
            found = [(hit, article) for hit in hits if (article := archive.article(hit.passage.key)) is not None]
        screen.once(*archive.notices)
    if screen.as_json:
        passages = [
            {
                "article": hit.passage.key,
                "start": hit.passage.span.start,
                "end": hit.passage.span.end,
                "text": hit.passage.span.of(article.text),
                "title": article.title,
                "outlet": article.outlet,
                "published": article.published.isoformat() if article.published else None,
                "score": round(hit.score, 4),
                "copies": hit.copies,
            }
            for hit, article in found
        ]
        screen.json({"query": text, "passages": passages})
    elif found:
        screen.lines(terminal.passages(found))
    else:
        screen.notice("nothing found")


def show(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="Key of an article, as answers cite it.")],
    at: Annotated[str | None, typer.Option(metavar="START:END", help="Mark these characters.")] = None,
) -> None:
    """An article, the cited words marked."""
    from index.stores.archive import Archive
    from index.types import ArticleKey
    from ui import terminal

    screen: Screen = ctx.obj
    with closing(Archive.read(screen.archive)) as archive:
        article = archive.article(ArticleKey(key))
    if article is None:
        raise WrongUse(key, "the archive has no article of that key", "`attribune list` shows the keys")
    span = None if at is None else _span(at, article)
    if screen.as_json:
        screen.json(
            {
                "article": article.key,
                "title": article.title,
                "outlet": article.outlet,
                "published": article.published.isoformat() if article.published else None,
                "authors": article.authors,
                "url": article.url,
                "source": article.source,
                "digest": article.digest,
                "text": article.text,
                "at": {"start": span.start, "end": span.end, "quote": span.of(article.text)} if span else None,
            }
        )
    else:
        screen.lines(terminal.article(article, span))


def verify(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A reply or conversation saved with --json.")],
) -> int:
    """Whether every quotation of a saved reply is still what the archive holds at its place."""
    from index.stores.archive import Archive
    from qa import replies

    screen: Screen = ctx.obj
    do = "name a file that `attribune ask --json` wrote"
    try:
        saved = json.loads(file.read_text("utf-8"))
    except RecursionError as error:
        raise WrongUse(str(file), "it is nested too deeply", do) from error
    except ValueError as error:
        raise WrongUse(str(file), f"it is not JSON ({error})", do) from error
    with closing(Archive.read(screen.archive)) as archive:
        try:
            count, wrong = replies.verify(saved, archive.article)
        except ValueError as error:
            raise WrongUse(str(file), str(error), do) from error
    for fault in wrong:
        screen.fault(str(file), fault, "ask again, or index the article that was quoted")
    if screen.as_json:
        screen.json({"quotes": count, "faults": wrong})
    else:
        screen.text(f"{count} quotations, {len(wrong)} at fault")
    return 1 if wrong else 0


def _day(option: str, written: str | None) -> date | None:
    from index.prose.dates import parse_day

    if written is None:
        return None
    day = parse_day(written)
    if day is None:
        raise WrongUse(f"{option} {written}", "it names no day", "write it like 2024-06-13")
    return day


def _today() -> date:
    return date.today()


def _span(written: str, article: Article) -> Span:
    from index.types import Span

    start, colon, end = written.partition(":")
    if not (colon and start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(written) < 40):
        raise WrongUse(f"--at {written}", "it is not START:END", "write it like 120:240")
    if not int(start) < int(end) <= len(article.text):
        raise WrongUse(f"--at {written}", f"the article has the characters 0:{len(article.text)}", "stay inside")
    return Span(int(start), int(end))
