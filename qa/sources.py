"""The words that name a source beside a verb of saying: a pronoun, a name, or a noun phrase such as "the police". Pure.

Knows the shapes of phrases; does not know verbs of saying, nor whom a pronoun means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from index.prose.name_words import TITLES
from index.prose.names import Mention
from index.text import fold
from index.types import Span

QUOTED = "\x01"
"""What stands for every character of a quotation in the text that is searched here."""
MENTION = 60
"""Characters of the words that name a speaker, at most."""
WORDS = 8
"""Words of a speaker that is no name, at most."""
_REACH = 160

_PRONOUN = re.compile(r"(?:^|[^\w’'-])(he|she|they|it|we|i|who)$", re.IGNORECASE)
_BOUNDARY = re.compile(
    r"[,;:()\[\]\x01\n…]|\s[-–—]+\s|[–—]|\b(?:and|but|or|that|because|while|as|when|if|which|where|after|before|although|"
    r"though|since|so|until|whether|than|how|what|why|yet|unless|who|nor|plus)\b",
    re.IGNORECASE,
)
_RIGHT_BOUNDARY = re.compile(
    r"[,;:.()\[\]\x01\n…?!](?=\s|$|\x01)|[,;:()\x01\n]|\s[-–—]+\s|—|"
    r"\s(?:and|but|that|because|while|as|when|if|which|where|after|before|who|in\s(?:an?|his|her)|during|"
    r"on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"is|was|are|were|has|had|have|will|would|could|can)\b"
)
_ABBREVIATED = re.compile(
    r"\b(Mrs?|Ms|Drs?|St|[JS]r|Gen|Sen|Rep|Gov|Sgt|Col|Rev|Lt|Prof|Capt|Supt|Insp|Det|Maj|Adm|Cmdr|Cpl)\."
)
_INITIALS = re.compile(r"(?<![^\W\d_])([A-Z])\.(?=\s[A-Z])")
"""Full stops of titles before a name and of initials ("U.S. officials", "Robert B. Ford") end nothing: a letter puts
them out of sight.
"""
_PREPOSITION = re.compile(
    r"\b(?:of|for|at|from|in|with|to|on|by|against|about|near|under|inside|around|over|behind|like|during|despite|"
    r"following|speaking|supporting|representing|opposing)\b",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"\b(?:the|an?|his|her|their|its|our|my|your|some|many|several|most|other|others|one|two|three|four|five|another|"
    r"these|those|this|that|each|both|all|few|more|half|nearly|about|roughly|almost|\d[\d,.]*%?|dozens\sof|hundreds\sof|thousands\sof)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|was|are|were|am|be|been|has|had|have|did|does|do|will|would|can|could|may|might|must|should|not|there|it|"
    r"he|she|they|we|you|\w{2,}n['’]t)\b"
)
_PEOPLE = """
activists advisers advisors advocates agents aides allies analysts attorneys authorities backers campaigners colleagues
commanders commentators conservatives correspondents critics delegates democrats diplomats doctors donors economists
editors employees environmentalists executives experts fans firefighters friends historians insiders investigators
investors journalists judges lawmakers lawyers leaders liberals managers media members ministers neighbors neighbours
observers officers officials operatives opponents organizers organisers owners parents participants people police
politicians pollsters prosecutors protesters pundits rebels relatives reporters representatives republicans researchers
residents rivals scholars scientists senators sources spokesman spokesmen spokespeople spokesperson spokeswoman
staffers strategists students supporters teachers troops unions voters witnesses workers writers
"""
PEOPLE = frozenset(_PEOPLE.split())
"""Nouns that are sources without an article before them."""
_ASIDE = re.compile(
    r"\s*(?:an?|the|who|which|whose|his|her|its|their|one|now|then|also|formerly|himself|herself|[RDI]-|\d|"
    r"[a-z][\w-]+|[A-Z][\w.’'-]*)"
)
_OPENING_PRONOUN = re.compile(r"\W*(?:[a-z]+\s|[^,\x01]{3,60},\s)?(he|she|they)\b", re.IGNORECASE)
_OPENING_PHRASE = re.compile(
    r"\W*((?:an?|one|the|another)\s[\w’'-]+(?:\s[\w’'-]+){0,5}?)\s(?:also\s|\w+ly\s)?(?:\w{2,}ed|has|had|is|was|told|took|"
    r"made|held|gave|went|sent)\b",
    re.IGNORECASE,
)
_NO_SOURCE = re.compile(
    r"(?:in|at|on|during|by|with|from|of|for|she|he|they|it|we|you)\s|(?:(?:about|around|nearly|roughly)\s)?\d+$"
    r"|\w+\smiles?$|the\s(?:way|day|time|time being|year|moment|riot|launch|name)$"
)
"""What a phrase begins with that nobody says anything by."""
_INSIDE_NUMBER = frozenset("0123456789,.")
_AND_TITLES = re.compile(r"\sand\s(?:[\w’'-]+\s){1,4}")
_DID = re.compile(r"(?:has|have|had|is|was|are|were|did|will|would)\s")
_ROLE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[\w-]+['’]s?)\s(?:[\w’'-]+\s){0,3}?([\w-]+)(?:\s(?:himself|herself))?"
    r"(?:\s(?:in|of|at|from|for)\s[^,.;:\n]{1,40})?$"
)
_AGENT = re.compile(
    r"\w{2,}(?:er|or|ist|ian|man|woman|ess)|boss|wife|husband|son|friend|aunt|uncle|cousin|head|chef|nurse|clerk"
)
_NO_AGENT = frozenset(
    "newspaper paper river number tower center letter chapter cover order computer water winter summer weather theater "
    "corner border motor factor sector harbor floor door color error mirror dinner career tender"
    " matter power member quarter register folder poster thriller".split()
)
"""Words that end as those for people do."""
_ADVERB = re.compile(
    r"\s*(?:however|though|too|meanwhile|in turn|of course|for (?:his|her|their|its|one|example|instance)(?: part)?|"
    r"then|again|[a-z]+ly)\s*"
)


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name who speaks: a name of the article, a pronoun, or a noun phrase (both None)."""

    span: Span
    mention: Mention | None
    pronoun: str | None


