"""A real model that makes things up freely, served as any other: SmolLM2-135M, in a process of its own (serve.py)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from qa.draft.model import Model
from tests.qa.draft import serve


@contextmanager
def served() -> Iterator[str]:
    """The address of a server of the small model; without its packages the test is left out."""
    if serve.model() is None:
        pytest.skip(f"{serve.MISSING}; left out")
    command = [sys.executable, serve.__file__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@dataclass
class Listened:
    """A model, and every prompt that it was sent with what it wrote."""

    model: Model
    prompts: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.model.name

    @property
    def host(self) -> str:
        return self.model.host

    @property
    def local(self) -> bool:
        return self.model.local

    def write(self, prompt: str, seconds: float) -> Iterator[str]:
        self.prompts.append(prompt)
        self.drafts.append("")
        mine = len(self.drafts) - 1  # one that was left at its deadline may still be writing
        for piece in self.model.write(prompt, seconds):
            self.drafts[mine] += piece
            yield piece
