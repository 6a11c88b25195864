"""Where an article says that somebody said something: the verb, its source, and how far its words reach. Pure.

Knows verbs of saying; does not know what was said, nor whom a pronoun means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.prose.name_words import RANKS, TITLES
from index.text import fold
from index.types import Span
from qa.sources import PEOPLE, QUOTED, Clause, Source, after, before, subject

_IRREGULAR = """
say says said saying tell tells told telling write writes wrote writing written deny denies denied denying testify
testifies testified testifying reply replies replied replying admit admits admitted admitting stated stating
"""
_REGULAR = """
acknowledg|e accus|e add allege announc|e answer argu|e ask assert assur|e boast brief caution charg|e claim clarif|y
comment complain conced|e conclud|e confirm contend continu|e criticiz|e criticis|e declar|e describ|e emphasiz|e
emphasis|e estimat|e exclaim explain inform insist jok|e maintain mention not|e object observ|e pledg|e predict proclaim
promis|e quip recall recount reiterat|e remark remind repeat report respond reveal shout stress suggest tweet
urg|e vow warn
"""
_PHRASES = (
    "calls\tfor|calls\ton|called\tfor|called\ton|calling\tfor|calling\ton|went\ton\tto\tsay|points\tout|pointed\tout"
)


def _forms() -> frozenset[str]:
    forms = _IRREGULAR.split() + _PHRASES.replace("\t", " ").split("|")
    for entry in _REGULAR.split():
        stem, _, ending = entry.partition("|")
        y = "i" if ending == "y" else ""
        forms += [
            stem + ending,
            stem + y + ("es" if ending else "s"),
            stem + y + "ed",
            stem + ("y" if y else "") + "ing",
        ]
    return frozenset(forms)


VERBS_OF_SAYING = _forms()
"""Every form of the verbs that make a source: "said", "announced", "called for"."""

_NOUNS = """
answer answers brief briefs caution charge charges claim claims comment comments estimate estimates mention mentions
note notes object objects pledge pledges promise promises recall recalls remark remarks repeat repeats report reports
stress stresses tweet tweets vow vows boast boasts joke jokes complaint request requests
"""
_NOUN_FORMS = frozenset(_NOUNS.split())
_INVERTING = frozenset("said says wrote writes asked added replied explained explains argued noted continued".split())
_CONTINUING = frozenset(("continue", "continues", "continued", "promised", "promises"))
_COUNTING = frozenset("add adds added recall recalls recalled charge charges charged report reports reported".split())
"""Before a figure no verbs of saying: "added two more goals", "recalled 129,960 vehicles"."""
_FIGURE = re.compile(
    r"\s(?:(?:about|around|nearly|almost|over|another|more than|up to|some|its|the)\s)?(?:[$£€]?\d|two|three"
    r"|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|millions)\b"
)
_THING = r"\s(?:the|an?|his|her|its|their|victory|credit|responsibility|lives)\b"
_TOLD_OF_IT = r"(?!.{0,60}\b(?:is|was|are|were|has|had|have|would|will|could|can|did|does|be|been)\b)"
_TAKEN = (
    (("claim", "contin"), re.compile(_THING + _TOLD_OF_IT)),
    (("testif",), re.compile(r"\s(?:before|in|to|at|on|for)\s" + r"(?!.{0,60}\bthat\b)")),
)
"""What stands behind a verb that begins so, and then says nothing."""
_HYPOTHETICAL = re.compile(
    r"^\W*(?:even\s)?(?:if|whether)\s(?:[\w’'-]+\s){0,5}$|\bnowhere\s(?:did|does|has|had)\b", re.IGNORECASE
)
_LEFT = 80
"""Characters before a verb that tell what it is."""
_VERB = re.compile(
    r"(?<![-’'])\b(?:(?P<verb>"
    + "|".join(sorted(VERBS_OF_SAYING, key=len, reverse=True)).replace(" ", r"\s")
    + r")|(?P<according>[Aa]ccording\sto))\b(?!-|['’]s\b)"
)
_AUXILIARY = re.compile(
    r"\s(?:has|have|had|also|then|later|once|just|again|still|even|often|further|long|since|now|soon|already|first|himself|"
    r"herself|itself|themselves|would|will|did|is|are|was|were|(?!(?:family|ally|assembly|bully)$)[a-z]+ly|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:earlier\s|late\s)?(?:this|last)\s(?:past\s)?\w+|(?:an?|one|two|three)\s\w+\s(?:later|earlier|ago)|"
    r"(?:in|on|at|during)\s(?:an?\s|the\s|his\s|her\s)?[\w ]{2,40})$"
)
_NEGATED = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\brefused to|\bdeclined to|\bcannot|\bto|\bcould|\bmay|\bmight|\bcan|\bif|\bshould)"
    r"(?:\s\w+ly)?$"
)
_PASSIVE = re.compile(
    r"\b(?:be|been|being|is|was|were|are|am|get|got|['’](?:s|re|m))(?:\s(?:also|already|now|first|\w+ly))?$"
)
_JOINED = re.compile(r"(?:\band|\bbut|\bthen|\bor)(?:\s(?:also|then|later|again|\w+ly|has|had|have))*$")
_PARTICIPLE = re.compile(
    r"(?:^|,|\bby|\bstatement|\band|\binterview|\btweet|\bpost|\bspeech|\bletter|\bemail|\bwhile)(?:\s\w+ly)?$"
)
_ARTICLE = re.compile(r"\b(?:the|an?)\s*$", re.IGNORECASE)
_ADVERB = (
    r"(?:here|there|today|yesterday|tonight|earlier|later|recently|(?:late\s|early\s)?(?:last|this)\s"
    r"(?:week|month|year|night|morning|afternoon|evening|spring|summer|autumn|fall|winter))\b"
)
"""Where or when it was said, of which nothing is told."""
_ENDS = re.compile(rf"(?:\s{_ADVERB})*(?:[.,;]|\s(?:of|who|in|on)\b|$)")
_WORD = re.compile(r"\s[a-z]+")
_SIGNED = re.compile(r"\s?[-–—]+\s?")
_ANY_VERB = re.compile(r",?\s[a-z]{3,}(?:ed|s)\s")
_TOLD_WHOM = re.compile(r"(?:\s[\w’'&.-]+){1,4}?(?:\.|;|$)(?=\s|$)")
_BODY = re.compile(r"(?:(?<=,)|(?<=\x01))(?:\s(?:the\s)?(?:[A-Z][\w’'&.-]*|of|and|for))+$")
_CLOSES = re.compile(
    rf"(?:\s{_ADVERB})*"
    r"\s*(?:[.;)\x01\n]|,(?!\s?\x01)|$|(?:in|on|at|during|to|of)\s|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying and its source. `reach`: the words that are said by it, unless it belongs to a quotation."""

    verb: Span
    source: Source
    reach: Span


