"""A LlamaIndex Document to an Article, by what it has: text, metadata, id. LlamaIndex is not imported here.

Knows the usual names of metadata (index.readers.fields) and what the loaders of that ecosystem add: paths of files, ids
that they draw by chance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from index.errors import Rejected
from index.readers import fields, metadata
from index.text import normalise, one_line
from index.types import Article

_BY_CHANCE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_IDS = frozenset({"id", "_id", "article_id", "doc_id", "document_id", "guid", "uid", "uuid"})


class Document(Protocol):
    """What is read of a LlamaIndex Document (or of any of its text nodes)."""

    @property
    def id_(self) -> str: ...

    @property
    def metadata(self) -> dict[str, Any]: ...

    def get_content(self) -> str: ...


def from_document(document: Document) -> Article:
    """The article that a document holds. Raises Rejected where it has no text.

    Its key, the first that stands: an id in the metadata; its own id, unless that was drawn by chance or is the path of
    its file; its address; FOLDER/NAME of its file, with `#label` for a page of several; its own id. The day of
    publication comes from the metadata's usual names and the text's head, never from the times of its file.
    """
    told = {name: value for name, value in document.metadata.items() if not _is_path(value)}
    path = document.metadata.get("file_path")
    source = str(Path(path).absolute()) if isinstance(path, str) and path else None
    known = fields.known(told, {})
    text = normalise(document.get_content())
    if not text.strip():
        what = source or one_line(document.id_)
        raise Rejected(what, "the document has no text", "leave it out, or use a loader that reads its text")
    own = metadata.line(document.id_) or ""
    drawn = _BY_CHANCE.fullmatch(own) is not None or (source is not None and own.startswith((source, str(path))))
    named = fields.name({name: value for name, value in told.items() if name.lower() in _IDS}, {})
    key = named or (None if drawn else own) or known.url or (_file_key(source, told) if source else own)
    return metadata.article(key, text, known, source)


def _file_key(source: str, told: Mapping[str, object]) -> str:
    page = metadata.line(told.get("page_label"))
    return "/".join(Path(source).parts[-2:]).lstrip("/") + (f"#{page}" if page else "")


def _is_path(value: object) -> bool:
    """Whether a value is the path of a file: some loaders keep one where others name the outlet."""
    return isinstance(value, str) and "://" not in value and Path(value).is_absolute()
