"""What is known about an article, cleaned: one-line strings, days, names of authors, web addresses. Pure.

Knows no file format. Values come from hostile files: whatever is not plainly usable is unknown, None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from index.prose import dates, furniture
from index.text import normalise
from index.types import Article, ArticleKey

_LONGEST = 500
_MOST_AUTHORS = 20
_BY = re.compile(r"^\s*by\b:?\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;|]|\band\b|&)\s*")


@dataclass(frozen=True, slots=True)
class Known:
    """What a file says about its article; unknown is None or empty."""

    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None


def line(value: object) -> str | None:
    """A string, number or `{"name": ...}` as one line of at most 500 characters; None where nothing is left."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, float) and value.is_integer():  # an integer, in a table where another row has none
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return " ".join(normalise(str(value)).split())[:_LONGEST].rstrip() or None


def outlet(value: object) -> str | None:
    """The name of an outlet: `line`, but never a web address."""
    name = line(value)
    return None if name is None or "://" in name else name


def day(value: object) -> date | None:
    """The day that a field names: a string, a number of seconds or milliseconds since 1970, or a date."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return dates.parse_day(str(value))


def web(value: object) -> str | None:
    """An http or https address, without white space; None for anything else."""
    if not isinstance(value, str) or len(value) > 4 * _LONGEST:
        return None
    address = normalise(value).strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    good = parts.scheme.lower() in ("http", "https") and parts.netloc and not re.search(r"\s", address)
    return address if good else None


def people(value: object) -> tuple[str, ...]:
    """Authors: a string split at commas, semicolons, "and" and "&", or a list of names; each once, in order."""
    if isinstance(value, list | tuple):
        names = [line(item) for item in value]
    else:
        text = line(value)
        names = [line(part) for part in _BETWEEN.split(_BY.sub("", text))] if text else []
    found = dict.fromkeys(_BY.sub("", name) for name in names if name and "://" not in name)
    return tuple(found)[:_MOST_AUTHORS]


def article(key: str, text: str, known: Known, source: str | None) -> Article:
    """The article of a normalised `text`; what `known` lacks is taken from the head of the text, where it stands."""
    if known.title is None or known.published is None or known.outlet is None or not known.authors:
        head = furniture.head(text)
        known = replace(
            known,
            title=known.title or head.title,
            published=known.published or head.published,
            outlet=known.outlet or head.outlet,
            authors=known.authors or head.authors,
        )
    return Article(
        key=ArticleKey(key),
        text=text,
        title=known.title,
        published=known.published,
        outlet=known.outlet,
        authors=known.authors,
        url=known.url,
        source=source,
    )
