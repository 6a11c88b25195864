"""Whose request it is: an unguessable name in a cookie, made by this process alone.

The name of the cookie has the port in it: two servers on one machine share a browser's cookies.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie

from ui.web.conversations import Session

DAYS = 30


class Sessions:
    """Makes sessions and knows its own again; the key is gone when the process is."""

    def __init__(self, port: int) -> None:
        self._cookie = f"attribune-{port}"
        self._key = secrets.token_bytes(32)

    def of(self, cookies: str) -> tuple[Session, str | None]:
        """The session of a Cookie header; a new one, with the Set-Cookie that keeps it, where it has none of ours."""
        try:
            held = SimpleCookie(cookies).get(self._cookie)
        except CookieError:
            held = None
        name, _, signature = (held.value if held else "").partition(".")
        if name and hmac.compare_digest(signature.encode(), self._signed(name).encode()):
            return Session(name), None
        return self.new()

    def new(self) -> tuple[Session, str]:
        """A session nobody has, with its Set-Cookie."""
        name = secrets.token_urlsafe(32)
        value = f"{name}.{self._signed(name)}"
        rules = f"Path=/; Max-Age={DAYS * 86_400}; HttpOnly; SameSite=Lax"
        return Session(name), f"{self._cookie}={value}; {rules}"

    def _signed(self, name: str) -> str:
        return hmac.new(self._key, name.encode(), hashlib.sha256).hexdigest()
