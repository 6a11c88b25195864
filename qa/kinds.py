"""What could be a short answer: dates, numbers, amounts, names in a sentence, each as a span. Pure.

Knows the kind of a question and the shape of an answer; nothing about which one is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from index.prose.dates import find
from index.prose.words import STOPWORDS, stem
from index.text import fold
from index.types import Span
from qa.types import Kind

_NOMINAL = date(2000, 1, 1)
"""Only the spans of relative dates matter here, not their values."""
_SCALE = r"(?:hundred|thousand|million|billion|trillion|m|bn|k|dozen)"
_WORDED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|dozens?)"
)
OUT_OF = (
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|[1-9]) (?:in|out of)|one [a-z]{3,} in)(?: every)? "
    r"(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)\b"
    r"(?=[,;.)\s]|$)(?![,.]?\d)(?!\s(?:other |different )?(?:seconds?|minutes?|hours?|days?|weeks?|months?"
    r"|years?|dollars|pounds|euros|cents|villages|towns|cities|countries|states|counties|districts|provinces|regions|places|sites"
    r"|raids|attacks|blasts|games|matches|sets|rounds|tests|cases|attempts|trials|schools|homes|houses|buildings|cars)\b)"
)
"""Pattern of a share told as so many of so many: "3 in 10 parents say"; not "five in two villages"."""
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_MONEY = rf"(?:US|A|C|HK|NZ)?[$€£¥]\s?{_FIGURE}(?:[ -]?{_SCALE}\b)?"
NUMBER = re.compile(
    rf"\b{OUT_OF}"
    rf"|\b{_FIGURE}(?:[ -]{_SCALE}\b)*(?:\s?%| per ?cent\b)?"
    rf"|\b{_WORDED}(?:[ -](?:and[ -])?{_WORDED})*\b(?: per ?cent\b)?",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    rf"(?<!from ){_MONEY}(?: ?[-–] ?| to )[$€£¥]?{_FIGURE}[ -]?{_SCALE}\b"
    rf"|(?<=between ){_MONEY} and [$€£¥]?{_FIGURE}[ -]?{_SCALE}\b"
    rf"|{_MONEY}"
    rf"|\b{_FIGURE}(?:[ -]{_SCALE})? (?:euros?|dollars?|pounds?|yen|francs?|crowns?|rou?bles?|rupees?|pence|cents?)\b",
    re.IGNORECASE,
)
_CAPITAL = "[A-Z\u00c0-\u00de]"
NAME = re.compile(
    rf"(?<![\w'’]){_CAPITAL}[\w'’.&-]*"
    rf"(?:(?: (?:(?:of|for)(?: the)?|de|da|van|von|der|bin|al|el|la|le|and) (?={_CAPITAL})| )"
    rf"{_CAPITAL}[\w'’.&-]*)*"
)
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘’]{2,60})[”\"’]")
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d|\.\d\d)? ?(?:[ap]\.m\.|[ap]m\b)|\b(?:noon|midnight|midday)\b", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:because|due to|as a result|so that|owing to|thanks to|reasons?|caused?|causes|causing|blam\w+|led to"
    r"|prompted|in order to|in response to|citing|cited|attribut\w+|put .{0,30} down to|over concerns?)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(r"\banonym\w+|\bnot authori[sz]ed|n['’]t authori[sz]ed", re.IGNORECASE)
"""Why a source is not named is no reason for anything else."""
_PERHAPS_REASON = re.compile(r"\b(?:amid|since|so|after|over|following|for fear|as)\b", re.IGNORECASE)
_EDGE = re.compile(r"^[^\w$€£¥]+|[^\w%)]+$")


def candidates(text: str, kind: Kind, clock: bool = False) -> Iterator[Span]:
    """Spans of a sentence that have the shape which answers a question of this kind, in order. `clock`: times too."""
    if kind is Kind.WHEN:
        for time in find(text, _NOMINAL):
            yield time.span
        if clock:
            yield from _matches(_CLOCK, text)
    elif kind is Kind.HOW_MUCH:
        shares = [s for s in _matches(NUMBER, text) if s.of(text).endswith(("%", "cent"))]
        yield from [*_matches(AMOUNT, text), *shares] or _matches(NUMBER, text)
    elif kind is Kind.HOW_MANY:
        taken = [t.span for t in find(text, _NOMINAL)] + list(_matches(AMOUNT, text))
        yield from (s for s in _matches(NUMBER, text) if not any(s.overlaps(t) for t in taken))
    elif kind in (Kind.WHO, Kind.WHERE):
        yield from _names(text)
    else:
        yield from _names(text)
        yield from (Span(m.start(1), m.end(1)) for m in _QUOTED.finditer(text))
        yield from _matches(AMOUNT, text)
        yield from _matches(NUMBER, text)


def gives_reason(text: str) -> float:
    """How plainly a sentence tells why something is: 1 by "because" or "blamed", .4 by "after" or "so", else 0."""
    if _UNNAMED.search(text):
        return 0.0
    return 1.0 if _REASON.search(text) else 0.4 if _PERHAPS_REASON.search(text) else 0.0


def is_amount(words: str) -> bool:
    """Whether a number is money or a share."""
    return words.endswith(("%", "cent")) or bool(AMOUNT.fullmatch(words))


def key_of(words: str) -> str:
    """The form in which two candidates are one: folded stems without stop words."""
    tokens = [t for t in re.findall(r"[^\W_]+", fold(words)) if t not in STOPWORDS]
    return " ".join(stem(t) for t in tokens)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield Span(match.start(), match.end())


def _names(text: str) -> Iterator[Span]:
    for match in NAME.finditer(text):
        start, end = match.start(), match.end()
        words = match.group().split(" ")
        while words and fold(words[0]).strip(".'’-") in STOPWORDS:
            start += len(words.pop(0)) + 1
        if not words:
            continue
        run = text[start:end]
        left, right = _EDGE.match(run), re.search(r"(?:['’]s?|[^\w)]+)$", run)
        start += left.end() if left else 0
        end -= len(right.group()) if right else 0
        if end > start and (end - start > 1 or text[start:end].isdigit()):
            yield Span(start, end)
