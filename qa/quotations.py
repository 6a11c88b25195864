"""Quotation marks paired: where an article quotes, over paragraphs that end without a closing mark. Pure.

Knows punctuation; knows nothing of who speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.types import Span

_DOUBLE = re.compile(r"[\"“”„«»]|\n[ \t]*\n")
_SINGLE = re.compile(r"(?<![\w'’])['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)|\n[ \t]*\n")
_BREAK = re.compile(r"\n")
_END = re.compile(r"[.!?,…;—-]['’”\"]?$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks, marks included, inside one paragraph.

    `speech`: long enough, or punctuated, to be somebody's words rather than a word held at a distance.
    `goes_on`: the quotation before it ended its paragraph without a closing mark, and this one opens the next.
    """

    span: Span
    speech: bool
    goes_on: bool


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of `text` in order, none overlapping another; quotations inside one are part of it.

    Single marks count only in a text without double ones. Paragraphs are parted by blank lines, or by line ends in a
    text without blank lines. Linear in the length of the text.
    """
    marks = _DOUBLE if len(re.findall(r"[\"“”]", text)) > 1 else _SINGLE
    blank = "\n\n" in text
    found: list[Quotation] = []
    open_at, ran_on, paragraph = -1, False, 0

    def close(end: int, *, unclosed: bool) -> None:
        nonlocal open_at, ran_on
        end = open_at + len(text[open_at:end].rstrip())
        goes_on = ran_on and not text[paragraph:open_at].strip()
        if end - open_at > 2:
            found.append(Quotation(Span(open_at, end), _is_speech(text[open_at:end]) or goes_on, goes_on))
        open_at, ran_on = -1, unclosed

    for match in re.finditer(marks.pattern if blank else marks.pattern.replace(r"\n[ \t]*\n", r"\n"), text):
        mark, at = match.group(), match.start()
        if "\n" in mark:
            if open_at >= 0:
                close(at, unclosed=True)
            paragraph = match.end()
        elif open_at < 0:
            if _opens(mark, text, at):
                ran_on = ran_on and not text[paragraph:at].strip()
                open_at = at
        elif mark in "“„«" and mark != text[open_at]:
            continue
        elif not _opens_only(mark, text, at):
            close(match.end(), unclosed=False)
        elif mark == '"' or mark == "“":
            close(at, unclosed=False)
            open_at = at
    if open_at >= 0:
        close(len(text), unclosed=True)
    return tuple(found)


def _opens(mark: str, text: str, at: int) -> bool:
    return mark not in "”»’" and not text[at + 1 : at + 2].isspace() and at + 1 < len(text)


def _opens_only(mark: str, text: str, at: int) -> bool:
    """Whether the mark can only open: a space before it, a word after it."""
    if mark in "“‘„«":
        return True
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return mark in "\"'" and before.isspace() and (after.isalnum() or after in "[…")


def _is_speech(words: str) -> bool:
    inner = words.strip("\"“”„«»'‘’ \n")
    return len(inner.split()) > 5 or (len(inner.split()) > 1 and bool(_END.search(inner))) or inner[-1:] in "?!"
