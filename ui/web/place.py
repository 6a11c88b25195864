"""Where a server listens, by which names it is known, and what it asks of those who come. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import WrongUse
from index.hosts import is_loopback

PORT = 7860
LARGEST_UPLOAD = 50_000_000
"""Bytes of a file that may be uploaded."""


@dataclass(frozen=True, slots=True)
class Place:
    """Address and port (0: any that is free), further names, and a password that all who come must give."""

    host: str = "127.0.0.1"
    port: int = PORT
    names: Sequence[str] = ()
    password: str | None = None

    @property
    def may_write(self) -> bool:
        """Whether articles may be added and removed on the page: only from this machine."""
        return is_loopback(self.host)

    @property
    def address(self) -> str:
        """What a browser on this machine is pointed to."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"


def check(place: Place) -> None:
    """Raises WrongUse where others could come in without a password."""
    if place.password is None and not place.may_write:
        raise WrongUse(
            f"--host {place.host}",
            "others could read the archive: it is not the loopback address, and there is no password",
            "give one by --password-file or ATTRIBUNE_PASSWORD",
        )