class Clause:
    """A stretch of text with its quotations blotted out, and the names in it; `start` is its offset in the article."""

    def __init__(self, text: str, start: int, mentions: Sequence[Mention]) -> None:
        self.text = _INITIALS.sub("\\1\u02bc", _ABBREVIATED.sub("\\1\u02bc", text))
        self.start = start
        self._mentions = mentions
        self._starts = [m.span.start - start for m in mentions]
        self._by_end = {m.span.end - start: m for m in mentions}
        self._breaks = [m.start() for m in re.finditer("\n", text)]

    def source(self, start: int, end: int, mention: Mention | None = None, pronoun: str | None = None) -> Source:
        """The source in a range of the stretch."""
        return Source(Span(self.start + start, self.start + end), mention, pronoun)

    def name(self, mention: Mention) -> Source:
        """A name as a source."""
        return Source(mention.span, mention, None)

    def line(self, at: int) -> tuple[int, int]:
        """Where the line that holds `at` begins and ends."""
        i = bisect_left(self._breaks, at)
        return self._breaks[i - 1] + 1 if i else 0, self._breaks[i] if i < len(self._breaks) else len(self.text)

    def ending(self, end: int) -> Mention | None:
        """The name that ends at `end`."""
        return self._by_end.get(end)

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The names that start in a range."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def before(clause: Clause, end: int) -> Source | None:
    """The source whose words end at `end` (no space before it), past appositions between commas."""
    text = clause.text
    if not end:
        return None
    if text[end - 1] not in ",)–—":
        return _phrase(clause, end)
    for _ in range(5):
        cut = text.rfind({")": "("}.get(text[end - 1], text[end - 1]), max(0, end - 300), end - 1)
        if cut <= 0:
            return None
        inside, head = text[cut + 1 : end - 1], cut - (text[cut - 1] == " ")
        if QUOTED in inside or "\n" in inside or not head or not inside.strip():
            return None
        if _ADVERB.fullmatch(inside):
            return before(clause, head) if head < end else None
        inner = cut + 1 + len(inside) - len(inside.lstrip())
        named = clause.within(inner, inner + 1)
        if named and text[end - 1] == "," and text[named[0].span.end - clause.start : end][:1] not in ("'", "’"):
            alone = len(named[0].span) == len(inside.strip()) and is_role(text[max(0, head - _REACH) : head])
            if _may_speak(named[0], alone):
                return clause.name(named[0])
        if text[head - 1] == ")":
            opening = text.rfind("(", max(0, head - 40), head)
            head = opening - 1 if opening > 0 else head
        source = _head(clause, head)
        if source is not None and _ASIDE.match(inside):
            return source
        if text[cut] != ",":
            return None
        end = cut + 1
    return None


