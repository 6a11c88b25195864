"""A model's text -> its sentences, each with the passages that it names. Pure; takes whatever comes.

A number is a hint and no more: a sentence with a wrong one, or none, is as good. Knows no passage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from index.prose import sentences
from index.text import normalise, plain

MOST = 12
"""Sentences that are taken; further ones are left unread."""
LONGEST = 600
"""Characters of a sentence; what is longer is cut at a word, and will hardly be supported."""
_LEAST = 4
"""Words without which nothing is told; one of them begins small: a name alone tells nothing."""
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_NUMBERS = r"(?:passages?|sources?|nos?\.?)?\s*\^?#?\d{1,3}(?:\s*(?:,|;|and|&|-|–)\s*(?:passages?\s*)?#?\d{1,3})*"
_MARK = re.compile(
    rf"\s*(?:\[{_NUMBERS}\]|【{_NUMBERS}[^】]*】|\((?:see )?(?:passages?|sources?) ?{_NUMBERS}\)|[¹²³⁰⁴-⁹]+)",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\s*\((\d{1,2}(?:\s*,\s*\d{1,2})*)\)(?=\s*(?:[.!?]|$))")
_RAISED = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_FRONT = re.compile(r"^\s*(?:[#>]+\s*|[-*•–]\s+|\d{1,2}[.)]\s+)*")
_LABEL = re.compile(r"^(?:answer|response|final answer|summary)\s*:\s*", re.IGNORECASE)
_FROM = re.compile(
    r"^(?:according to )?(?:the )?(?:passage|source)s? [\[(]?#?(\d{1,3})[\])]?\s*"
    r"(?::|,|(?:says|states|tells us)(?: that)?\b:?)\s*",
    re.IGNORECASE,
)
"""A line that begins with the passage that it is of: "The passage 1: ..."."""
_BOLD = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sentence that a model wrote, without its marks, and the numbers in them, each once."""

    text: str
    passages: tuple[int, ...] = ()


def parse(text: str) -> tuple[Drafted, ...]:
    """The sentences of a model's text in order, each once; never more than MOST. Any text is fine."""
    text = plain(normalise(_THOUGHT.sub(" ", text)))
    seen: set[str] = set()
    return tuple(islice((d for line in text.split("\n") for d in _line(line) if _new(d, seen)), MOST))


def _new(drafted: Drafted, seen: set[str]) -> bool:
    words = re.findall(r"\w+", drafted.text.casefold())
    key = " ".join(words)
    told = len(words) >= _LEAST and re.search(r"(?<!\w)[a-z]", drafted.text) and not drafted.text.endswith(":")
    if not told or key in seen:
        return False
    seen.add(key)
    return True


def _line(line: str) -> list[Drafted]:
    line = _LABEL.sub("", _BOLD.sub(r"\2", _FRONT.sub("", line)))
    named: list[int] = []
    if (said := _FROM.match(line)) is not None:
        named, line = [int(said[1])], line[said.end() :]
        line = line[:1].upper() + line[1:]
    clean, marks = _unmarked(line)
    found = []
    spans = sentences.split(clean)
    for i, span in enumerate(spans):
        after = spans[i + 1].start if i + 1 < len(spans) else len(clean) + 1
        numbers = dict.fromkeys([*named, *(n for at, ns in marks if span.start < at <= after for n in ns)])
        found.append(Drafted(_short(" ".join(span.of(clean).split())), tuple(numbers)))
    return found


def _unmarked(line: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The line without its marks, and where each stood in what is left, with its numbers."""
    parts: list[str] = []
    marks: list[tuple[int, list[int]]] = []
    size = last = 0
    found = sorted((*_MARK.finditer(line), *_LOOSE.finditer(line)), key=lambda m: m.start())
    for match in found:
        if match.start() < last:
            continue
        parts.append(line[last : match.start()])
        size += match.start() - last
        marks.append((size, _numbers(match[0])))
        last = match.end()
    return "".join([*parts, line[last:]]), marks


def _numbers(mark: str) -> list[int]:
    """The numbers of a mark; "2-4" is 2, 3 and 4."""
    numbers: list[int] = []
    for low, high in re.findall(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?", mark.translate(_RAISED)):
        first, last = int(low), int(high or low)
        numbers += range(first, last + 1) if first <= last < first + MOST else [first]
    return numbers


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0]
