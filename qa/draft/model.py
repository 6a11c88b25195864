"""What a language model is to us: a name, the host that its prompts go to, and text that comes in pieces.

The seam of qa.draft.endpoint (servers) and qa.draft.llm (LlamaIndex). Knows no protocol and no prompt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol


class Broken(Exception):
    """A model gave no usable text. `why`: a few words of our own, never the server's.

    `wait`: seconds after which a second try may help; None where it cannot. `unsent`: nothing left this machine.
    """

    def __init__(self, why: str, wait: float | None = None, *, unsent: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait
        self.unsent = unsent


class Model(Protocol):
    """A language model. Used from one thread at a time for one prompt; safe for several prompts at once."""

    @property
    def name(self) -> str:
        """The model, as whoever chose it calls it."""

    @property
    def host(self) -> str:
        """Where prompts go: host and port, or what is known instead."""

    @property
    def local(self) -> bool:
        """Whether prompts stay on this machine."""

    def write(self, prompt: str, seconds: float) -> Iterator[str]:
        """The model's text, piece by piece; at most `seconds` may pass before one comes. Raises Broken."""
