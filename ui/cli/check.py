"""`check`: the verdict on one claim against one source."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import Rejected, WrongUse
from index.text import normalise
from ui.cli.screen import Screen

if TYPE_CHECKING:
    from index.types import Article

UNSUPPORTED = 1
"""Exit status where the source does not support the claim."""
_LONGEST = 5_000
"""Characters of a claim: a sentence or a few."""
_SHOWN = 120
"""The most that are shown of the part that fails."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    ctx: typer.Context,
    claim: Annotated[list[str], typer.Argument(metavar="CLAIM", help="One sentence.")],
    source: Annotated[Path, typer.Option("--source", metavar="FILE", help="The article it is held against.")],
) -> int:
    """Whether a source supports a claim, and which word of it is wrong."""
    from qa.checker import words_of
    from qa.reading import Reading
    from qa.trained_checker import TrainedChecker

    screen: Screen = ctx.obj
    text = " ".join(normalise(" ".join(claim)).split())
    if not any(map(str.isalnum, text)) or len(text) > _LONGEST:
        why = "it is empty" if len(text) <= _LONGEST else f"it is longer than {_LONGEST} characters"
        raise WrongUse("CLAIM", why, "write one sentence")
    article = _article(source)
    judge = TrainedChecker(screen.once)
    (verdict,) = judge.check([(words_of(Reading(article)), text)])
    supported = verdict.label == "supported"
    if screen.as_json:
        screen.json(
            {
                "claim": text,
                "source": str(source),
                "published": article.published.isoformat() if article.published else None,
                "label": verdict.label,
                "score": verdict.score,
                "fault": verdict.fault,
                "judge": judge.name,
            }
        )
    else:
        part = textwrap.shorten(verdict.fault or "", _SHOWN, placeholder="…") or "a long word"
        fault = f'; the part that fails: "{part}"' if verdict.fault else ""
        told = verdict.label if supported or verdict.label == "contradicted" else "not supported"
        screen.text(f"{told} ({verdict.score:.2f}, judge: {judge.name}){fault}")
    return 0 if supported else UNSUPPORTED


def _article(path: Path) -> Article:
    """The one article of a file. Raises WrongUse where there is none or several, Rejected where it cannot be read."""
    from index.readers import files
    from index.types import Article

    do = "name a file that holds one article"
    if not path.is_file():
        raise WrongUse(f"--source {path}", "there is no such file", do)
    found = [
        item
        for source in files.walk([path])
        for item in (files.read(source) if isinstance(source, files.Source) else [source])
    ]
    articles = [item for item in found if isinstance(item, Article)]
    for item in found:
        if isinstance(item, files.Fault):
            raise Rejected(item.what, item.why, item.do)
    if len(articles) != 1:
        raise WrongUse(f"--source {path}", f"it holds {len(articles)} articles", do)
    return articles[0]
