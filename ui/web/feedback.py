"""Thumbs, kept as lines of `feedback.jsonl` in the archive: ids and places alone, no word of a question or an article.

The last line of an id counts.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from index.errors import CannotWrite
from qa.types import Answer, Reply
from ui.html import marks
from ui.web.conversations import Vote

FILE = "feedback.jsonl"


def keep(folder: Path, id: str, reply: Reply, vote: Vote | None) -> None:  # noqa: A002  as on the page
    """Append one vote (None: taken back). Raises CannotWrite."""
    row = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "id": id,
        "vote": vote,
        "outcome": "answered" if isinstance(reply, Answer) else reply.reason,
        "cited": [[c.digest, c.span.start, c.span.end] for c in (mark.citation for mark in marks(reply))],
    }
    line = (json.dumps(row) + "\n").encode()
    try:
        number = os.open(folder / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(number, line)  # one write: lines of several processes never mix
        finally:
            os.close(number)
    except OSError as error:
        raise CannotWrite(str(folder / FILE), f"cannot be written ({error.strerror})", "make room") from error
