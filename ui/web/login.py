"""The password: one for everybody, compared in constant time, few tries a minute.

A session that gave it is known until the process ends or it logs out. Each gets a new name when it logs in, so that
nobody can have put a known one into the browser before.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from ui.tags import tag
from ui.web.conversations import Session
from ui.web.sessions import Sessions

TRIES = 5
"""Wrong passwords from one address, and ten times as many from all, within WITHIN seconds."""
WITHIN = 60.0
FREE = frozenset({"/attribune/login.css", "/attribune/icon.svg"})
"""What the form itself needs."""
_KNOWN = 1000


class Login:
    """Asks for the password, and remembers who gave it."""

    def __init__(self, password: str, sessions: Sessions, clock: Callable[[], float] = time.monotonic) -> None:
        self._digest = hashlib.sha256(password.encode()).digest()
        self._sessions = sessions
        self._clock = clock
        self._known: OrderedDict[Session, None] = OrderedDict()
        self._failed: deque[tuple[float, str]] = deque()

    def knows(self, session: Session) -> bool:
        """Whether it has given the password."""
        return session in self._known

    def forget(self, session: Session) -> None:
        """Ask it again next time."""
        self._known.pop(session, None)

    def admits(self, password: str, address: str) -> bool | None:
        """Whether the password is right; None: there were too many tries, it was not looked at."""
        now = self._clock()
        while self._failed and self._failed[0][0] < now - WITHIN:
            self._failed.popleft()
        own = sum(address == one for _, one in self._failed)
        if own >= TRIES or len(self._failed) >= 10 * TRIES:
            return None
        right = hmac.compare_digest(hashlib.sha256(password.encode("utf-8", "replace")).digest(), self._digest)
        if not right:
            self._failed.append((now, address))
        return right

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer somebody who is not known yet: the form, or what came of it."""
        path, method = scope["path"], scope["method"]
        response: Response
        if path in ("/", "/login") and method == "GET":
            response = _form()
        elif path == "/login" and method == "POST":
            response = await self._tried(Request(scope, receive))
        else:
            response = Response("attribune: log in first\n", 401, media_type="text/plain")
        await response(scope, receive, send)

    async def _tried(self, request: Request) -> Response:
        try:
            body = await request.body()
        except ClientDisconnect:
            return Response(status_code=413)
        given = parse_qs(body.decode("utf-8", "replace"), max_num_fields=5).get("password", [""])[0]
        address = request.client.host if request.client else ""
        admitted = self.admits(given, address)
        if admitted is None:
            return _form("Too many tries. Wait a minute.", 429)
        if not admitted:
            return _form("That is not the password.", 401)
        session, cookie = self._sessions.new()
        self._known[session] = None
        while len(self._known) > _KNOWN:
            self._known.popitem(last=False)
        return RedirectResponse("/", 303, {"set-cookie": cookie})


def _form(fault: str | None = None, status: int = 200) -> Response:
    form = tag(
        "form",
        tag("h1", "attribune"),
        tag("label", "Password", for_="password"),
        tag("input", type="password", id="password", name="password", required=True, autocomplete="current-password"),
        tag("p", fault, class_="fault", role="alert") if fault else None,
        tag("button", "Enter", type="submit"),
        method="post",
        action="/login",
    )
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", "attribune"),
        tag("link", rel="icon", href="/attribune/icon.svg"),
        tag("link", rel="stylesheet", href="/attribune/login.css"),
    )
    page = tag("html", tag("head", *head), tag("body", tag("main", form)), lang="en")
    return HTMLResponse(f"<!doctype html>{page}", status)
