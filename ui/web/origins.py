"""Under which names the server may be spoken to, and from which pages. Pure.

A name of somebody else's that points to this machine (DNS rebinding) is refused, and so is another site's page that
sends a request with the visitor's cookies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import Scope

from index.hosts import is_loopback

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?")


class Origins:
    """The names: those of the loopback address where bound to it, the address a request came in at, and `more`."""

    def __init__(self, host: str, more: Iterable[str] = ()) -> None:
        self._names = {host.lower(), *(name.lower() for name in more)}
        self._loopback = is_loopback(host)
        if self._loopback:
            self._names |= {"localhost", "127.0.0.1", "::1"}

    def fault(self, scope: Scope, headers: Headers) -> str | None:
        """Why a request is not for us or not from our own page; None where it is."""
        hosts = headers.getlist("host")
        named = _HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
        if named is None or not self._ours(named.group(1).strip("[]"), scope):
            return "this server is not known by that name; see --allow-host"
        origin = headers.get("origin")
        if origin is not None and re.sub(r"^https?://", "", origin.lower()) != hosts[0].lower():
            return "that request comes from another site's page"
        foreign = headers.get("sec-fetch-site") in ("cross-site", "same-site")
        visited = scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate" and scope["path"] == "/"
        if foreign and not visited:
            return "that request comes from another site's page"
        return None

    def _ours(self, name: str, scope: Scope) -> bool:
        if name in self._names:
            return True
        # Bound to every address of the machine, a request names the one that it was sent to.
        at = scope.get("server")
        return at is not None and name == str(at[0]).lower() and not self._loopback