def _may_speak(name: Mention, alone: bool) -> bool:
    """Whether a name beside the role of somebody is a person, or two words `alone` of which nothing tells the kind."""
    return name.kind == "person" or (alone and name.kind == "other" and name.name.count(" ") == 1)


def is_role(phrase: str) -> bool:
    """Whether a phrase with an article or an owner calls somebody by what he is: "the baker in Mill Street"."""
    found = _ROLE.search(phrase)
    if found is None:
        return False
    noun = fold(found[1])
    return (
        noun in TITLES
        or noun in PEOPLE
        or noun + "s" in PEOPLE
        or (_AGENT.fullmatch(noun) is not None and noun not in _NO_AGENT)
    )


def _start(text: str, end: int) -> int:
    """Where the phrase that ends at `end` may begin: after the last word that parts clauses."""
    low = max(0, end - _REACH)
    start = max((m.end() for m in _BOUNDARY.finditer(text, low, end)), default=low)
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _head(clause: Clause, end: int) -> Source | None:
    """What an apposition may belong to: a whole phrase that is a name, or a noun phrase that opens the sentence."""
    start = _start(clause.text, end)
    if start >= end or _PREPOSITION.match(clause.text, start, end):
        return None
    mention = clause.ending(end)
    if mention is not None:
        source = _named(clause, start, end, mention)
        return source if (source is not None and source.mention is not None) or _opens(clause.text, start) else None
    return _described(clause, start, end) if _opens(clause.text, start) else None


def _opens(text: str, start: int) -> bool:
    """Whether nothing but spaces and marks stands before `start`."""
    return start < 8 and not text[:start].strip()


def _phrase(clause: Clause, end: int) -> Source | None:
    """The pronoun, name or noun phrase that ends at `end`."""
    if match := _PRONOUN.search(clause.text, max(0, end - 6), end):
        return clause.source(match.start(1), end, pronoun=match[1].lower())
    start = _start(clause.text, end)
    mention = clause.ending(end)
    if mention is not None:
        return _named(clause, start, end, mention)
    return _described(clause, start, end) if start < end else None


def _named(clause: Clause, start: int, end: int, mention: Mention) -> Source | None:
    """A name at the end of a phrase: itself, or what its preposition belongs to."""
    prefix = clause.text[start : mention.span.start - clause.start]
    if _DID.match(prefix):
        return _described(clause, start, end)
    preposition = _PREPOSITION.search(prefix)
    if preposition is None or not prefix[: preposition.start()].strip():
        return clause.name(mention)
    owner = clause.ending(start + len(prefix[: preposition.start()].rstrip()))
    if owner is not None and owner.kind != "place":
        return clause.name(owner)
    return _described(clause, start, end) or clause.name(mention)


def _described(clause: Clause, start: int, end: int) -> Source | None:
    """A source without a name: "the company", "a spokesman for the mayor", "officials"."""
    phrase = clause.text[start:end]
    finite = None
    for finite in _FINITE.finditer(phrase):  # noqa: B007
        pass
    if finite is not None:
        start += finite.end()
        start += len(clause.text[start:end]) - len(clause.text[start:end].lstrip())
        phrase = clause.text[start:end]
    names = clause.within(start, end)
    opens = bool(names) and names[0].span.start - clause.start == start
    determiner = _DETERMINER.search(phrase)
    if determiner is not None and phrase[: determiner.start()].strip() and not opens:
        start += determiner.start()
        phrase = clause.text[start:end]
    words = phrase.split()
    if not words or len(words) > WORDS or end - start > MENTION:
        return None
    last = words[-1].lower()
    if _PREPOSITION.fullmatch(last) or _NO_SOURCE.match(phrase) or clause.text[start - 1 : start] in _INSIDE_NUMBER:
        return None
    bare = determiner is None and not opens
    if bare and last not in PEOPLE and not (last.endswith("s") and _opens(clause.text, start) and len(words) < 5):
        return None
    if len(words) == 1 and determiner is not None and last not in ("others", "some", "many", "several", "most", "both"):
        return None
    return clause.source(start, end)


