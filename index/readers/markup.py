"""HTML pages: the main text and what the page says about itself. Nothing is fetched.

Knows markup, not news: what the text itself tells is the business of the prose package.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, cast

from index.errors import Rejected
from index.readers import metadata
from index.readers.decode import decode
from index.readers.metadata import Known
from index.readers.sources import Source
from index.text import normalise
from index.types import Article

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_VOID = frozenset(re.findall(r"\w+", "area base br col embed hr img input link meta param source track wbr"))
_IMPLIED = frozenset(re.findall(r"\w+", "p li dt dd tr td th option thead tbody tfoot"))
_ATTRIBUTES = re.compile(
    r"""<[A-Za-z][^\s>/]*+(?:[\s/]*+[^\s=>/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']++))?+){1000}"""
)
_DEEPEST, _MOST_TAGS, _LARGEST = 1000, 60_000, 16 << 20
_META_DATES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datePublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "DC.date.issued",
    "dcterms.date",
)
_META = "//meta[@property=$name or @itemprop=$name or @name=$name]/@content"
_TIMES = "//*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime"
_LINKED = "//script[@type='application/ld+json']/text()"
_LINKED_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_ADDRESS_DATE = re.compile(r"/(\d{4}/\d{1,2}/\d{1,2})/")
_HIDDEN = "//body//*[@hidden or contains(translate(@style, 'DISPLAYNOE ', 'displaynoe'), 'display:none')]"
"""What a reader of the page never sees."""
_DROPPED = ("script", "style", "noscript", "template", "head", "nav", "iframe", "svg")
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li "
        "main ol p pre section table td th tr ul",
    )
)


def read_page(data: bytes, source: Source) -> Article:
    """The article of a page. Raises Rejected where it holds no text, or is nested or large beyond reason."""
    what = str(source.path)
    declared = _DECLARED.search(data[:2048])
    page = decode(data, what, declared[1].decode("ascii") if declared else None)
    page = _PROLOGUE.sub("", normalise(page))
    if not page.strip():
        raise Rejected(what, "empty", "leave it out, or fill it")
    if _unreasonable(page):
        raise Rejected(what, "a page too large or too deeply nested", "save its text as a .txt file")
    found = _extract(page)
    text, known = found if found is not None else (_strip(page), Known())
    if not text.strip():
        raise Rejected(what, "no text in the page", "save its text as a .txt file")
    return metadata.article(source.key, text, known, what)


def _unreasonable(page: str) -> bool:
    """Whether parsing would take minutes: size, elements, attributes of one, depth (as if no end tag were missing)."""
    if len(page) > _LARGEST or _ATTRIBUTES.search(page):
        return True
    depth = 0
    for number, match in enumerate(_TAG.finditer(page)):
        if (tag := match[2].lower()) not in _VOID and tag not in _IMPLIED:
            depth = max(0, depth + (-1 if match[1] else 1))
        if depth > _DEEPEST or number > _MOST_TAGS:
            return True
    return False


@cache
def _extractor() -> Callable[..., Any]:
    """Trafilatura's, told to keep its complaints, which quote the page, off the terminal."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return cast(Callable[..., Any], trafilatura.bare_extraction)


def _extract(page: str) -> tuple[str, Known] | None:
    found = _extractor()(page, with_metadata=True, include_comments=False, prune_xpath=_HIDDEN)
    if found is None or not (text := normalise(found.text or "")).strip():
        return None
    known = Known(
        title=metadata.line(found.title),
        published=_published(page, found.url or ""),
        outlet=metadata.outlet(found.sitename),
        authors=metadata.people(found.author),
        url=metadata.web(found.url),
    )
    return text, known


def _published(page: str, address: str) -> date | None:
    """The day that the page's own metadata or address names; nothing is searched for in its words."""
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        tree = html.document_fromstring(page)
    except etree.LxmlError:
        return None
    named = [value for name in _META_DATES for value in tree.xpath(_META, name=name)] + tree.xpath(_TIMES)
    linked = [value for script in tree.xpath(_LINKED) for value in _LINKED_DATE.findall(script)]
    return next(filter(None, map(metadata.day, named + linked + _ADDRESS_DATE.findall(address))), None)


def _strip(page: str) -> str:
    """Every word of the page without its tags, a line a block."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page)
    except etree.LxmlError:
        return ""
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, *_DROPPED, with_tail=False)
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        block = "\n" if element.tag in _BLOCKS else ""
        parts += [block, (element.text if event == "start" else element.tail) or ""]
    lines = (" ".join(line.split()) for line in normalise("".join(parts)).split("\n"))
    return "\n".join(line for line in lines if line)
