"""Any LlamaIndex LLM as a model that drafts. The only place here that knows LlamaIndex, which takes 1.5 s to import.

What such an LLM does with keys, proxies and addresses is its own; where it says its address, that is told as the host.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.llms import LLM

from index.errors import WrongUse
from index.hosts import is_loopback

_UNNAMED = "unknown"
"""What LlamaIndex calls a model without a name."""
_ADDRESSES = ("api_base", "base_url", "azure_endpoint", "endpoint")


class LlamaIndexModel:
    """An LLM of LlamaIndex. `name`: as it calls itself, else its class."""

    def __init__(self, llm: LLM) -> None:
        self._llm = llm
        kind = type(llm)
        self.name = _named(llm) or kind.__name__
        address = next((str(a) for a in (getattr(llm, n, None) for n in _ADDRESSES) if isinstance(a, str) and a), "")
        parts = urlsplit(address)
        named = parts.hostname or ""
        self.host = (f"{named}:{parts.port}" if parts.port else named) or f"where {kind.__name__} sends them"
        self.local = is_loopback(named)

    def write(self, prompt: str, seconds: float) -> Iterator[str]:  # noqa: ARG002  its own time limits hold
        """See Model; whatever the LLM raises comes through."""
        if self._llm.metadata.is_chat_model:
            for part in self._llm.stream_chat([ChatMessage(role=MessageRole.USER, content=prompt)]):
                yield part.delta or ""
        else:
            for piece in self._llm.stream_complete(prompt):
                yield piece.delta or ""


def _named(llm: LLM) -> str | None:
    """What an LLM is called; some (Ollama's) ask their server for the rest of what they know of themselves."""
    given = getattr(llm, "model", None)
    if not isinstance(given, str):
        try:
            given = str(llm.metadata.model_name or _UNNAMED)
        except Exception:  # noqa: BLE001  of somebody else's making; if it is down, the asking will tell
            return None
    return None if given in ("", _UNNAMED) else given


def named(spec: str) -> LlamaIndexModel:
    """The LLM that "MODULE:NAME" names: an LLM, or a class or function that gives one without arguments.

    Raises WrongUse.
    """
    module, _, name = spec.partition(":")
    what, do = (
        f"--llm {spec}",
        "name an LLM of LlamaIndex as MODULE:NAME; for a module in this folder put PYTHONPATH=. before the command",
    )
    try:
        found = getattr(importlib.import_module(module), name)
        llm = found if isinstance(found, LLM) else found()
    except (ImportError, AttributeError, TypeError, ValueError) as error:  # whose words may hold a key
        raise WrongUse(what, f"cannot be had ({type(error).__name__})", do) from error
    if not isinstance(llm, LLM):
        raise WrongUse(what, "is no LLM of LlamaIndex", do)
    return LlamaIndexModel(llm)
