"""Text and Markdown files: one article each. Pure.

Markdown stays as it is written; its front matter is metadata, and the stored text starts after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from index.errors import Rejected
from index.readers import fields, metadata
from index.readers.metadata import Known
from index.readers.sources import Source
from index.text import normalise
from index.types import Article

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FRONT_LIMIT = 1 << 16
_TITLE = re.compile(r"\A# +(.+?)(?: +#+)? *(?:\n|\Z)")
_PAIR = re.compile(r"""([\w-]+)[ \t]*:[ \t]*["']?(.*?)["']?[ \t]*""")  # what people write: `title: Storm: what we know`


def read_text(text: str, source: Source) -> Article:
    """The whole file as it is. Raises Rejected where nothing but white space is in it."""
    text = normalise(text)
    _must_say_something(text, source)
    return metadata.article(source.key, text, Known(), str(source.path))


def read_markdown(text: str, source: Source, named: Mapping[str, str]) -> Article:
    """What follows the front matter, without blank lines around it; a first line `# Title` gives the title.

    `named` maps WHAT to the field that the user named. Raises Rejected where there is nothing but white space.
    """
    text = normalise(text)
    front: Mapping[str, object] = {}
    if (match := _FRONT.match(text[:_FRONT_LIMIT])) and (found := _front_matter(match[1])) is not None:
        front, text = found, text[match.end() :]
    text = re.sub(r"\A(?:[^\S\n]*\n)+", "", text).rstrip()
    _must_say_something(text, source)
    facts = fields.known(front, named)
    if facts.title is None and (heading := _TITLE.match(text)):
        facts = replace(facts, title=metadata.line(heading[1]))
    return metadata.article(source.key, text, facts, str(source.path))


def _front_matter(block: str) -> Mapping[str, object] | None:
    """The fields of a block of YAML, or None where it is something else, say prose between two rules."""
    import yaml

    try:
        # A few hundred bytes of aliases can stand for gigabytes.
        aliases = any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block, yaml.SafeLoader))
        found = None if aliases else yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return {str(key): value for key, value in found.items()}
    lines = [line for line in block.split("\n") if line.strip()]
    pairs = [match for line in lines if (match := _PAIR.fullmatch(line))]
    return {pair[1]: pair[2] for pair in pairs} if lines and len(pairs) == len(lines) else None


def _must_say_something(text: str, source: Source) -> None:
    if not text.strip():
        raise Rejected(str(source.path), "empty", "leave it out, or fill it")
