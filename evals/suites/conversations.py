"""Conversations held with an archive: what search finds for each follow-up in our words and in a person's.

A conversation is held as a person would: each question as it was asked, after our own replies to those before it. The
person's wording is read only to search with, after ours is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from evals import rows as lines
from evals.metrics.conversations import DEPTH, FollowUp, Found
from index.types import ArticleKey, Hit, Progress, Span, silent
from qa.bot import Bot
from qa.question import understand
from qa.reader import Reader
from qa.retrieve import retrieve
from qa.types import Turn


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a conversation, how a person wrote it to stand alone, and where its answer is."""

    question: str
    written: str
    article: ArticleKey
    span: Span


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: the question that begins it, and the follow-ups."""

    id: str
    first: str
    later: tuple[Asked, ...]


def bundled() -> Path:
    """The file of the bundled conversations, over the bundled articles."""
    return Path(str(files("evals.sample") / "conversations.jsonl"))


def parse(row: lines.Row) -> Talk:
    """Raises Fault."""
    first, *later = lines.objects(row, "turns") or ({},)
    return Talk(str(lines.name(row)), lines.text(first, "question"), tuple(map(_asked, later)))


def _asked(row: lines.Row) -> Asked:
    article = ArticleKey(lines.text(row, "article"))
    return Asked(lines.text(row, "question"), lines.text(row, "stand_alone"), article, lines.stretch(row))


def run(talks: Sequence[Talk], bot: Bot, reader: Reader | None = None, progress: Progress = silent) -> list[FollowUp]:
    """Every follow-up of each conversation, in order."""
    found: list[FollowUp] = []
    progress("conversations", 0, len(talks))
    for done, talk in enumerate(talks, 1):
        found += _held(talk, bot, reader)
        progress("conversations", done, len(talks))
    return found


def _held(talk: Talk, bot: Bot, reader: Reader | None) -> Iterator[FollowUp]:
    reply = bot.ask(talk.first)
    history = [Turn(talk.first, reply.question.stand_alone, reply)]
    for asked in talk.later:
        reply = bot.ask(asked.question, history=history)
        understood = reply.question.stand_alone
        wordings = (asked.question, understood, asked.written)
        yield FollowUp(talk.id, *wordings, *(_found(text, asked, bot, reader) for text in wordings))
        history.append(Turn(asked.question, understood, reply))


def _found(text: str, asked: Asked, bot: Bot, reader: Reader | None) -> Found:
    with bot.archive.database.snapshot():
        hits = retrieve(bot.archive, understand(text), DEPTH, reader=reader)
    names = tuple(f"{hit.passage.key} {hit.passage.number}" for hit in hits)
    return Found(names, any(_holds(hit, asked) for hit in hits))


def _holds(hit: Hit, asked: Asked) -> bool:
    if hit.passage.key != asked.article:
        return asked.article in hit.copies
    return hit.passage.span.overlaps(asked.span)
