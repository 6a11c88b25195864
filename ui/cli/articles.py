"""`index`, `remove`, `list`, `status`: what an archive holds."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import WrongUse
from ui.cli import faults
from ui.cli.screen import Screen

if TYPE_CHECKING:
    from index.build import BuildReport


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("index")(index)
    app.command("remove")(remove)
    app.command("list")(list_articles)
    app.command("status")(status)


def index(
    ctx: typer.Context,
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH...", help="Folders and files.")] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove articles whose files have vanished below PATH.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Also where --prune removes more than half of them.")] = False,
    field: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT=NAME", help="JSON field NAME holds WHAT: id, text, title, date, url, outlet or authors."
        ),
    ] = None,
    embedding: Annotated[
        str | None, typer.Option(metavar="MODULE:CLASS", help="A LlamaIndex embedding; else the one shipped.")
    ] = None,
    reembed: Annotated[bool, typer.Option("--reembed", help="Make all vectors anew with this embedding.")] = False,
) -> int:
    """Add and update articles: .txt .md .html .json .jsonl, also .gz and .xz."""
    from index import build
    from index.stores.archive import Archive
    from ui.cli import progress

    screen: Screen = ctx.obj
    if "" in (paths or []):
        raise WrongUse("index", "an empty path is given", "name a folder or files; . is the folder you are in")
    given = [Path(path) for path in paths or []]
    _check_paths(given, needed=not reembed)
    if yes and not prune:
        raise WrongUse("--yes", "it only goes with --prune", "leave it out")
    fields = _fields(field or [])
    with Archive.write(screen.archive) as archive, progress.shown(quiet=screen.quiet) as shown:
        archive.choose(embedding, reembed=reembed, progress=shown)
        report = build.index(archive, given, fields=fields, prune=prune, yes=yes, progress=shown)
    return _told(screen, report, given)


def remove(
    ctx: typer.Context,
    keys: Annotated[list[str], typer.Argument(metavar="KEY...", help="Keys of articles, as `list` has them.")],
) -> int:
    """Take articles out of the archive; the files they came from stay."""
    from index.stores.archive import Archive
    from index.types import ArticleKey
    from ui.cli import progress

    screen: Screen = ctx.obj
    wanted = [ArticleKey(key) for key in dict.fromkeys(keys)]
    with closing(Archive.read(screen.archive)) as archive:
        unknown = [key for key in wanted if archive.article(key) is None]
    for key in unknown:
        screen.fault(key, "the archive has no article of that key", "`attribune list` shows the keys")
    if len(unknown) == len(wanted):
        return faults.WRONG_USE
    with Archive.write(screen.archive) as archive, progress.shown(quiet=screen.quiet) as shown:
        removed = archive.remove(wanted, shown)
        archive.publish(shown)
        notices = list(archive.notices)
    for notice in notices:
        screen.notice(notice)
    if screen.as_json:
        screen.json({"removed": removed, "unknown": unknown})
    else:
        screen.text(f"removed {len(removed)}")
    return faults.REJECTED if unknown else 0


def list_articles(ctx: typer.Context) -> None:
    """Every article: key, outlet, day, title and number of passages."""
    from index.stores.archive import Archive

    screen: Screen = ctx.obj
    with closing(Archive.read(screen.archive)) as archive:
        if not archive.database.counts()[0]:
            screen.notice("the archive holds no articles yet: attribune index FOLDER")
        if not screen.as_json:
            rows = (
                (a.key, a.outlet or "outlet unknown", _day(a.published) or "undated", a.title or "untitled", str(n))
                for a, n in archive.database.articles()
            )
            screen.table(("article", "outlet", "published", "title", "passages"), rows)
            return
        for article, number in archive.database.articles():
            row = {
                "article": article.key,
                "title": article.title,
                "outlet": article.outlet,
                "published": _day(article.published),
                "authors": list(article.authors),
                "url": article.url,
                "source": article.source,
                "passages": number,
            }
            screen.json(row, line=True)


def status(ctx: typer.Context) -> None:
    """How much the archive holds, of which days, and how it is searched."""
    from index.stores.archive import Archive

    screen: Screen = ctx.obj
    with closing(Archive.read(screen.archive)) as archive:
        articles, passages = archive.database.counts()
        days = archive.database.published()
        size = _size(screen.archive)
        vectors, lacking = archive.generation_state()
        told = {
            "archive": str(screen.archive),
            "articles": articles,
            "passages": passages,
            "embedding": archive.embedding,
            "generation": {
                "number": int(archive.database.meta("generation") or 0) or None,
                "vectors": vectors,
                "out_of_date": lacking if vectors else 0,
            },
            "published": {"first": _day(days[0]), "last": _day(days[1])} if days else None,
            "bytes": size,
        }
    if screen.as_json:
        screen.json(told)
        return
    index = f"{vectors} vectors, {lacking} passages added or removed since" if vectors else "none yet"
    rows = [
        ("archive", str(screen.archive)),
        ("articles", str(articles)),
        ("passages", str(passages)),
        ("published", f"{days[0]} to {days[1]}" if days else "no dated article"),
        ("embedding", archive.embedding),
        ("vector index", index),
        ("on disk", f"{size / 1e6:.1f} MB"),
    ]
    screen.table((), rows)


def _told(screen: Screen, report: BuildReport, paths: list[Path]) -> int:
    for notice in report.notices:
        screen.notice(notice)
    for rejected in report.rejected:
        screen.fault(rejected.what, rejected.why, rejected.do)
    seen = report.added + report.updated + report.unchanged
    if paths and not seen and not report.rejected:
        screen.notice(f"{', '.join(map(str, paths))}: no articles there; these are read: .txt .md .html .json .jsonl")
    if screen.as_json:
        screen.json(
            {
                "added": report.added,
                "updated": report.updated,
                "unchanged": report.unchanged,
                "removed": report.removed,
                "rejected": [{"what": r.what, "why": r.why, "do": r.do} for r in report.rejected],
                "published": report.published,
                "passages": report.passages,
                "seconds": round(report.seconds, 2),
                "publishing": round(report.publishing, 2),
                "notices": report.notices,
            }
        )
    else:
        screen.text(
            f"added {report.added}, updated {report.updated}, unchanged {report.unchanged}, "
            f"removed {len(report.removed)}, rejected {len(report.rejected)}"
        )
        if report.added + report.updated >= _MANY:
            told = f", the vector index published in another {report.publishing:.1f} s" if report.publishing else ""
            screen.text(f"{report.passages} passages; everything was found after {report.seconds:.1f} s{told}")
        for key in report.removed:
            screen.text(f"removed: {key}")
    return faults.REJECTED if report.rejected else 0


_MANY = 50
"""Articles from which it is said how long they took."""


def _check_paths(paths: list[Path], *, needed: bool) -> None:
    """Nothing to read at all is wrong use; one missing path among good ones is a rejected input."""
    if not paths and needed:
        raise WrongUse("index", "no path is given", "name a folder or files")
    missing = [path for path in paths if not os.path.exists(path)]  # noqa: PTH110  Path.exists raises where it may not look
    if paths and len(missing) == len(paths):
        raise WrongUse(", ".join(map(str, missing)), "no such file or folder", "check the path")


def _fields(given: list[str]) -> dict[str, str]:
    from index.readers.fields import USUAL

    found = {}
    for one in given:
        what, _, name = one.partition("=")
        if what not in USUAL or not name:
            raise WrongUse(f"--field {one}", "it is not WHAT=NAME", f"WHAT is one of {', '.join(USUAL)}")
        found[what] = name
    return found


def _day(day: object) -> str | None:
    return str(day) if day else None


def _size(folder: Path) -> int:
    """Bytes of all files below, those that vanish meanwhile left out."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118
            except FileNotFoundError:
                continue
    return total
