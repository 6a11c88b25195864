"""A conversation as a file: Markdown to paste, JSON that `attribune verify` checks again. Pure.

The paths that articles were read from stay in the archive: neither form has them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from qa.replies import CONVERSATION, to_json
from qa.types import Reply
from ui import markdown


def as_markdown(replies: Iterable[Reply]) -> str:
    """Questions as headings, with their answers under them."""
    return "\n".join(markdown.reply(reply) for reply in replies)


def as_json(replies: Iterable[Reply]) -> str:
    """One document of the format attribune.conversation/1."""
    document = {"format": CONVERSATION, "replies": [_without_paths(to_json(reply)) for reply in replies]}
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"


def _without_paths(document: object) -> object:
    """The same with each `source` unknown."""
    if isinstance(document, dict):
        return {key: None if key == "source" else _without_paths(value) for key, value in document.items()}
    if isinstance(document, list):
        return [_without_paths(one) for one in document]
    return document
