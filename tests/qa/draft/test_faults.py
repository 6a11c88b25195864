"""Whatever a server does, the person who asked has an answer of the articles' own words in time, and one line why."""

import json
import socket
import time
from collections.abc import Callable
from typing import Any

import pytest

from qa.bot import Bot
from qa.draft.endpoint import Endpoint
from qa.types import Answer
from tests.qa.draft.conftest import QUESTION, body, endless, events, hang, status, vast

KEY = "sk-0123456789abcdef"
TRUE = "The Orla ferry will stop on May 4. [1]"
Drafted = Callable[..., Bot]


def asked(bot: Bot, within: float) -> Answer:
    started = time.monotonic()
    reply = bot.ask(QUESTION)
    assert time.monotonic() - started < within
    assert isinstance(reply, Answer)
    return reply


def grounded(reply: Answer, why: str) -> None:
    """The articles' own sentences, where the passages went, and one line why."""
    assert reply.engine.kind == "extractive"
    assert reply.engine.model == "m"
    assert reply.engine.notice is not None
    assert why in reply.engine.notice
    assert "\n" not in reply.engine.told
    assert KEY not in repr(reply)
    assert "sk-secret" not in repr(reply)
    assert all(claim.text == claim.citations[0].quote for claim in reply.claims)


@pytest.mark.parametrize(
    ("act", "why", "requests"),
    [
        (status(400), "HTTP 400", 1),
        (status(401), "does not accept the key (HTTP 401)", 1),
        (status(404), "no such model or address (HTTP 404)", 1),
        (status(429), "HTTP 429", 2),
        (status(429, retry_after="1"), "HTTP 429", 2),
        (status(429, retry_after="3600"), "HTTP 429", 1),
        (status(429, retry_after="Fri, 31 Dec 2027 23:59:59 GMT"), "HTTP 429", 1),
        (status(429, retry_after="Fri, 31 Dec 2021 23:59:59 GMT"), "HTTP 429", 2),
        (status(429, retry_after="soon"), "HTTP 429", 2),
        (status(500), "HTTP 500", 2),
        (status(307, location="http://192.0.2.1/v1/chat/completions"), "elsewhere (HTTP 307)", 1),
        (body(b"{nonsense"), "no JSON", 1),
        (body(b"[" * 100_000), "no JSON", 1),
        (body(b"[]"), "no object", 1),
        (body(b'{"choices": []}'), "no text", 1),
        (body(b'{"choices": [{"message": null}]}'), "no sentence", 1),
        (body(b'data: {"choices": [{"delta"\n\n', "text/event-stream"), "no JSON", 1),
        (body(b'data: {"error": {"message": "sk-secret"}}\n\n', "text/event-stream"), "error", 1),
        (body(b"<html>not found</html>", "text/html"), "broke off", 2),
        (body(b"", "text/event-stream"), "broke off", 2),
        (events("The Orla ferry will st", done=False), "broke off", 2),
        (events(), "no sentence", 1),
        (vast, "larger than 2 MB", 1),
    ],
)
def test_a_fault_is_an_answer_without_the_model(
    drafted: Drafted, server: Any, act: Callable[[Any], None], why: str, requests: int
) -> None:
    server.acts = [act]
    grounded(asked(drafted(model=Endpoint("m", server.url, KEY)), 20), why)
    assert len(server.bodies) == requests, "a second try only where it can help"


@pytest.mark.parametrize("headers", [False, True])
def test_a_server_that_hangs_is_left_at_the_deadline(drafted: Drafted, server: Any, headers: bool) -> None:
    server.acts = [hang(headers=headers)]
    grounded(asked(drafted(model=Endpoint("m", server.url), seconds=1.0), 6), "in time")
    assert len(server.bodies) == 1


def test_a_port_where_nobody_listens(drafted: Drafted) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    grounded(asked(drafted(model=Endpoint("m", f"http://127.0.0.1:{port}/v1")), 10), "no connection to 127.0.0.1")


def test_a_port_that_speaks_something_else(drafted: Drafted) -> None:
    with socket.create_server(("127.0.0.1", 0)) as quiet:
        port = quiet.getsockname()[1]
        bot = drafted(model=Endpoint("m", f"https://127.0.0.1:{port}/v1"), seconds=1.0)
        grounded(asked(bot, 6), "in time")


def test_a_passing_fault_is_got_over(drafted: Drafted, server: Any) -> None:
    server.acts = [status(429, retry_after="0"), events(TRUE)]
    reply = asked(drafted(model=Endpoint("m", server.url)), 10)
    assert reply.engine.kind == "llm"
    assert [claim.text for claim in reply.claims] == [TRUE.removesuffix(" [1]")]


@pytest.mark.parametrize("pause", [0.0, 0.01])
def test_a_model_that_never_stops_is_cut_and_checked_as_usual(drafted: Drafted, server: Any, pause: float) -> None:
    server.acts = [endless(f"{TRUE}\n", pause)]
    reply = asked(drafted(model=Endpoint("m", server.url), seconds=1.5), 6)
    assert reply.engine.kind == "llm"
    assert reply.engine.notice is not None
    assert [claim.text for claim in reply.claims] == [TRUE.removesuffix(" [1]")]


def test_the_same_sentence_five_hundred_times_is_one_claim(drafted: Drafted, server: Any) -> None:
    server.acts = [events(*[f"{TRUE} "] * 500)]
    assert len(asked(drafted(model=Endpoint("m", server.url)), 10).claims) == 1


def test_a_reply_in_one_piece_is_taken_too(drafted: Drafted, server: Any) -> None:
    server.acts = [body(json.dumps({"choices": [{"message": {"content": TRUE}}]}).encode())]
    assert asked(drafted(model=Endpoint("m", server.url)), 10).engine.kind == "llm"


def test_what_is_sent(drafted: Drafted, server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    monkeypatch.setenv("ALL_PROXY", "http://192.0.2.1:3128")
    server.acts = [events(TRUE)]
    asked(drafted(model=Endpoint("m", server.url, KEY)), 10)
    (sent,), (headers,) = server.bodies, server.headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert sent["model"] == "m"
    assert sent["stream"] is True
    assert KEY not in json.dumps(sent)
    assert QUESTION in sent["messages"][0]["content"]


def test_without_a_key_none_is_sent(drafted: Drafted, server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    server.acts = [events(TRUE)]
    asked(drafted(model=Endpoint("m", server.url)), 10)
    assert server.headers[0]["authorization"] is None
