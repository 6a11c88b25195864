"""Fields of a row or of front matter: which name means what. Pure.

Knows the usual names; the user's own win. Knows no file format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from index.readers import metadata
from index.readers.metadata import Known
from index.text import normalise

T = TypeVar("T")

USUAL: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "articleid", "docid", "documentid", "guid", "uid", "uuid"),
    "text": ("text", "body", "content", "article", "maintext", "articlebody", "fulltext", "articletext", "bodytext"),
    "title": ("title", "headline", "webtitle"),
    "date": (
        "date",
        "published",
        "publishdate",
        "publisheddate",
        "publishedat",
        "publishedon",
        "publishedtime",
        "publishtime",
        "datepublished",
        "datepublish",
        "pubdate",
        "publicationdate",
        "webpublicationdate",
    ),
    "url": ("url", "link", "weburl", "canonicalurl", "articleurl", "permalink"),
    "outlet": ("outlet", "publisher", "sitename", "sourcename", "publication", "newspaper", "site", "source"),
    "authors": ("authors", "author", "byline", "creator"),
}
"""WHAT a field can be, and the names it usually has: lower case, without `_`, `-` and spaces."""


def known(row: Mapping[str, object], named: Mapping[str, str]) -> Known:
    """What the row says about its article; `named` maps WHAT to the field that the user named."""
    return Known(
        title=_first(row, named, "title", metadata.line),
        published=_first(row, named, "date", metadata.day),
        outlet=_first(row, named, "outlet", metadata.outlet),
        authors=_first(row, named, "authors", metadata.people) or (),
        url=_first(row, named, "url", metadata.web),
    )


def name(row: Mapping[str, object], named: Mapping[str, str]) -> str | None:
    """The row's own id, else its web address; None where it has neither."""
    return _first(row, named, "id", metadata.line) or _first(row, named, "url", metadata.web)


def text(row: Mapping[str, object], named: Mapping[str, str]) -> str | None:
    """The row's text, normalised (a list of strings is a list of paragraphs); None where there is none but white."""
    return _first(row, named, "text", _prose)


def _prose(value: object) -> str | None:
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    if not isinstance(value, str):
        return None
    prose = normalise(value)
    return prose if prose.strip() else None


def _first(
    row: Mapping[str, object], named: Mapping[str, str], what: str, read: Callable[[object], T | None]
) -> T | None:
    """The first usable value of a field that means `what`; only the field that the user named, where the row has it."""
    for value in _values(row, named, what):
        if found := read(value):
            return found
    return None


def _values(row: Mapping[str, object], named: Mapping[str, str], what: str) -> Iterator[object]:
    if what in named and named[what] in row:
        yield row[named[what]]
        return
    plain = {key if key == "_id" else key.lower().translate(_SEPARATORS): value for key, value in row.items()}
    for usual in USUAL[what]:
        if usual in plain:
            yield plain[usual]


_SEPARATORS = str.maketrans("", "", "_- ")
