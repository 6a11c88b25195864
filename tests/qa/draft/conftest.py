"""A model that says what it is told to, and a server on the loopback address that misbehaves as it is told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from qa.bot import Bot
from qa.checker import RuleChecker
from qa.draft.endpoint import Endpoint
from qa.draft.write import Drafter
from qa.reader import TrainedReader
from qa.trained_checker import TrainedChecker
from qa.types import Answer
from tests.qa.draft.small_model import served

FERRY = (
    "The Orla ferry will stop on May 4, the line said on Monday. "
    '"We will refund every ticket," said Ines Duarte, who runs the Orla ferry. '
    "About 320 people use it every day. The quay may be rebuilt by the town council in the autumn."
)
QUESTION = "When will the Orla ferry stop?"
Drafted = Callable[..., Bot]
"""Makes a bot whose model writes the given texts."""


def answer(bot: Bot, question: str = QUESTION) -> Answer:
    """The answer to the question; the test fails where it is refused."""
    reply = bot.ask(question)
    assert isinstance(reply, Answer)
    return reply


@dataclass
class Scripted:
    """A model whose answers are given; `prompts` holds what it was asked."""

    texts: list[str]
    name: str = "scripted"
    host: str = "127.0.0.1:1"
    local: bool = True
    prompts: list[str] = field(default_factory=list)

    def write(self, prompt: str, seconds: float) -> Iterator[str]:
        self.prompts.append(prompt)
        yield from self.texts[min(len(self.prompts), len(self.texts)) - 1].splitlines(keepends=True)


@pytest.fixture
def drafted(told: Any) -> Callable[..., Bot]:
    """A bot over the ferry (and other articles) with a model that writes the given texts, one a request."""

    def make(*texts: str, model: Any = None, seconds: float = 20.0, articles: tuple[str, ...] = (FERRY,)) -> Bot:
        bot: Bot = told(*articles)
        bot.drafter = Drafter(model or Scripted(list(texts)), RuleChecker(), seconds=seconds)
        return bot

    return make


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a server of a small real model; without one the test is left out."""
    with served() as url:
        yield url


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    return TrainedReader()


@pytest.fixture
def drafter(address: str) -> Drafter:
    """The small model, with little time for an answer."""
    return Drafter(Endpoint("smollm2", address), RuleChecker(), TrainedChecker(), seconds=25.0)


@dataclass
class Server:
    """What was asked of the server (headers, body), and what it does: a function that writes to the connection."""

    url: str
    acts: list[Callable[[Any], None]]
    headers: list[Any] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server whose `acts` are done one a request, the last one again and again."""
    ending = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            made.bodies.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            made.headers.append(self.headers)
            self.ending = ending
            try:
                made.acts[min(len(made.bodies), len(made.acts)) - 1](self)
            except OSError:  # the other side has gone
                self.close_connection = True

        def log_message(self, *arguments: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    made = Server(f"http://127.0.0.1:{http.server_port}/v1", [])
    thread = threading.Thread(target=http.serve_forever, args=(0.01,))
    thread.start()
    yield made
    ending.set()
    http.shutdown()
    thread.join()
    http.server_close()


def status(code: int, **headers: str) -> Callable[[Any], None]:
    """Answers with a status and words that nobody may repeat."""

    def act(handler: Any) -> None:
        body = b'{"error": {"message": "Incorrect key sk-secret at /home/me"}}'
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return act


def body(content: bytes, kind: str = "application/json") -> Callable[[Any], None]:
    """Answers with these bytes."""

    def act(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("content-type", kind)
        handler.send_header("content-length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return act


def events(*pieces: str, done: bool = True) -> Callable[[Any], None]:
    """Streams pieces of text; without `done` it breaks off."""

    def act(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "text/event-stream")
        handler.end_headers()
        for piece in pieces:
            handler.wfile.write(b"data: " + json.dumps({"choices": [{"delta": {"content": piece}}]}).encode() + b"\n\n")
        if done:
            handler.wfile.write(b"data: [DONE]\n\n")
        handler.close_connection = True

    return act


def endless(sentence: str, pause: float = 0.0) -> Callable[[Any], None]:
    """Streams the same sentence until the other side goes, or the test ends."""

    def act(handler: Any) -> None:
        events(done=False)(handler)
        block = b"data: " + json.dumps({"choices": [{"delta": {"content": sentence}}]}).encode() + b"\n\n"
        while not handler.ending.is_set():
            handler.wfile.write(block)
            time.sleep(pause)

    return act


def hang(*, headers: bool) -> Callable[[Any], None]:
    """Says nothing more, before or after the headers."""

    def act(handler: Any) -> None:
        if headers:
            events(done=False)(handler)
            handler.wfile.flush()
        handler.ending.wait(30)

    return act


def vast(handler: Any) -> None:
    """50 MB of one line."""
    handler.send_response(200)
    handler.send_header("content-type", "text/event-stream")
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b"x" * 1_000_000)
