"""Who says a sentence: each quotation and each reported sentence given to the person or body that the article names.

Knows verbs of saying, quotation marks and the order of sentences; nothing of what is said. No speaker is better than
a wrong one. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.prose.capitals import headline
from index.prose.given_names import FEMALE, MALE
from index.prose.name_words import TITLES
from index.prose.names import Mention
from index.text import fold
from index.types import Span
from qa.quotations import Quotation, quotations
from qa.sayings import Saying, beside, sayings
from qa.sources import QUOTED, Clause, Source, is_role

_SENTENCES = 9
"""Sentences, at most, in which the person that a pronoun means is looked for."""
_GOES_ON = re.compile(r"\s(?!(?:of|from|at|in|and|for|with|on|to|by|as|himself|herself|who)\b)[a-z]{3,}")
"""Behind a name that only tells what another thing is called: "the Corrigan paper mill, who"."""
_BESIDE = 40
"""Characters between a quotation and its saying, at most."""
_NAMES = 40
"""Names of a sentence, at most, that a pronoun may mean."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One sentence and who says it.

    `speaker`: the fullest name the article has, else the noun phrase as written. `mention`: the words that name the
    speaker, at most 60 characters. `direct`: a third of the sentence or more is quotation.
    """

    span: Span
    speaker: str
    mention: Span | None
    direct: bool


@dataclass(frozen=True, slots=True)
class _Voice:
    name: str
    mention: Span | None
    person: bool


def attribute(text: str, sentences: Sequence[Span], mentions: Sequence[Mention]) -> tuple[Attribution, ...]:
    """The sentences of `text` that somebody says, in order, each with its speaker.

    `sentences` and `mentions` are those of `index.prose` for the same text. A sentence without a supported speaker is
    left out. Linear in the length of the text.
    """
    return tuple(_Listener(text, sentences, mentions).listen())


class _Listener:
    def __init__(self, text: str, sentences: Sequence[Span], mentions: Sequence[Mention]) -> None:
        self._text = text
        self._sentences = sentences
        found = quotations(text)
        self._quotes = [q for q in found if q.speech]
        self._titled = [q.span for q in found if not q.speech]
        self._title_starts = [span.start for span in self._titled]
        self._quote_starts = [q.span.start for q in self._quotes]
        self._masked = _masked(text, self._quotes)
        self._mentions = [m for m in mentions if self._masked[m.span.start] != QUOTED]
        self._starts = [m.span.start for m in self._mentions]
        self._gender = _genders(text, mentions)
        self._holders = _holders(text, mentions)
        self._last: _Voice | None = None
        self._last_end = 0
        self._speaking: _Voice | None = None

    def listen(self) -> list[Attribution]:
        found: list[Attribution] = []
        stretches = self._stretches()
        for stretch in stretches:
            found += self._stretch(stretch)
        return found

    def _stretches(self) -> list[list[Span]]:
        """Sentences joined where a quotation runs over their border."""
        joined: list[list[Span]] = []
        for sentence in self._sentences:
            if joined and self._in_quote(joined[-1][-1].end - 1, sentence.start):
                joined[-1].append(sentence)
            else:
                joined.append([sentence])
        return joined

    def _in_quote(self, left: int, right: int) -> bool:
        at = bisect_right(self._quote_starts, left) - 1
        return at >= 0 and self._quotes[at].span.end > right

    def _quotes_of(self, span: Span) -> list[Quotation]:
        first = max(0, bisect_right(self._quote_starts, span.start) - 1)
        found = self._quotes[first : bisect_left(self._quote_starts, span.end)]
        return found[1:] if found and found[0].span.end <= span.start else found

    def _stretch(self, stretch: list[Span]) -> list[Attribution]:
        start, end = stretch[0].start, stretch[-1].end
        quotes = self._quotes_of(Span(start, end))
        clause = self._clause(start, end)
        if "\n" in self._text[self._before(start) : start] or not start:
            self._speaking = self._label(stretch)
        said = sayings(clause)
        heard = [(s, v) for s in said if (v := self._voice(s.source)) is not None]
        voices = self._voices(quotes, clause, said, heard, stretch)
        found = []
        for sentence in stretch:
            inside = self._quotes_of(sentence)
            quoted = sum(min(q.span.end, sentence.end) - max(q.span.start, sentence.start) for q in inside)
            direct = 3 * quoted >= len(sentence)
            voice = next((voices[q] for q in inside if q in voices), None) if direct else None
            if voice is None and not direct:
                voice = _reported(sentence, heard)
            if voice is None and inside and inside[0].span.start == sentence.start and _tagged(inside[0], heard):
                voice = voices.get(inside[0])  # a short quotation with a long tag
            if voice is None and self._speaking is not None:
                voice, direct = self._speaking, True
            if voice is not None:
                found.append(Attribution(sentence, voice.name, voice.mention, direct))
        spoken = list(voices.values()) or [v for _, v in heard]
        if spoken:
            self._last = spoken[-1]
            self._last_end = end
        elif quotes:
            self._last = None
        return found

    def _voices(
        self,
        quotes: Sequence[Quotation],
        clause: Clause,
        said: Sequence[Saying],
        heard: list[tuple[Saying, _Voice]],
        stretch: list[Span],
    ) -> dict[Quotation, _Voice]:
        """Who says each quotation of a stretch."""
        voices: dict[Quotation, _Voice] = {}
        for quote in quotes:
            voice, distance = _nearest(quote, heard)
            if distance > _BESIDE and not _told_in(quote, heard) and (source := beside(clause, quote.span)) is not None:
                voice = self._voice(source)
            elif voice is None and not said:
                voice = self._carried(quote, stretch)
            if voice is not None:
                voices[quote] = voice
        return voices

    def _clause(self, start: int, end: int) -> Clause:
        names = self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        text = self._masked[start:end]
        if headline(self._text, Span(start, end)) and len(text.lower()) == len(text):
            text = text.lower()
        return Clause(text, start, names)

    def _label(self, stretch: list[Span]) -> _Voice | None:
        """The name before a colon that opens a paragraph, as in an interview or a headline."""
        start = stretch[0].start
        if self._text[max(0, start - 8) : start].rstrip(" \t")[-1:] not in ("", "\n"):
            return None
        at = bisect_left(self._starts, start)
        if at == len(self._starts) or self._starts[at] - start > 24 or self._mentions[at].kind != "person":
            return None
        name = self._mentions[at]
        titled = all(w.strip(".").lower() in TITLES for w in self._text[start : name.span.start].split())
        spoken = self._text[name.span.end : name.span.end + 2]
        return _Voice(name.name, name.span, True) if titled and spoken in (": ", ":\xa0") else None

    def _carried(self, quote: Quotation, stretch: list[Span]) -> _Voice | None:
        """The voice that a quotation without a saying of its own goes on with."""
        if self._last is None or quote.goes_on:
            return self._last
        opens = quote.span.start == stretch[0].start and self._last_end == self._before(stretch[0].start)
        return self._last if opens or "\n" not in self._text[self._last_end : quote.span.start] else None

    def _before(self, start: int) -> int:
        """The end of the sentence before `start`."""
        at = bisect_left(self._sentences, start, key=lambda s: s.start) - 1
        return self._sentences[at].end if at >= 0 else -1

    def _voice(self, source: Source) -> _Voice | None:
        if source.mention is not None:
            person = source.mention.kind == "person" or (source.mention.kind == "other" and " " in source.mention.name)
            return _Voice(source.mention.name, source.span, person)
        if source.pronoun is None:
            phrase = " ".join(source.span.of(self._text).split())
            holder = self._holders.get(fold(phrase).removeprefix("the ")) if fold(phrase).startswith("the ") else None
            return _Voice(holder or phrase, source.span, holder is not None)
        name = self._antecedent(source.pronoun, source.span.start)
        return None if name is None else _Voice(name, source.span, True)

    def _antecedent(self, pronoun: str, at: int) -> str | None:
        """The last person that a pronoun fits, subjects of earlier sentences first; for "who" the name before it."""
        here = bisect_left(self._starts, at)
        if pronoun == "who":
            last = self._mentions[here - 1] if here else None
            if last is None or last.kind == "place" or at - last.span.end >= 40:
                return None
            return None if _GOES_ON.match(self._text, last.span.end, at) else last.name
        if pronoun not in ("he", "she", "him", "her"):
            if pronoun in ("they", "it") and self._last is not None and not self._last.person:
                return self._last.name
            return None
        gender = "m" if pronoun in ("he", "him") else "f"
        here = bisect_right(self._sentences, at, key=lambda s: s.start) - 1
        bound = at
        for i in range(here, max(-1, here - _SENTENCES), -1):
            span = self._sentences[i]
            if i < here and (spoke := self._spoke(span.start, bound, gender)) is not None:
                return spoke
            first = bisect_left(self._starts, span.start)
            for m in self._mentions[first : min(first + _NAMES, bisect_left(self._starts, bound))]:
                if m.kind == "person" and self._gender.get(m.name, gender) == gender and self._meant(m):
                    return m.name
            if (unknown := self._unknown(span, bound)) is not None:
                return unknown
            bound = span.start
        return None

    def _meant(self, mention: Mention) -> bool:
        """Whether a pronoun may mean a name there: it is no part of a title or slogan in marks."""
        at = bisect_right(self._title_starts, mention.span.start) - 1
        return at < 0 or not self._titled[at].holds(mention.span)

    def _unknown(self, sentence: Span, bound: int) -> str | None:
        """A name of two words between commas behind a role: "The baker in Mill Street, Ottilie Kern, ..."."""
        first = bisect_left(self._starts, sentence.start)
        for m in self._mentions[first : min(first + _NAMES, bisect_left(self._starts, bound))]:
            before, after = self._text[max(0, m.span.start - 2) : m.span.start], self._text[m.span.end : m.span.end + 1]
            if m.kind == "other" and m.name.count(" ") == 1 and before == ", " and after == ",":
                role = self._text[max(sentence.start, m.span.start - 80) : m.span.start - 2]
                return m.name if is_role(role) else None
        return None

    def _spoke(self, start: int, end: int, gender: str) -> str | None:
        """The person who spoke last, where that was in a range and the gender fits."""
        if self._last is None or not self._last.person or not start < self._last_end <= end:
            return None
        return self._last.name if self._gender.get(self._last.name, gender) == gender else None


def _nearest(quote: Quotation, heard: list[tuple[Saying, _Voice]]) -> tuple[_Voice | None, int]:
    """The voice of the saying that stands nearest to the quotation, rather after it than before; characters between."""
    best, distance = None, 10_000
    at = bisect_left(heard, quote.span.start, key=lambda h: h[0].verb.start)
    for saying, voice in heard[max(0, at - 2) : at + 2]:
        first, last = min(saying.verb, saying.source.span), max(saying.verb, saying.source.span)
        gap = first.start - quote.span.end if first.start >= quote.span.end else quote.span.start - last.end + 2
        if gap < distance:
            best, distance = voice, gap
    return best, distance


def _tagged(quote: Quotation, heard: list[tuple[Saying, _Voice]]) -> bool:
    return _nearest(quote, heard)[1] <= _BESIDE


def _told_in(quote: Quotation, heard: list[tuple[Saying, _Voice]]) -> bool:
    """Whether a quotation stands inside what a saying before it tells: "said that it 'did no damage'"."""
    return any(s.verb.end <= quote.span.start and s.reach.holds(quote.span) for s, _ in heard)


def _reported(sentence: Span, heard: list[tuple[Saying, _Voice]]) -> _Voice | None:
    """The voice of the saying that covers most of a sentence, a third at least."""
    best, most = None, len(sentence) / 3
    at = bisect_left(heard, sentence.start, key=lambda h: h[0].verb.start)
    for saying, voice in heard[at : bisect_left(heard, sentence.end, key=lambda h: h[0].verb.start)]:
        covered = min(saying.reach.end, sentence.end) - max(saying.reach.start, sentence.start)
        if covered >= most:
            best, most = voice, covered + 1
    return best


def _masked(text: str, quotes: Sequence[Quotation]) -> str:
    parts, last = [], 0
    for quote in quotes:
        parts += [text[last : quote.span.start], QUOTED * len(quote.span)]
        last = quote.span.end
    return "".join([*parts, text[last:]])


_OFFICE = re.compile(
    r"(?P<rank>\b(?:vice|deputy|acting|interim|former|ex|then|late|assistant|lieutenant|first|under)[ -])?"
    r"\b(?P<office>(?:Prime )?[A-Z][\w-]+) $",
    re.IGNORECASE,
)
_OFFICES = frozenset("mayor,governor,president,prime minister,chancellor,king,queen,pope,secretary-general".split(","))
_TITLE = re.compile(
    r"\b(?:(Mr|Sir|Lord|King|Prince|Duke|Congressman|chairman|spokesman)"
    r"|(Mrs|Ms|Miss|Dame|Lady|Queen|Princess|Duchess|Congresswoman|chairwoman|spokeswoman))\.? $",
    re.IGNORECASE,
)


def _holders(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """Office -> the only person of the article who has it: "mayor" -> "Helena Voss".

    Only an office of which there is one, and which the article calls nothing but "the mayor" and "Mayor Voss".
    """
    found: dict[str, set[str]] = {}
    places: dict[str, set[int]] = {}
    for m in mentions:
        title = _OFFICE.search(text, max(0, m.span.start - 40), m.span.start) if m.kind == "person" else None
        if title is not None and not title["rank"] and (office := fold(title["office"])) in _OFFICES:
            found.setdefault(office, set()).add(m.name)
            places.setdefault(office, set()).add(title.start("office"))
    return {
        office: next(iter(people))
        for office, people in found.items()
        if len(people) == 1
        and all(
            match.start(2) in places[office] or (match[1] and not match[3])
            for match in re.finditer(rf"(\bthe )?\b({office})s?\b( (?:of|for)\b)?", text, re.IGNORECASE)
        )
    }


def _genders(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """Name -> "m" or "f", where a title or the given name says so."""
    found: dict[str, str] = {}
    for m in mentions:
        if m.kind != "person" or m.name in found:
            continue
        if title := _TITLE.search(text, max(0, m.span.start - 16), m.span.start):
            found[m.name] = "m" if title[1] else "f"
            continue
        given = fold(m.name.split()[0])
        if given in MALE or given in FEMALE:
            found[m.name] = "m" if given in MALE else "f"
    return found
