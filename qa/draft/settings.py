"""Which model is to be asked: from the command line, the environment, a settings file. Asks nobody.

A key goes only to the address that its own source names: one from a file never to an address from elsewhere, an OpenAI
key to OpenAI alone. A key is never part of a message.
"""

from __future__ import annotations

import importlib.util
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from index.errors import WrongUse
from qa.draft.endpoint import OPENAI, Endpoint
from qa.draft.model import Model

FILE = "settings.toml"
_CLASS = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):[A-Za-z_]\w*")
_KNOWN = ("llm", "llm_url", "llm_key")


@dataclass(frozen=True, slots=True)
class Source:
    """What one place says: a model, an address, a key."""

    model: str | None = None
    url: str | None = None
    key: str | None = field(default=None, repr=False)


def chosen(
    model: str | None, url: str | None, environment: Mapping[str, str], file: Path | None = None
) -> Model | None:
    """The model to ask, or None where none is named anywhere; an empty name means none whatever else is set.

    `model`, `url`: as given on the command line. "MODULE:NAME" without an address is an LLM of LlamaIndex. Raises
    WrongUse.
    """
    given = Source(environment.get("ATTRIBUNE_LLM"), environment.get("ATTRIBUNE_LLM_URL") or None)
    kept = read(file) if file is not None else Source()
    name = next((m for m in (model, given.model, kept.model) if m is not None), None)
    if not name:
        if url:
            raise WrongUse(f"--llm-url {_shown(url)}", "no model is named", "name one by --llm MODEL")
        return None
    address = url or given.url or kept.url
    if address is None and _is_class(name):
        from qa.draft.llm import named  # LlamaIndex takes 1.5 s

        return named(name)
    key = _key(address, Source(None, given.url, environment.get("ATTRIBUNE_LLM_KEY") or None), kept)
    if key is None and address is None:
        key = environment.get("OPENAI_API_KEY") or None
    if address is None and key is None:
        raise WrongUse(
            f"--llm {name}",
            "no server is named, and there is no key for OpenAI",
            "name a server by --llm-url URL, or set OPENAI_API_KEY",
        )
    if key is not None and not re.fullmatch(r"[!-~]+", key):
        raise WrongUse("the key of the language model", "it holds spaces, line ends or other signs", "set it again")
    return Endpoint(name, _checked(address) if address else OPENAI, key)


def _is_class(name: str) -> bool:
    """Whether a name is "MODULE:NAME"; without a dot only where there is such a module: "mistral:latest" is a model."""
    match = _CLASS.fullmatch(name)
    try:
        return match is not None and ("." in match[1] or importlib.util.find_spec(match[1]) is not None)
    except ValueError:  # "__main__" has no place to be found in
        return False


def _key(address: str | None, environment: Source, kept: Source) -> str | None:
    """The key that belongs to an address (None: OpenAI's): the environment's for any unless it names another."""
    if environment.key and environment.url in (None, address):
        return environment.key
    return kept.key if kept.url == address else None


def read(file: Path) -> Source:
    """What a settings file says; nothing where there is none. Raises WrongUse."""
    try:
        text, mode = file.read_text("utf-8"), file.stat().st_mode
    except FileNotFoundError:
        return Source()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(str(file), "it cannot be read", "check its permissions, or take it away") from error
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:  # whose words may hold the key
        raise WrongUse(str(file), "it is no TOML", 'write lines like llm = "MODEL"') from error
    if strange := sorted(set(told) - set(_KNOWN)):
        raise WrongUse(f"{file}: {strange[0]}", "there is no such setting", f"write {', '.join(_KNOWN)}")
    for name in told:
        if not isinstance(told[name], str):
            raise WrongUse(f"{file}: {name}", "it is not a text", f'write {name} = "..."')
    if told.get("llm_key") and stat.S_IMODE(mode) & 0o077:
        raise WrongUse(str(file), "it holds a key, and others may read it", f"run: chmod 600 {file}")
    return Source(told.get("llm"), told.get("llm_url") or None, told.get("llm_key") or None)


def _checked(url: str) -> str:
    """An address that prompts can be sent to. Raises WrongUse, without whatever stands before an "@"."""
    try:
        parts = urlsplit(url)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        parts, fit = None, False
    if not fit or parts is None or re.search(r"[\s\x00-\x1f]", url):
        raise WrongUse(f"--llm-url {_shown(url)}", "it is no web address", "write it like http://127.0.0.1:11434/v1")
    if parts.username is not None or parts.query or parts.fragment:
        raise WrongUse(
            f"--llm-url {_shown(url)}", "it holds a user, a query or a mark", "give a key by ATTRIBUNE_LLM_KEY"
        )
    return url.rstrip("/").removesuffix("/chat/completions")


def _shown(url: str) -> str:
    """An address without what may be secret in it."""
    return re.sub(r"[?#].*", "", re.sub(r"//[^/]*@", "//", url))
