"""What can go wrong, as one line a user understands.

AttribuneError            what: why; do               exit status
|-- WrongUse              arguments, cases, settings   2
|-- Rejected              an input that cannot be read 3
|-- ModelUnusable         a model's file is missing or damaged; the product works without it
`-- ArchiveUnusable       the archive cannot be used   5
    |-- ArchiveLocked     another process writes it
    |-- ArchiveDamaged    not what was written
    |-- OtherVersion      a newer schema
    |-- StampMismatch     another embedding or splitter
    `-- CannotWrite       disk full, read-only
"""

from __future__ import annotations


class AttribuneError(Exception):
    """`what` failed (a file, an argument), `why`, and what to `do` about it. All three are plain data."""

    status = 1

    def __init__(self, what: str, why: str, do: str) -> None:
        super().__init__(f"{what}: {why}; {do}")
        self.what = what
        self.why = why
        self.do = do


class WrongUse(AttribuneError):
    """The caller asked for something that cannot be."""

    status = 2


class Rejected(AttribuneError):
    """One input was left out; the others are in."""

    status = 3


class ArchiveUnusable(AttribuneError):
    """The archive cannot be used as it is."""

    status = 5


class ArchiveLocked(ArchiveUnusable):
    """Another process is writing it."""


class ArchiveDamaged(ArchiveUnusable):
    """A store is not what was written."""


class OtherVersion(ArchiveUnusable):
    """Written by a newer attribune."""


class StampMismatch(ArchiveUnusable):
    """Made with another embedding or splitter."""


class CannotWrite(ArchiveUnusable):
    """The disk is full or read-only."""


class ModelUnusable(AttribuneError):
    """A file that ships with the package is missing or damaged. Nobody fails for it: what it would do is left out."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"model {name}", why, "install attribune again; until then it answers without it, a little worse"
        )
