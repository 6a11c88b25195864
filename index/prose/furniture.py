"""What part of an article a sentence is: prose, or furniture that never becomes an answer; what its head says. Pure.

Knows where on a page furniture stands; how it is worded is in furniture_words. Leaves in doubt what is in doubt: a
full sentence is prose, unknown is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Literal

from index.prose import furniture_words as said
from index.prose.bylines import COLUMNS, credited, day_of, header, is_byline, masthead, outlet_of
from index.prose.dates import parse_day
from index.text import fold
from index.types import Span

Section = Literal["prose", "heading", "caption", "byline", "see_also", "promotion"]

_HEADING_WORDS = 12
_TITLE_WORDS = 25
_SHOUTED_WORDS = 4
"""Words in capitals from which a line is a title, not somebody's name."""
_TEASER_WORDS = 30
_FURNITURE_WORDS = 100
_LIST_WORDS = 5
_HEAD_LINES = 8
_HEAD_CHARACTERS = 4000
_CLOSERS = "\"'”’)]»*_ "
_OPENS_QUOTE = ("“", '"', "‘", "'", "«")
_LONG_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_LINE = 200
_RULE = re.compile(r"[|:\s]*-[|:\s-]*")
"""What stands under the head of a table."""
_TITLES, _AUTHORS = ("title", "headline"), ("author", "authors", "by", "byline")
_OUTLETS = ("source", "outlet", "publication", "newspaper")
_DATE_HEAD = re.compile(r"\s*date (\d{4}-\d\d-\d\d)(?=\s)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines of a text say of it; what they do not say is None or empty."""

    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()


def sections(text: str, sentences: Sequence[Span]) -> tuple[Section, ...]:
    """What each sentence of `text` is; `sentences` are those of `index.prose.sentences.split(text)`."""
    paragraphs = _paragraphs(text, sentences)
    lines = [text[sentences[first].start : sentences[last - 1].end] for first, last in paragraphs]
    whole = [_whole(lines, number, last - first) for number, (first, last) in enumerate(paragraphs)]
    _mend_lists(lines, whole)
    labels: list[Section] = []
    for number, (first, last) in enumerate(paragraphs):
        label = whole[number]
        if label == "prose":
            pieces = [sentences[at].of(text) for at in range(first, last)]
            labels.extend(_part(piece) for piece in pieces)
            if len(pieces) > 1 and said.CLICK.search(pieces[-1]) and said.BLURB.search(pieces[0]):
                labels[first:last] = ["promotion"] * (last - first)
        elif label in ("caption", "byline", "see_also") and len(lines[number].split()) > _FURNITURE_WORDS:
            labels.extend(_part(sentences[at].of(text)) for at in range(first, last))
            labels[-1 if label == "caption" else first] = label
        else:
            labels.extend([label] * (last - first))
        if number and labels[first] == "promotion" and _is_named(lines[number - 1], lines[number]):
            labels[first - 1] = "promotion"
    if labels and _DATE_HEAD.match(text):
        labels[0] = "byline"
    return tuple(labels)


def _paragraphs(text: str, sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """Runs of sentences, as indices, with no newline between them."""
    ends = [at for at, (one, two) in enumerate(pairwise(sentences), 1) if "\n" in text[one.end : two.start]]
    return list(pairwise([0, *ends, len(sentences)])) if sentences else []


def _whole(lines: list[str], number: int, count: int) -> Section:
    """What a whole paragraph of `count` sentences is; prose where its sentences must be asked."""
    line = lines[number]
    open_ended = _is_open(line)
    tail = line[-said.CREDIT_LENGTH :]
    if (open_ended and said.CREDIT.search(tail)) or said.CAPTION.match(line):
        return "caption"
    if open_ended and said.CLIP.search(tail) and (line.startswith(("Video", "WATCH")) or " - Source: " in tail):
        return "caption"
    if number + 1 < len(lines) and "|" in line and _RULE.fullmatch(lines[number + 1]):
        return "heading"
    if said.NOTE.match(line) or (len(line) <= 200 and is_byline(lines, number)):
        return "byline"
    if said.PROMOTION.match(line) and open_ended:
        return "promotion"
    if said.LEAD.match(line) and (open_ended or count == 1):
        return "see_also"
    if open_ended and len(line.split()) <= _TEASER_WORDS and said.TEASER.match(line):
        return "see_also"
    if count == 1 and open_ended and _is_topic(line) and _stands_alone(lines, number):
        return "see_also"
    return "heading" if _is_heading(line, number, count, len(lines)) else "prose"


def _part(sentence: str) -> Section:
    """What one sentence inside a paragraph is."""
    if sentence.startswith(_OPENS_QUOTE):
        return "prose"
    if said.LEAD.match(sentence):
        return "see_also"
    if said.PROMOTION.match(sentence) or said.CLICK.search(sentence[-80:]):
        return "promotion"
    return "byline" if said.CONTRIBUTED.search(sentence) or said.SIGNED.fullmatch(sentence) else "prose"


def _is_open(line: str) -> bool:
    """Whether no stop ends the line."""
    return line.rstrip(_CLOSERS)[-1:] not in (".", "!", "?", "…", ",", ";", "。")


def _is_topic(line: str) -> bool:
    return len(line.split()) <= _TEASER_WORDS and said.TOPIC.match(line) is not None


def _stands_alone(lines: Sequence[str], number: int) -> bool:
    """Whether full paragraphs stand before and behind a line: it is no entry of a list."""
    around = [*lines[number - 1 : number], *lines[number + 1 : number + 2]]
    return len(around) == 2 and not any(_is_open(line) for line in around)


def _is_heading(line: str, number: int, count: int, lines: int) -> bool:
    words = line.split()
    if not any(map(str.isalnum, line)):
        return True
    if lines == 1 or "|" in line or said.BULLET.match(line):
        return False
    if not _is_open(line):
        question = line.endswith("?") and not line.startswith(_OPENS_QUOTE) and count == 1
        return len(words) <= (_HEADING_WORDS if question else 4 if line.isupper() else 0)
    if number == 0:
        return len(words) <= _TITLE_WORDS
    if count > 1 or len(words) > _TITLE_WORDS or ": " in line or said.FULL.match(line):
        return False
    if line.startswith(_OPENS_QUOTE) and line[-1] in _CLOSERS and len(words) >= _LIST_WORDS:
        return False
    return len(words) <= _HEADING_WORDS or _is_title_case(line)


def _is_title_case(line: str) -> bool:
    long = _LONG_WORD.findall(line)
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)


def _mend_lists(lines: list[str], whole: list[Section]) -> None:
    """Three or more headings in a row are a heading and a list: the fuller entries of a list are prose."""
    at = 0
    for label, run in groupby(list(whole)):
        size = len(list(run))
        if label == "heading" and size > 2:
            for entry in range(at + 1, at + size):
                if len(lines[entry].split()) >= _LIST_WORDS and not _is_title_case(lines[entry]):
                    whole[entry] = "prose"
        at += size


def _is_named(heading: str, promotion: str) -> bool:
    """Whether a promotion takes up the words of the heading over it."""
    if not _is_open(heading) or len(heading.split()) > _HEADING_WORDS:
        return False
    words = {fold(word) for word in _LONG_WORD.findall(heading)}
    return len(words & {fold(word) for word in _LONG_WORD.findall(promotion)}) > 1


def head(text: str) -> Head:
    """What the first lines of `text`, eight at most, say of it: a title, a byline, a date.

    A day is never completed: a date without its year is None, and so is the day of an update.
    """
    opening = _DATE_HEAD.match(text)
    title = outlet = None
    published = parse_day(opening.group(1)) if opening else None
    authors: tuple[str, ...] = ()
    lines = [line.strip() for line in text[:_HEAD_CHARACTERS].split("\n")]
    lines = [line for line in lines if line][:_HEAD_LINES]
    above = not opening
    for number, line in enumerate(lines):
        if dateline := said.DATELINE.match(line):
            outlet = outlet or dateline.group(1) or dateline.group(2)
        if (told := header(lines, number)) is not None:
            of, value = told
            title = title or (value if of in _TITLES else None)
            published = published or (parse_day(value) if of in ("date", "published") else None)
            outlet = outlet or (value if of in _OUTLETS else None)
            authors = authors or (credited(f"By {value.removeprefix('By ')}")[0] if of in _AUTHORS else ())
            above = False
            continue
        if len(line) <= _LINE and is_byline(lines, number):
            published = published or next(filter(None, map(day_of, COLUMNS.split(line))), None)
            top = masthead(lines, number)
            named, at = ((), top[0]) if top else credited(line)
            published = published or (top[1] if top else None)
            authors, outlet = authors or named, outlet or at or (outlet_of(line) if authors else None)
            continue
        if above and number + 1 < len(lines) and _is_title(line):
            title = line
        above = False
    return Head(title, published, outlet, authors)


def _is_title(line: str) -> bool:
    """Whether a line above all prose is a title: no stop, not too long, and not what may as well be a name."""
    corrects = line.startswith(("Correction: ", "Clarification: "))
    furniture = (
        said.BULLET,
        said.CAPTION,
        said.LEAD,
        said.PROMOTION,
        said.DATELINE,
        *(() if corrects else (said.NOTE,)),
    )
    if len(line) > _LINE or not _is_open(line) or line.endswith(":") or any(kind.match(line) for kind in furniture):
        return False
    words = line.split()
    shouted = line.isupper() and len(words) >= _SHOUTED_WORDS
    named = not shouted and (said.NAME.fullmatch(line) or credited(line)[0])
    return 2 <= len(words) <= _TITLE_WORDS and not named and not line.startswith(("The claim:", "On today"))
