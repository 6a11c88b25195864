"""Where an article says that somebody said something: the verb, and the words that name who. Pure.

Knows verbs of saying and the shape of what stands beside them; does not know what was said, nor whom a pronoun means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.prose.names import Mention
from index.types import Span

QUOTED = "\x01"
"""What stands for every character of a quotation in the text that is searched here."""

_IRREGULAR = """
say says said saying
tell tells told telling
write writes wrote writing written
deny denies denied denying
testify testifies testified testifying
reply replies replied replying
admit admits admitted admitting

"""
_REGULAR = """
acknowledg|e accus|e add allege announc|e answer argu|e ask assert assur|e boast brief caution charg|e claim
clarif|y comment complain conced|e conclud|e confirm contend continu|e criticiz|e criticis|e declar|e
describ|e emphasiz|e emphasis|e estimat|e exclaim explain inform insist jok|e maintain mention not|e object
observ|e pledg|e predict proclaim promis|e quip reason recall recount reiterat|e relat|e remark remind repeat
report respond reveal shout stat|e stress suggest tweet urg|e vow warn
"""


def _forms() -> list[str]:
    forms = [form.replace("|", " ") for form in _IRREGULAR.split()]
    for entry in _REGULAR.split():
        stem, _, ending = entry.partition("|")
        if ending == "y":
            forms += [stem + "y", stem + "ies", stem + "ied", stem + "ying"]
        else:
            forms += [stem + ending, stem + ("es" if ending else "s"), stem + "ed", stem + "ing"]
    return [*forms, "calls for", "calls on", "called for", "called on", "calling for", "calling on", "went on to say"]


VERBS_OF_SAYING = frozenset(_forms())
"""Every form of the verbs that make a source: "said", "announced", "called for"."""

_VERB = re.compile(
    r"\b(?:(?P<verb>" + "|".join(sorted(VERBS_OF_SAYING, key=len, reverse=True)).replace(" ", r"\s") + r")"
    r"|(?P<according>[Aa]ccording\sto))\b(?!-|['’]s\b)"
)
_INVERTING = frozenset(
    ("said", "says", "wrote", "writes", "asked", "added", "replied", "explained", "argued", "noted", "continued")
)
_AUXILIARY = re.compile(
    r"(?:\s+(?:has|have|had|also|then|later|once|just|again|still|even|often|further|went\son\sto|first|himself|herself|"
    r"itself|themselves|would|will|is|are|was|were|\w+ly|(?:in|on|at|during)\s(?:an?\s|the\s|his\s|her\s)?[\w ]{2,40}|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:earlier\s|late\s)?(?:this|last)\s\w+))$"
)
_NEGATED = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\brefused to|\bdeclined to|\bcannot|\bto|\bcould|\bmay|\bmight|\bcan|\bif|\bshould)"
    r"(?:\s\w+ly)?$"
)
_PASSIVE = re.compile(r"\b(?:be|been|being|is|was|were|are|am|get|got|['’](?:s|re|m))(?:\s(?:also|\w+ly|not))?$")
_PRONOUN = re.compile(r"(?:^|.*[^\w’'-])(he|she|they|it|we|i|who)$", re.IGNORECASE | re.DOTALL)
_BOUNDARY = re.compile(
    r"[,;:()\[\]\x01\n…]|\s[-–—]+\s|[–—]|\b(?:and|but|or|that|because|while|as|when|if|which|where|after|before|although|"
    r"though|since|so|until|whether|than|how|what|why|yet|unless|who|nor|plus)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:of|for|at|from|in|with|to|on|by|against|about|near|under|inside|around|over|behind|like)\b"
)
_DETERMINER = re.compile(
    r"\b(?:the|an?|his|her|their|its|our|my|your|some|many|several|most|other|one|two|three|four|five|another|these|those|"
    r"this|both|all|few|more|dozens\sof|hundreds\sof|thousands\sof|a\snumber\sof)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|was|are|were|am|be|been|has|had|have|did|does|do|will|would|can|could|may|might|must|should|not|there|it|"
    r"he|she|they|we|you|\w{2,}n['’]t)\b"
)
_BARE = """
activists advisers advisors advocates agents aides allies analysts attorneys authorities backers bankers campaigners
colleagues commanders commentators conservatives correspondents critics delegates democrats diplomats doctors donors
economists editors employees environmentalists executives experts fans firefighters friends government governors
historians insiders investigators investors journalists judges lawmakers lawyers leaders liberals managers media members
ministers neighbors neighbours observers officers officials operatives opponents organizers organisers owners parents
participants people police politicians pollsters prosecutors protesters pundits rebels relatives reporters reports
representatives republicans researchers residents rivals scholars scientists senators sources spokesman spokesmen
spokespeople spokesperson spokeswoman staffers strategists students supporters teachers troops union unions voters
witnesses workers writers
"""
_SOURCE_NOUNS = frozenset(_BARE.split())
_APPOSITION = re.compile(
    r"\s*(?:an?|the|who|which|whose|his|her|its|their|one|now|then|also|formerly|himself|herself|[RD]-|\d|[a-z]+|"
    r"[A-Z][\w.’'-]*(?:\s[\w.’'-]+)*)\b"
)
_LETTER = re.compile(r"\w")
MENTION = 60
"""Characters of the words that name a speaker, at most."""
WORDS = 8
"""Words of a speaker that is no name, at most."""


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name who speaks: a name of the article, a pronoun, or a noun phrase (both None)."""

    span: Span
    mention: Mention | None
    pronoun: str | None


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying and its source."""

    verb: Span
    source: Source
    word: str


class Clause:
    """A stretch of text with its quotations blotted out, and the names in it. `start` is its offset in the article."""

    def __init__(self, text: str, start: int, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.start = start
        self._by_end = {m.span.end - start: m for m in mentions}
        self._starts = [m.span.start - start for m in mentions]
        self._mentions = mentions

    def span(self, start: int, end: int) -> Span:
        """Offsets of the stretch as offsets of the article."""
        return Span(self.start + start, self.start + end)

    def ending(self, end: int) -> Mention | None:
        """The name that ends at `end`."""
        return self._by_end.get(end)

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The names that start in a range."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def sayings(clause: Clause) -> tuple[Saying, ...]:
    """The sayings of one stretch, in order; those without a source that stands there are left out."""
    return tuple(_sayings(clause))


def _sayings(clause: Clause) -> Iterable[Saying]:
    subject: Source | None = None
    for match in _VERB.finditer(clause.text):
        if match["according"]:
            source, word = _after(clause, match.end()), "according to"
        else:
            word = match["verb"].lower()
            source = _source(clause, match.start(), match.end(), word, subject)
        if source is not None:
            yield Saying(clause.span(*match.span()), source, word)
            if not match["according"] and source.pronoun != "who":
                subject = source


def _source(clause: Clause, start: int, end: int, word: str, subject: Source | None) -> Source | None:
    text = clause.text
    left = text[:start].rstrip()
    if word.endswith("ing"):
        if not left or left[-1] == "," or left.endswith((" by", " statement", " and", " interview", " tweet")):
            return subject or _first(clause, start)
        if _PASSIVE.search(left):
            left = _PASSIVE.sub("", left).rstrip()
        else:
            return None
    elif _NEGATED.search(left) or (_PASSIVE.search(left) and word != "quoted"):
        return None
    if word in _INVERTING and _inverted(clause, left, end):
        return _after(clause, end)
    return _before(clause, _trim(left))


def _inverted(clause: Clause, left: str, end: int) -> bool:
    right = clause.text[end : end + 2]
    if not left or not right.startswith((" ", "\xa0")) or not _LETTER.match(right[1:]):
        return False
    quoted = left.rstrip(",; ").endswith(QUOTED)
    after = _after(clause, end)
    if after is None or after.pronoun:
        return quoted and after is not None and after.pronoun in ("he", "she", "they")
    if quoted:
        return True
    tail = clause.text[after.span.end - clause.start :]
    return left[-1] == "," and after.mention is not None and re.match(r"[.,;]|\s(?:of|who)\b|$", tail) is not None


def _trim(left: str) -> str:
    """Without auxiliaries and adverbs at its end."""
    for _ in range(4):
        match = _AUXILIARY.search(left[-60:])
        if match is None or match.start() == 0:
            break
        left = left[: len(left) - len(left[-60:]) + match.start()].rstrip()
    return left


def _before(clause: Clause, left: str) -> Source | None:
    """The source whose words end where `left` does, past an apposition where one stands between."""
    if not left:
        return None
    if left[-1] not in ",)–—":
        return _noun_phrase(clause, left)
    for _ in range(5):
        closing = left[-1]
        cut = left.rfind({")": "(", "–": "–", "—": "—"}.get(closing, ","), 0, len(left) - 1)
        if cut <= 0:
            return None
        inside, head = left[cut + 1 : -1], left[:cut].rstrip()
        if QUOTED in inside or not head:
            return None
        source = _noun_phrase(clause, head, named=True)
        if source is not None and _APPOSITION.match(inside):
            return source
        left = head + closing
    return None


def _noun_phrase(clause: Clause, left: str, *, named: bool = False) -> Source | None:
    """The pronoun, name or noun phrase at the end of `left`; `named`: a name only."""
    end = len(left)
    if match := _PRONOUN.match(left[-8:]):
        return None if named else Source(clause.span(end - len(match[1]), end), None, match[1].lower())
    start = max((m.end() for m in _BOUNDARY.finditer(left, max(0, end - 160))), default=max(0, end - 160))
    start += len(left[start:]) - len(left[start:].lstrip())
    mention = clause.ending(end)
    if mention is not None:
        return _named(clause, left, start, mention)
    if named or start >= end:
        return None
    return _described(clause, left, start, end)


def _named(clause: Clause, left: str, start: int, mention: Mention) -> Source | None:
    """A name at the end of a phrase: itself, or what its preposition belongs to."""
    at = mention.span.start - clause.start
    prefix = left[start:at]
    preposition = _PREPOSITION.search(prefix)
    if preposition is None or not prefix[: preposition.start()].strip():
        return Source(mention.span, mention, None)
    head = prefix[: preposition.start()].rstrip()
    named = clause.ending(start + len(head))
    if named is not None and named.kind != "place":
        return Source(named.span, named, None)
    return _described(clause, left, start, len(left)) or Source(mention.span, mention, None)


def _described(clause: Clause, left: str, start: int, end: int) -> Source | None:
    """A source without a name: "the company", "a spokesman for the mayor", "officials"."""
    phrase = left[start:end]
    for match in reversed(list(_FINITE.finditer(phrase))):
        start += match.end() + 1
        phrase = left[start:end]
        break
    opening = _DETERMINER.search(phrase)
    names = clause.within(start, end)
    opens = bool(names) and names[0].span.start - clause.start == start
    if opening is not None and (phrase[: opening.start()].strip() and not opens):
        start += opening.start()
    elif opening is None and not opens and phrase.split()[-1:] and phrase.split()[-1].lower() not in _SOURCE_NOUNS:
        return None
    phrase = left[start:end]
    if end - start > MENTION or len(phrase.split()) > WORDS or not phrase.strip():
        return None
    return Source(clause.span(start, end), None, None)


def _after(clause: Clause, end: int) -> Source | None:
    """The source that follows a verb or "according to"."""
    text = clause.text
    while end < len(text) and text[end].isspace() and text[end] != "\n":
        end += 1
    rest = text[end : end + 120]
    boundary = _AFTER.search(rest)
    phrase = (rest[: boundary.start()] if boundary else rest).rstrip()
    if not phrase:
        return None
    if match := re.match(r"(he|she|they|him|her|them|it)$", phrase, re.IGNORECASE):
        return Source(clause.span(end, end + len(match[1])), None, match[1].lower())
    names = clause.within(end, end + len(phrase))
    if names:
        first = names[0]
        at, stop = first.span.start - clause.start, first.span.end - clause.start
        before = text[end:at]
        follows = text[stop : stop + 40]
        if not _PREPOSITION.search(before) and not re.match(r"['’]s?\s[a-z]", follows):
            person = next((m for m in names if m.kind == "person"), first)
            between = text[stop : person.span.start - clause.start] if person is not first else ""
            if not _PREPOSITION.search(between) and (
                first.kind == "person" or not re.match(r"\s[a-z]{3,}", follows) or _PREPOSITION.match(follows.strip())
            ):
                return Source(person.span, person, None)
    words = phrase.split()[:WORDS]
    cut = re.match(r"\s*" + r"\s+".join(map(re.escape, words)), phrase)
    stop = end + min(cut.end() if cut else len(phrase), MENTION)
    return Source(clause.span(end, stop), None, None)


_AFTER = re.compile(
    r"[,;:.()\[\]\x01\n…?!](?=\s|$|\x01)|[,;:()\x01\n]|\s[-–—]+\s|—|\s(?:and|but|that|because|while|as|when|if|which|where|after|"
    r"before|who|in\san?|in\shis|in\sher|during|on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|"
    r"\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\s(?:is|was|are|were|has|had|have|will|would|could|can)\b"
)


def _first(clause: Clause, before: int) -> Source | None:
    """The subject of the stretch: the pronoun or name at its beginning."""
    text = clause.text[:before]
    if match := re.match(r"\W*(he|she|they)\b", text, re.IGNORECASE):
        return Source(clause.span(match.start(1), match.end(1)), None, match[1].lower())
    for mention in clause.within(0, before):
        if mention.kind in ("person", "body", "other"):
            prefix = text[: mention.span.start - clause.start]
            if _PREPOSITION.search(prefix) and "," not in prefix:
                return None
            return Source(mention.span, mention, None)
    return None