def after(clause: Clause, start: int, *, apposed: bool = True) -> Source | None:
    """The source that begins at `start` or at the next word; `apposed`: a name may follow a role and a comma."""
    text = clause.text
    start += len(text[start : start + 8]) - len(text[start : start + 8].lstrip(" \xa0"))
    boundary = _RIGHT_BOUNDARY.search(text, start, start + 120)
    end = len(text[start : boundary.start() if boundary else start + 120].rstrip()) + start
    if end <= start:
        return None
    phrase = text[start:end]
    if match := re.match(r"(?:he|she|they|it|him|her|them|i|we)$", phrase, re.IGNORECASE):
        return clause.source(start, end, pronoun=match[0].lower())
    names = clause.within(start, end)
    if names and (named := _leading(clause, start, names)) is not None:
        return clause.name(named)
    if not names and fold(phrase.split()[-1]) in TITLES and (leader := _further_titled(clause, end)) is not None:
        return clause.name(leader)
    if apposed and text[end : end + 1] == "," and not names:
        beside = end + 1 + len(text[end + 1 : end + 3]) - len(text[end + 1 : end + 3].lstrip())
        if next_ := clause.within(beside, beside + 1):
            stop = next_[0].span.end - clause.start
            if _may_speak(next_[0], re.match(r"[.,]|$", text[stop : stop + 1]) is not None and is_role(phrase)):
                return clause.name(next_[0])
    if _NO_SOURCE.match(phrase):
        return None
    words = list(re.finditer(r"\S+", phrase))[:WORDS]
    while words and words[-1].end() > MENTION:
        words.pop()
    return clause.source(start, start + words[-1].end()) if words else None


def _further_titled(clause: Clause, end: int) -> Mention | None:
    """The person behind more titles: "chairman | and CEO Robert Ford"."""
    behind = clause.within(end, end + MENTION)
    if not behind or behind[0].kind != "person":
        return None
    return behind[0] if _AND_TITLES.fullmatch(clause.text, end, behind[0].span.start - clause.start) else None


def _leading(clause: Clause, start: int, names: Sequence[Mention]) -> Mention | None:
    """The name that a phrase begins with, behind titles and other names ("Fox News host Sean Hannity")."""
    text, first = clause.text, names[0]
    stop = first.span.end - clause.start
    follows = text[stop : stop + 40]
    if _PREPOSITION.search(text, start, first.span.start - clause.start):
        return None
    if first.kind == "person" and not re.match(r"['’]|\s[a-z]{3,}", follows):
        return first
    person = next((m for m in names if m.kind == "person"), None)
    if person is not None and not _PREPOSITION.search(text, stop, person.span.start - clause.start):
        return person
    plain = not re.match(r"['’]", follows) and (
        not re.match(r"\s[a-z]{3,}", follows) or _PREPOSITION.match(follows[1:])
    )
    return first if plain or (first.kind == "person" and _PREPOSITION.match(follows[1:])) else None


def subject(clause: Clause, end: int) -> Source | None:
    """The subject of what stands before `end`: the pronoun or name that opens its sentence."""
    text = clause.text
    start, _ = clause.line(end)
    if match := _OPENING_PRONOUN.match(text, start, end):
        return clause.source(match.start(1), match.end(1), pronoun=match[1].lower())
    for mention in clause.within(start, min(end, start + _REACH)):
        at, stop = mention.span.start - clause.start, mention.span.end - clause.start
        if mention.kind == "place" or re.match(r"['’]|\s?\(", text[stop : stop + 2]):
            continue
        opened = _PREPOSITION.search(text, start, at)
        if opened and "," not in text[opened.end() : at]:
            break
        return clause.name(mention)
    if match := _OPENING_PHRASE.match(text, start, end):
        return clause.source(match.start(1), match.end(1))
    return None
