"""The language model of a command: named by its options, the environment or the settings file; None by default."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.screen import Screen

if TYPE_CHECKING:
    from index.types import Progress
    from qa.draft.write import Drafter

Model = Annotated[
    str | None,
    typer.Option(
        "--llm", metavar="MODEL", help="A language model that writes; every sentence is checked. Else ATTRIBUNE_LLM."
    ),
]
Url = Annotated[
    str | None,
    typer.Option(
        "--llm-url", metavar="URL", help="Its server, as OpenAI's API has it. Else ATTRIBUNE_LLM_URL, OpenAI."
    ),
]


def drafter(model: str | None, url: str | None, notice: Callable[[str], None] = lambda _: None) -> Drafter | None:
    """What writes the answers; None where no model is named. Raises WrongUse.

    `notice` is told once where the checker's file cannot be used.
    """
    from platformdirs import user_config_path

    from qa.draft import settings

    file = user_config_path("attribune", appauthor=False) / settings.FILE
    chosen = settings.chosen(model, url, os.environ, file)
    if chosen is None:
        return None
    from qa.checker import RuleChecker
    from qa.draft.write import Drafter
    from qa.trained_checker import TrainedChecker

    return Drafter(chosen, RuleChecker(), TrainedChecker(notice))


def named(model: str | None, url: str | None) -> Drafter | None:
    """The same where an option names a model; what the environment or the settings name is not measured unasked."""
    return drafter(model, url) if model or url else None


def told(screen: Screen, drafter: Drafter | None, progress: Progress) -> Progress:
    """The same progress, which says before the first words leave this machine where they go."""
    if drafter is None or drafter.model.local:
        return progress
    said = False

    def report(stage: str, done: int, total: int, /) -> None:
        nonlocal said
        if stage == "writing" and not said:
            said = True
            screen.warning(leaving(drafter))
        progress(stage, done, total)

    return report


def leaving(drafter: Drafter) -> str:
    """What goes where."""
    words = "the question and the passages found for it, and for a follow-up the earlier questions and answers,"
    return f"{words} go to {drafter.model.host} ({drafter.model.name})"