def sayings(clause: Clause) -> tuple[Saying, ...]:
    """The sayings of one stretch, in order; those whose source does not stand there are left out."""
    return tuple(_sayings(clause))


def _sayings(clause: Clause) -> Iterator[Saying]:
    last: Source | None = None
    for match in _VERB.finditer(clause.text):
        start, end = match.span()
        if match["verb"] in _CONTINUING and clause.text.startswith(" to ", end):
            continue
        if (match["verb"] in _COUNTING and _FIGURE.match(clause.text, end)) or _takes_a_thing(match):
            continue
        source = (
            after(clause, end, apposed=False)
            if match["according"]
            else _source(clause, start, end, match["verb"], last)
        )
        if source is None or (not match["according"] and _HYPOTHETICAL.search(_own_clause(clause, start))):
            continue
        if not match["according"] and source.pronoun != "who":
            last = source
        reach = _reach(clause, start, end, source)
        if reach is not None:
            yield Saying(Span(clause.start + start, clause.start + end), source, reach)


def _takes_a_thing(match: re.Match[str]) -> bool:
    """Whether a verb is done to something: "claimed the nomination", "continued its march", "testified before it"."""
    verb, at = match["verb"] or "", match.end()
    return any(verb.startswith(begins) and behind.match(match.string, at) for begins, behind in _TAKEN)


def _own_clause(clause: Clause, end: int) -> str:
    """What stands before a verb in its clause."""
    low = max(0, end - _LEFT)
    return re.split(r"[,;:.\n]", clause.text[low:end])[-1]


