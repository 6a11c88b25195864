"""A server that speaks OpenAI's chat completions: Ollama, vLLM, llama.cpp, OpenAI. The one place that speaks HTTP.

Sends prompt and key to the address given and nowhere else: no redirect is followed, no proxy and no .netrc of the
environment is used. What a server says about a failure is not repeated: it may hold the key. Knows nothing of prompts.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.hosts import is_loopback
from qa.draft.model import Broken

if TYPE_CHECKING:
    import httpx

OPENAI = "https://api.openai.com/v1"
CONNECT = 10.0
"""Seconds in which a connection must stand."""
LARGEST = 2_000_000
"""Bytes of a reply that are taken."""
TOKENS = 1000
"""Tokens of a reply that are asked for, at most."""
_SOON = 0.5
"""Seconds after which what was only for a moment may be over."""
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 3600.0
_TOLD = {
    401: "it does not accept the key",
    403: "it does not accept the key",
    404: "it knows no such model or address",
    429: "it has too much to do, or the key's quota is used up",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model behind an address. `url` ends before "/chat/completions"; `key` is shown nowhere."""

    name: str
    url: str = OPENAI
    key: str | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """Host and port that prompts go to."""
        parts = urlsplit(self.url)
        named = parts.hostname or ""
        named = f"[{named}]" if ":" in named else named
        return f"{named}:{parts.port}" if parts.port else named

    @property
    def local(self) -> bool:
        """Whether that is this machine."""
        return is_loopback(urlsplit(self.url).hostname or "")

    def write(self, prompt: str, seconds: float) -> Iterator[str]:
        """See Model. What comes is not kept longer than it takes to hand it on."""
        import httpx  # only where a model is asked

        logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells every request, on whatever was set up
        timeout = httpx.Timeout(seconds, connect=min(CONNECT, seconds))
        # No compression: a small reply could unpack into a large one.
        headers = {"accept-encoding": "identity", "user-agent": "attribune"}
        if self.key:
            headers["authorization"] = f"Bearer {self.key}"
        try:
            with (
                httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client,
                client.stream(
                    "POST", f"{self.url.rstrip('/')}/chat/completions", headers=headers, json=self._body(prompt)
                ) as response,
            ):
                if response.status_code != 200:
                    raise _refused(response)
                yield from _pieces(response)
        except httpx.TimeoutException as error:
            raise Broken(f"nothing came from {self.host} in time") from error
        except httpx.ConnectError as error:
            raise Broken(f"no connection to {self.host}", _SOON, unsent=True) from error
        except httpx.HTTPError as error:
            raise Broken("the connection broke off", _SOON) from error

    def _body(self, prompt: str) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.name,
            "messages": [{"role": "user", "content": prompt}],
            "stream": True,
        }
        # OpenAI's newer models know neither a temperature nor the older name of the limit; other servers only that.
        own = {"max_completion_tokens": TOKENS} if self.url == OPENAI else {"max_tokens": TOKENS, "temperature": 0}
        return body | own


def _refused(response: httpx.Response) -> Broken:
    status = response.status_code
    why = _TOLD.get(status, "it wants to send the request elsewhere" if 300 <= status < 400 else "it did not answer")
    if status not in _PASSING:
        return Broken(f"{why} (HTTP {status})")
    return Broken(f"{why} (HTTP {status})", _wait(response.headers.get("retry-after", "")))


def _wait(after: str) -> float:
    """Seconds that a server asks to wait: a number of them, or the time of a day; a short while where it says none."""
    if after.isascii() and after.isdigit() and len(after) < 9:
        return min(float(after), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(after)
    except ValueError:
        return _SOON
    seconds = (until - datetime.now(until.tzinfo or UTC)).total_seconds() if until.tzinfo else _SOON
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _pieces(response: httpx.Response) -> Iterator[str]:
    """The text in a reply, whether it comes as events or, from servers that cannot stream, at once."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise Broken("its reply is packed")
    if "json" in response.headers.get("content-type", ""):
        document = _object(b"".join(_limited(response)))
        yield _text(document, "message") or ""
        return
    ended = False
    for line in _lines(response):
        if not line.startswith(b"data:"):
            continue
        data = line.removeprefix(b"data:").strip()
        if data == b"[DONE]":
            return
        event = _object(data)
        if event.get("choices") == []:
            continue  # usage figures
        if piece := _text(event, "delta"):
            yield piece
        ended = ended or bool(_choice(event).get("finish_reason"))
    if not ended:
        raise Broken("its reply broke off", _SOON)


def _lines(response: httpx.Response) -> Iterator[bytes]:
    waiting = b""
    for block in _limited(response):
        *whole, waiting = (waiting + block).split(b"\n")
        yield from whole
    yield waiting


def _limited(response: httpx.Response) -> Iterator[bytes]:
    size = 0
    for block in response.iter_raw():
        size += len(block)
        if size > LARGEST:
            raise Broken(f"its reply is larger than {LARGEST // 1_000_000} MB")
        yield block


def _object(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Broken("its reply is no JSON") from error
    if not isinstance(document, dict) or "error" in document:
        raise Broken("its reply tells of an error" if isinstance(document, dict) else "its reply is no object")
    return document


def _choice(document: dict[str, Any]) -> dict[str, Any]:
    choices = document.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(first, dict):
        raise Broken("its reply holds no text")
    return first


def _text(document: dict[str, Any], where: str) -> str | None:
    held = _choice(document).get(where)
    content = held.get("content") if isinstance(held, dict) else None
    return content if isinstance(content, str) else None
