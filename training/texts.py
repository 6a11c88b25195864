"""Plain text helpers of the training scripts: normal form, hashes, sentences, windows of words.

Knows strings and spans (code points, half-open); knows no data set and no model.
"""

import hashlib
import re

WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Prof|vs|No|Jr|Sr|[A-Z])\.$")
# An uncapitalised fallback: tokenised, lower-cased text has " . " between sentences.
NAME = re.compile(r"\b[A-Z][\w'’-]*[a-z](?:(?: (?:of|de|van|bin|al|the))? [A-Z][\w'’.-]*\w)*")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def words(text: str) -> list[str]:
    """The lower-case words of `text`."""
    return WORD.findall(text.lower())


def spaced(text: str) -> str:
    """Words with one space between and at both ends: containment of whole words is `in`."""
    return f" {' '.join(words(text))} "


def text_hash(text: str) -> int:
    """64 bits of the normal form (lower-case words); equal for texts that differ in case or punctuation only."""
    return int.from_bytes(hashlib.blake2b(" ".join(words(text)).encode(), digest_size=8).digest(), "big")


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`, in order, without the white space between them."""
    spans, start = [], 0
    for gap in _SENTENCE_END.finditer(text):
        end = gap.start()
        while end < gap.end() and not text[end].isspace():
            end += 1
        if _ABBREVIATION.search(text[start:end]):
            continue
        if end > start:
            spans.append((start, end))
        start = gap.end()
    end = len(text.rstrip())
    if end > start:
        spans.append((start, end))
    return spans


def holds(text_spaced: str, answers: list[str]) -> bool:
    """Whether one of `answers` stands in the `spaced` text as whole words."""
    return any(len(a := spaced(answer)) > 2 and a in text_spaced for answer in answers)
