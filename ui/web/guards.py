"""What stands between the network and the page: who may ask, for what, and what a browser may do with the reply.

A Guard wraps the whole application. It looks at a request before anything else does: host, origin, session, password,
route, size; and puts its headers on every response. Knows HTTP; knows nothing about articles.
"""

from __future__ import annotations

import json
import re
import secrets
from collections import OrderedDict
from collections.abc import Iterable
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.web.login import FREE, Login
from ui.web.origins import Origins
from ui.web.sessions import Sessions

LARGEST_BODY = 2_000_000
"""Bytes of a request that is no upload: a question of 100,000 characters, escaped, is 600,000."""
HEALTH = "/health/"
_READ = re.compile(
    r"/|/favicon\.ico|/theme\.css|/gradio_api/theme\.css|/gradio_api/startup-events|/gradio_api/queue/data"
    r"|/gradio_api/heartbeat/\w+|/gradio_api/upload_progress|/(?:assets|static|svelte)/[\w./@+-]+|/attribune/[\w./-]+"
)
_WRITE = re.compile(r"/gradio_api/(?:queue/join|cancel|reset)|/login|/logout")
_UPLOAD = "/gradio_api/upload"
_SCRIPT = re.compile(r"<script(?=[\s>])")
_FOREIGN = re.compile(r"\s*<meta\s+(?:property|name)=\"(?:og|twitter):[^>]*>|\s*<link rel=\"manifest\"[^>]*>")
_OWN = (
    '<meta name="color-scheme" content="light dark"><link rel="icon" href="./attribune/icon.svg">'
    '<link rel="stylesheet" href="./attribune/page.css"><script src="./attribune/page.js"></script>'
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class Guard:
    """The outermost application. `largest`: bytes of an upload, 0 where nothing may be added."""

    def __init__(
        self, app: ASGIApp, origins: Origins, sessions: Sessions, login: Login | None, *, largest: int
    ) -> None:
        self._app = app
        self._origins = origins
        self._sessions = sessions
        self._login = login
        self._largest = largest
        self._streams = _Streams()
        self.closing = False
        """Set when the server is about to end: nothing new is begun."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, by ASGI's rules."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        nonce = secrets.token_urlsafe(16)
        guarded = _headed(send, nonce, stays=scope["path"].startswith("/assets/"))
        headers = Headers(scope=scope)
        path, method = scope["path"], scope["method"]
        refused = self._refused(scope, headers, path, method)
        if refused is not None:
            await refused(scope, receive, guarded)
            return
        if path.startswith(HEALTH):
            await self._app(scope, receive, guarded)
            return
        session, cookie = self._sessions.of(headers.get("cookie", ""))
        if self._login is not None and path not in FREE and not self._login.knows(session):
            await self._login(scope, _limited(receive, 10_000), _cookied(guarded, cookie))
            return
        if path in ("/login", "/logout"):
            if path == "/logout" and self._login is not None:
                self._login.forget(session)
            await RedirectResponse("/", 303)(scope, receive, guarded)
            return
        raw = [(k, v) for k, v in scope["headers"] if k.lower() not in _REPLACED]
        scope = {**scope, "headers": [*raw, (b"attribune-session", session.encode())]}
        receive = _limited(receive, self._largest + 100_000 if path == _UPLOAD else LARGEST_BODY)
        stream = _stream(scope)
        if path == "/gradio_api/queue/join":
            body = await _body(receive)
            stream, receive = _named(body), _again(body)
        if stream is not None and not self._streams.belongs(stream, session):
            await _plain(403, "this stream is another browser's")(scope, receive, guarded)
        elif path == "/":
            await self._app(scope, receive, _rewritten(_cookied(guarded, cookie), nonce))
        else:
            await self._app(scope, receive, guarded)

    def _refused(self, scope: Scope, headers: Headers, path: str, method: str) -> Response | None:
        """Why a request is not let through, if it is not."""
        fault = self._origins.fault(scope, headers)
        if fault is not None and not path.startswith(HEALTH):
            return _plain(403, fault)
        if path.startswith(HEALTH):
            return None if method in ("GET", "HEAD") else _plain(405, "only read")
        if method in ("GET", "HEAD"):
            known = _READ.fullmatch(path) is not None and ".." not in path
        else:
            known = method == "POST" and (bool(_WRITE.fullmatch(path)) or (path == _UPLOAD and self._largest > 0))
        if not known:
            return _plain(404, "there is nothing here")
        limit = self._largest + 100_000 if path == _UPLOAD else LARGEST_BODY
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > limit:
            return _plain(413, "that is too large")
        if self.closing and method == "POST":
            return _plain(503, "the server is about to stop")
        return None


class _Streams:
    """Which session opened which of Gradio's streams: their names are short, and made by the page."""

    def __init__(self, kept: int = 10_000) -> None:
        self._kept = kept
        self._owner: OrderedDict[str, str] = OrderedDict()

    def belongs(self, stream: str, session: str) -> bool:
        """Whether it is that session's; who comes first has it."""
        owner = self._owner.setdefault(stream, session)
        self._owner.move_to_end(stream)
        if len(self._owner) > self._kept:
            self._owner.popitem(last=False)
        return owner == session


_REPLACED = (b"attribune-session", b"accept-encoding", b"x-forwarded-host", b"x-forwarded-proto", b"forwarded")
"""The first is ours alone; the page is rewritten, so it must come as text; the others would choose another root."""


def policy(nonce: str) -> str:
    """What a browser may do with the page. `unsafe-eval`: gr.HTML makes its templates by `Function`."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'self'",
            "frame-ancestors 'none'",
        )
    )


def _plain(status: int, text: str) -> Response:
    return PlainTextResponse(f"attribune: {text}\n", status)


def _headed(send: Send, nonce: str, *, stays: bool) -> Send:
    """Puts our headers on a response in the place of whatever says more than it should."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message.get("headers", ())))
            for name in [n for n in headers if n.startswith("access-control-") or n in ("server", "x-powered-by")]:
                del headers[name]
            headers.update(_HEADERS)
            headers["content-security-policy"] = policy(nonce)
            headers["cache-control"] = "public, max-age=31536000, immutable" if stays else "no-store"
            message = {**message, "headers": headers.raw}
        await send(message)

    return sent


def _cookied(send: Send, cookie: str | None) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start" and cookie is not None:
            headers = MutableHeaders(raw=list(message.get("headers", ())))
            if "set-cookie" not in headers:
                headers.append("set-cookie", cookie)
            message = {**message, "headers": headers.raw}
        await send(message)

    return sent


def _rewritten(send: Send, nonce: str) -> Send:
    """Gradio's page with our head in it, its scripts named by the nonce, no address of another host."""
    start: Message = {}
    parts: list[bytes] = []

    async def sent(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
        if message["type"] != "http.response.body":
            return
        parts.append(message.get("body", b""))
        if message.get("more_body"):
            return
        text = b"".join(parts).decode("utf-8", "replace")
        text = _SCRIPT.sub(f'<script nonce="{nonce}"', _FOREIGN.sub("", text))
        text = text.replace("</head>", f"{_OWN}</head>", 1)
        body = text.encode("utf-8")
        headers = MutableHeaders(raw=list(start.get("headers", ())))
        headers["content-length"] = str(len(body))
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})

    return sent


def _limited(receive: Receive, limit: int) -> Receive:
    """Ends a request that is longer than it said, or never said how long it is."""
    seen = 0

    async def received() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                return {"type": "http.disconnect"}
        return message

    return received


async def _body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _again(body: bytes) -> Receive:
    messages: Iterable[Message] = iter(({"type": "http.request", "body": body, "more_body": False},))
    following = iter(messages)

    async def received() -> Message:
        return next(following, {"type": "http.disconnect"})

    return received


def _named(body: bytes) -> str | None:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    name = told.get("session_hash") if isinstance(told, dict) else None
    return name if isinstance(name, str) else None


def _stream(scope: Scope) -> str | None:
    path: str = scope["path"]
    if path.startswith("/gradio_api/heartbeat/"):
        return path.rsplit("/", 1)[-1]
    names = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [])
    return names[0] if names else None
