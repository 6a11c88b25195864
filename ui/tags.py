"""Markup that is safe because of how it is made: text is escaped on its way in, only our own tags are not. Pure.

Knows HTML's spelling; knows nothing about replies or pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.text import escape

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_VOID = frozenset({"br", "hr", "input", "link", "meta"})

Attribute = str | int | bool | None


class Html(str):
    """Markup made by `tag` and `join`, and by nothing else: every foreign text in it is escaped."""

    __slots__ = ()


def tag(name: str, /, *content: str | None, **attributes: Attribute) -> Html:
    """An element. Content that is not Html is text and is escaped; None is nothing.

    An attribute's underscores become hyphens, one at its end is dropped (`class_`); True is an attribute without a
    value, False and None are left out. Raises ValueError on a name that is none, and on an event handler.
    """
    spelled = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    if not _NAME.fullmatch(name) or name == "script":
        raise ValueError(f"no element is made of the name {name!r}")
    if name in _VOID:
        return Html(f"<{name}{spelled}>")
    return Html(f"<{name}{spelled}>{join(content)}</{name}>")


def join(content: Iterable[str | None]) -> Html:
    """Texts (escaped) and markup (as it is) in a row."""
    return Html("".join(one if isinstance(one, Html) else escape(one) for one in content if one is not None))


def _attribute(name: str, value: Attribute) -> str:
    if not _NAME.fullmatch(name) or name.startswith("on"):
        raise ValueError(f"no attribute is made of the name {name!r}")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