def _source(clause: Clause, start: int, end: int, word: str, last: Source | None) -> Source | None:
    low = max(0, start - _LEFT)
    left = clause.text[low:start].rstrip()
    if word.split()[0].endswith("ing"):
        if _PARTICIPLE.search(left):
            return last or subject(clause, start)
        if not _PASSIVE.search(left):
            return None
    elif _NEGATED.search(left):
        return None
    elif _PASSIVE.search(left):
        return after(clause, end + 3) if clause.text.startswith(" by ", end) else None
    if word in _INVERTING and (source := _inverted(clause, left, low + len(left), end)) is not None:
        return source
    if joined := _JOINED.search(left):
        return (last or subject(clause, low + joined.start())) if word not in _NOUN_FORMS else None
    source = before(clause, low + len(_trim(left)))
    if source is None or word not in _NOUN_FORMS or source.pronoun is not None or source.mention is not None:
        return source
    named = clause.text[source.span.start - clause.start : source.span.end - clause.start]
    return source if named.split()[-1].lower() in PEOPLE and not word.endswith("s") else None


def _inverted(clause: Clause, left: str, start: int, end: int) -> Source | None:
    """The source behind the verb, where the verb follows a quotation, or a comma before a name that ends the clause."""
    text = clause.text
    if not left or not re.match(r"[ \xa0]\w", text[end : end + 2]):
        return None
    source = after(clause, end)
    if source is None:
        return None
    if left.rstrip(",; ").endswith(QUOTED):
        return source if source.pronoun is None or source.pronoun in ("he", "she", "they") else None
    closes = _ENDS.match(text, source.span.end - clause.start)
    role = source.mention is not None or re.match(r"(?:the|an?)\s", text[end + 1 : end + 6])
    if left[-1] != "," or not closes or not role or source.pronoun is not None:
        return None
    if source.mention is None and (named := before(clause, start)) is not None and named.mention is not None:
        return None  # "Weber, who runs it, explained the rule": what is explained
    return source


def _trim(left: str) -> str:
    """Without auxiliaries and adverbs at its end."""
    for _ in range(4):
        match = _AUXILIARY.search(left, max(0, len(left) - 60))
        if match is None:
            break
        left = left[: match.start()].rstrip()
    return left


def _reach(clause: Clause, start: int, end: int, source: Source) -> Span | None:
    """What the saying covers: the words before it where it stands aside behind a comma, else what follows the verb."""
    text = clause.text
    first, last = source.span.start - clause.start, source.span.end - clause.start
    first, last = min(start, first), max(end, last)
    low, high = clause.line(first)
    lead = _plain(text[max(low, first - 80) : first])
    aside = len(lead) > 20 and lead.endswith((",", "—", QUOTED))
    closes = _CLOSES.match(text, last) or (
        _TOLD_WHOM.match(text, last) if text[start:end] in ("told", "tells") else None
    )
    if text.startswith("According to", start) or (aside and closes and closes[0].endswith(",")):
        return Span(clause.start + low, clause.start + high)
    if text.startswith("according to", start) or (aside and closes) or source.span.start - clause.start >= end:
        return Span(clause.start + low, clause.start + first) if first > low else None
    return Span(clause.start + last, clause.start + high) if last < high else None


def _plain(lead: str) -> str:
    """Without the article or the titles before a name at its end, nor the body whose titles they are."""
    lead = _ARTICLE.sub("", lead).rstrip()
    titled = False
    while lead and fold(lead.rsplit(" ", 1)[-1]).strip(".\u02bc") in TITLES | RANKS:
        lead, titled = lead.rpartition(" ")[0].rstrip(), True
    return _BODY.sub("", lead).rstrip() if titled else lead


def beside(clause: Clause, quotation: Span) -> Source | None:
    """The source beside a quotation whose verb is none of saying: "...," Smith fumed; Smith took the stage: "..."."""
    text = clause.text
    end = quotation.end - clause.start
    if signed := _SIGNED.match(text, end):
        names = clause.within(signed.end(), signed.end() + 1)
        return clause.name(names[0]) if names else None
    if verb := _ANY_VERB.match(text, end):
        source = after(clause, verb.end())
        if source is not None and source.mention is not None:
            return source
    source = after(clause, end)
    known = source is not None and (source.mention is not None or source.pronoun in ("he", "she"))
    if source is not None and known and _WORD.match(text, source.span.end - clause.start):
        return source
    start = quotation.start - clause.start
    return subject(clause, start) if start > 0 else None
