"""Who asked what: a conversation for each unguessable session, the oldest forgotten first.

Knows questions and replies; nothing about HTTP, markup or archives. Used from one thread, the server's.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from index.types import Period
from qa.types import Answer, Claim, Refusal, Reply, Turn

Session = NewType("Session", str)
"""What a browser's cookie holds: whoever has it sees the conversation."""
LONGEST = 50
"""Exchanges of one conversation that are kept."""
KEPT = 1000
"""Exchanges of all conversations that are kept: about 20 kB each."""


class Stage(StrEnum):
    """How far an exchange is."""

    WAITING = "waiting"
    SEARCHING = "searching"
    READING = "reading"
    WRITING = "writing"
    CHECKING = "checking"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self in (Stage.DONE, Stage.STOPPED, Stage.FAILED)


class Vote(StrEnum):
    """Thumbs."""

    UP = "up"
    DOWN = "down"


@dataclass(slots=True)
class Exchange:
    """A question and what has become of it. `id` names it on the page and in the log; it tells nothing."""

    question: str
    period: Period | None = None
    as_is: bool = False
    """Whether it was written to stand alone: earlier turns add nothing to it."""
    id: str = field(default_factory=lambda: secrets.token_hex(6))
    stage: Stage = Stage.WAITING
    reply: Reply | None = None
    steps: tuple[int, int] = (0, 0)
    """Of the stage, what is done and how much there is; (0, 0) where nobody counts."""
    checked: tuple[Claim, ...] = ()
    """Sentences of a language model that hold, while others are still checked."""
    fault: str | None = None
    """Why it failed, in words for the page."""
    vote: Vote | None = None
    once: str = ""
    """What the page called this asking: one that it sends again, in doubt whether it arrived, is begun once."""

    def turn(self) -> Turn | None:
        """What later questions may refer to; None while there is no reply."""
        return None if self.reply is None else Turn(self.question, self.reply.question.stand_alone, self.reply)


@dataclass(slots=True)
class Conversation:
    """The exchanges of one session, oldest first."""

    exchanges: list[Exchange] = field(default_factory=list)
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a source is looked up: they are shown in the order in which they were chosen."""
    notices: set[str] = field(default_factory=set)
    """What whoever asks was told of what the server works without."""

    @property
    def running(self) -> Exchange | None:
        """The exchange that is under way; one at a time."""
        return next((e for e in self.exchanges if not e.stage.over), None)

    def find(self, id: str) -> Exchange | None:  # noqa: A002  as on the page
        """The exchange of that id."""
        return next((e for e in self.exchanges if e.id == id), None)

    def begun(self, once: str) -> Exchange | None:
        """The exchange that was begun by this asking."""
        return next((e for e in self.exchanges if once and e.once == once), None)

    def place(self, exchange: Exchange, instead: str | None = None) -> None:
        """Put an exchange at the end, or where the one of the id `instead` stands."""
        at = next((i for i, e in enumerate(self.exchanges) if e.id == instead), None)
        if at is None:
            self.exchanges.append(exchange)
            del self.exchanges[: -LONGEST or None]
        else:
            self.exchanges[at] = exchange

    def before(self, exchange: Exchange) -> tuple[Turn, ...]:
        """The earlier turns that have a reply, oldest first."""
        turns = []
        for one in self.exchanges:
            if one is exchange:
                break
            turns.append(one.turn())
        return tuple(turn for turn in turns if turn is not None)

    def replies(self) -> tuple[Answer | Refusal, ...]:
        """Every reply, oldest first."""
        return tuple(e.reply for e in self.exchanges if e.reply is not None)


class Conversations:
    """All conversations, the one used last at the end."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._held: OrderedDict[Session, Conversation] = OrderedDict()

    def of(self, session: Session) -> Conversation:
        """The conversation of that session, begun where there is none."""
        found = self._held.setdefault(session, Conversation())
        self._held.move_to_end(session)
        self._forget()
        return found

    def clear(self, session: Session) -> None:
        """Forget a conversation."""
        self._held.pop(session, None)

    def _forget(self) -> None:
        """Drop whole conversations, the longest unused first, until no more than `kept` exchanges are held."""
        total = sum(max(1, len(c.exchanges)) for c in self._held.values())
        for session in list(self._held)[:-1]:
            if total <= self._kept:
                return
            if self._held[session].running is None:
                total -= max(1, len(self._held.pop(session).exchanges))
