"""A sentence -> questions that it answers, each with the words that are the answer. Pure.

Rules over plain clauses (qa.clauses): who, when, where, how many, how much; and sentences with a gap. A question is
made only where it stands alone: no word that points out of it, and a name that tells what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.prose.dates import find
from index.prose.name_words import DEMONYMS, RANKS, TITLES
from index.prose.names import Mention
from index.prose.words import content_words
from index.text import fold
from index.types import Span
from qa.clauses import Clause, clause, end_of
from qa.kinds import AMOUNT, NUMBER
from qa.verbs import AUXILIARIES, PERFECT, PRESENT, base, participle

CLOZE = "cloze"
KINDS = ("who", "when", "where", "how many", "how much", CLOZE)
GAP = "____"
SAID = "Who said “"
"""How a question for the speaker of quoted words begins."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its kind (one of KINDS), and its answer as a span of the sentence that it was made of."""

    question: str
    kind: str
    answer: Span


_POINTS_OUT = re.compile(
    r"\b(?:we|us|our|ours|i|me|my|you|your|this|that one|these|those|here|there|such|former|latter|then|earlier|later|"
    r"as well|another|others|also|too|today|yesterday|tomorrow|tonight|last|next|ago|so|both|each other|current|"
    r"currently|upcoming|previous|previously|following|the same|that (?:is|was|were|would|will))\b"
    r"|^Fill the gap: (?:That|At th(?:e|at) time)\b|^Who \w+ (?:him|her|them)\b|\bas [a-z]+ (?:at|in|of) [A-Z]\w+\?$"
    r"|^(?:Who|When|Where|How many \w+|How much) (?:\w+ )?(?:he|she|they|it)\b",
    re.IGNORECASE,
)
"""Words that mean nothing to somebody who has not read what stands around them."""
_UNNAMED = re.compile(
    r"\bthe (?:\d+-year-old|(?:[a-z]+(?:al|an|ed|st|nd|rd|ic|ive|y) )?(?:accord|actor|actress|agency|agreement|area|"
    r"attack|award|back|ban|bill|bond|building|case|ceremony|chamber|city|class|club|company|complaint|conference|"
    r"contest|contract|county|couple|court|crash|crew|deal|decision|department|designation|district|driver|duo|event|"
    r"facility|fight|film|fire|firm|game|goal|governor|group|house|incident|index|investigation|island|journal|judge|"
    r"jury|killing|law|lawsuit|line|list|match|mayor|measure|meeting|mission|monument|move|movie|museum|native|officer|"
    r"onslaught|operation|order|organization|panel|paper|park|party|plan|plane|post|program|project|property|proposal|"
    r"protest|race|region|report|request|resort|restaurant|role|rule|ruling|sale|school|season|sentence|series|session|"
    r"shooting|shop|show|site|song|station|store|storm|strike|study|suit|suspect|system|talks|team|territory|title|"
    r"tour|tournament|town|trail|trial|trip|university|verdict|victim|victims|village|visit|vote))\b(?! of [A-Z])"
)
"""A thing or somebody that only the text around it names: "the case", "the 39-year-old"."""
_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|him|her|them|his|hers|their|theirs|its|himself|herself|themselves|itself)\b", re.IGNORECASE
)
"""Words that mean nothing unless a name stands before them."""
_NAMED = r"(?P<who>(?:[A-Z][\w.’'-]+ ){0,4}?[A-Z][\w.’'-]+)"
_WORDS = r"[“\"](?P<words>[^“”\"]{25,200})[,.!?]?[”\"]"
_SPOKEN = (
    re.compile(rf"^{_WORDS},? (?:said|says) {_NAMED}(?=[,.]| [a-z]|$)"),
    re.compile(rf"^{_WORDS},? {_NAMED} (?:said|says|told)\b"),
    re.compile(rf"^{_NAMED} (?:said|says|added|told reporters): {_WORDS}$"),
)
_PREPOSITION = re.compile(r"(?:^|(?<= ))(?:on|in) (?:early |late |about |around )?$")
_PLACED = re.compile(r"(?:^|(?<= ))(?:in|at|near|outside) (?:the )?$")
_GOES_ON = re.compile(r"^(?:$|,? (?:in|at|on|to|for|with|after|before|by|from|over|during|near|as|and|but)\b)")
_NOBODY = re.compile(r"\b(?:Day|Night|Week|Month|Year|Eve|Series|Cup|Bowl|Games|Act|Award|Prize|Street|Road|Bridge)$")
"""Last words of names that are nobody's."""
_MORE_VALUES = re.compile(r"^(?:,? (?:and|or|to)|,|-) ?\d")
"""What follows a value that is the first of several: "in 1958, 1962 and 1970"."""
_COORDINATED = re.compile(r"(?:^|,? )(?:and|but) ")
_NEXT = re.compile(r"(?:^|,? )(?:and|but) (\w+)")
_DEPENDS = re.compile(
    r"\b(?:because|when|that|since|who|which|while|if|after|before|whether|than|where|until|not|scheduled|set)\b"
    r"|\bfor \w+ing\b"
)
"""Words after which a date or a place may belong to something else than the verb."""
_BEING = ("is", "are", "was", "were")
_SAYING = frozenset(
    "say tell believe think write report announce know claim argue suggest estimate warn note add call confirm force "
    "locate come go fall".split()
)
_VAGUE_DAY = re.compile(r"^(?:[A-Za-z]+day)$")
_LOCATED = frozenset(
    "met meet died die born held arrested killed found crashed landed gathered opened began shot buried married "
    "performed place live lives lived based built discovered hospitalized detained executed arrived erupted rallied "
    "spoke headquartered located filmed signed unveiled stabbed trained staged assassinated up raised".split()
)
"""What may stand right before "in PLACE" and be done there."""
_RIGHT_BEHIND = 2
_SHORT_ING = 5
"""Letters of a word in -ing that is hardly a participle: "king", "bring"."""
_SMALL = 4
_LOCATED_OBJECT = frozenset("open hold build film stage launch speak perform meet gather study teach bury".split())
"""What may be done to something "in PLACE"."""
_NOT_THERE = frozenset(
    "war conflict fight fighting troops people leaders officials voters government ambassador president embassy crisis "
    "situation invasion attack attacks forces residents case cases students workers interest elections election "
    "stake role stores members families one some many most all women men children".split()
)
"""Nouns that take "in PLACE" to themselves."""
_ABOUT = r"(?:(?:at least|about|around|more than|fewer than|nearly|almost|some|only|over|up to|an estimated|roughly) )?"
_NOUN = r"(?P<noun>(?:[a-z-]+ ){0,2}?(?:[a-z-]+s|people|men|women|children))\b"
_COUNTED = re.compile(rf" (?P<head>(?:[a-z]+ ){{0,2}}?){_ABOUT}(?P<number>{NUMBER.pattern}) {_NOUN}", re.IGNORECASE)
_COUNTED_FIRST = re.compile(
    rf"^{_ABOUT}(?P<number>{NUMBER.pattern}) {_NOUN} "
    r"(?P<rest>(?:were|was|have|are|will|had|took|died|attended|voted|lost|signed|applied|must|live|work)\b.{10,140})$",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(r"%|\bper ?cent\b|^one\b|^(?:19|20)\d\d$", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"\b(?:percent|times|degrees|mph|am|pm|dozens?|hundreds?|thousands?|millions?|billions?|trillions?|others?|is|was|has|"
    r"\w*(?:ous|ss)|s|as|us|his|its|and|or|of|to|in|points?|more|half|bodies|who|percentage|th|st|nd|rd|for|at|on|against|from|seconds?|minutes?|hours?|days?|weeks?|months?|years?|miles?|feet|yards?)\b"
    r"|old$"
)
_PAYING = frozenset("cost pay spend raise earn donate receive win invest lose owe charge give save".split())
_PROMOTES = re.compile(
    r"\band more\W*$|\b(?:sign up|has positions|newsletters?|subscribe|click|follow us|download|photo)\b"
    r"|@|https?:|www\.|/",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r" (?:that|which|who|to|of|and|or|the|an?|in|on|at|for|with|by|as|from|is|was|were|are|once|twice|beginning|"
    r"starting|since|until|during)\?$"
)
_CLOSES = re.compile(r"[ ,?!”\"]|\.(?:[”\"]|$)|['’]s ")
"""What may stand behind a gap: no full stop of an abbreviation."""
_SHORTEST, _LONGEST = 5, 26
"""Words of a question."""
_CONTENT = 4
"""Content words that a question needs at least, its answer not among them."""
_BESIDE_NAME = 3
"""The same beside a name, where it is the only one."""
_CLOZE_WORDS = (9, 36)


def questions(text: str, mentions: Sequence[Mention], published: date | None) -> tuple[Asked, ...]:
    """What the sentence `text` answers; `mentions` are its names (spans in `text`), `published` the day of its article.

    At most one question a kind, but several with a gap.
    """
    if text[-1] not in ".!?”\"’'" or _PROMOTES.search(text):
        return ()
    found: list[Asked] = []
    made = clause(text, mentions)
    if spoken := _spoken(text, mentions):
        found.append(spoken)
    elif made is not None and "“" not in made.told and '"' not in made.told:
        found += [*_who(made), *_when(made, published), *_where(made, mentions), *_how_many(made), *_how_much(made)]
    found += [*_counted_first(text), *_gapped(text, mentions, published)]
    kinds: dict[str, Asked] = {}
    for one in found:
        if _stands(one, text, mentions):
            kinds.setdefault(one.question if one.kind == CLOZE else one.kind, one)
    return tuple(kinds.values())


def _who(made: Clause) -> Iterator[Asked]:
    verb = made.verb.of(made.text)
    if made.named is None or " " not in made.named.name or _NOBODY.search(made.named.name) or ";" in made.told:
        return
    if verb not in ("are", "were", "have"):
        yield Asked(f"Who {verb} {made.told}?", "who", made.named.span)


def _when(made: Clause, published: date | None) -> Iterator[Asked]:
    if made.base in _SAYING or (made.verb.of(made.text) in _BEING and not _done(made)):
        return
    if made.lead is not None and not _VAGUE_DAY.match(made.lead.of(made.text)):
        yield Asked(_inverted("When", made, _first(made.told)), "when", made.lead)
    for time in find(made.rest.of(made.text), published):
        span = Span(made.rest.start + time.span.start, made.rest.start + time.span.end)
        left = _without(made, span, _PREPOSITION)
        several = _MORE_VALUES.match(made.text[span.end :])
        if left is None or several or _more_done(made, span) or find(left, published):
            continue
        if any(c.isdigit() for c in span.of(made.text)):
            yield Asked(_inverted("When", made, left), "when", span)


def _more_done(made: Clause, time: Span) -> bool:
    """Whether something else is done between the verb and the date: "alleges that he groped him in 1981"."""
    words = made.text[made.rest.start : time.start].split()
    words = words[1:] if made.base is None else words
    if made.base is not None and words[:1] == ["by"]:
        return True  # "a group formed by ..." is no verb of it
    return any(
        word in AUXILIARIES | PERFECT or base(word) is not None or (word.endswith("ing") and len(word) > _SHORT_ING)
        for word in (word.strip(",") for word in words)
    )


def _done(made: Clause) -> bool:
    """Whether "was" or "is" goes on with what is done: "was opened", "is hosting"; not "is the first"."""
    words = [word for word in made.told.split()[:2] if word not in ("not", "first", "also", "already")]
    return bool(words) and (participle(words[0]) or words[0].endswith("ing") or words[0] in ("set", "due"))


def _first(told: str) -> str:
    """What is told before the next verb: "bought the mill and sold it" -> "bought the mill"."""
    for found in _NEXT.finditer(told):
        if found.group(1) in AUXILIARIES | PERFECT or base(found.group(1)) is not None:
            return told[: found.start()]
    return told


def _where(made: Clause, mentions: Sequence[Mention]) -> Iterator[Asked]:
    for mention in mentions:
        if mention.kind == "place" and made.rest.holds(mention.span) and made.base not in _SAYING:
            left = _without(made, mention.span, _PLACED)
            if left is not None and _there(made, mention.span):
                yield Asked(_inverted("Where", made, left), "where", mention.span)


def _there(made: Clause, place: Span) -> bool:
    """Whether "in PLACE" says where it was done: "the war in Ukraine" does not."""
    head = made.text[made.verb.start : place.start].lower().split()
    while head and head[-1] in ("in", "at", "near", "outside", "the"):
        head.pop()
    if not head or head[-1].strip(",") in _NOT_THERE:
        return False
    return (head[-1] in _LOCATED and len(head) <= _RIGHT_BEHIND) or (made.base in _LOCATED_OBJECT and len(head) <= 7)


def _how_many(made: Clause) -> Iterator[Asked]:
    counted = _COUNTED.match(made.text, made.verb.end, made.rest.end)
    if counted is None or made.base in _SAYING or _no_count(counted) or made.verb.of(made.text) in _BEING:
        return
    head = counted["head"].strip()
    if bool(head) == (made.base is not None):
        return
    rest = _COORDINATED.split(made.text[counted.end() : made.rest.end])[0].strip(" ,")
    if rest.startswith("of ") or rest[:1].isupper() or re.search(r", |\b(?:between|one)\b", rest):
        return
    verb = f"did {_lowered(made)} {made.base}" if made.base else f"{made.verb.of(made.text)} {_lowered(made)} {head}"
    yield Asked(f"How many {counted['noun']} {verb} {rest}".strip() + "?", "how many", Span(*counted.span("number")))


def _how_much(made: Clause) -> Iterator[Asked]:
    amount = AMOUNT.search(made.text, made.rest.start, made.rest.end)
    if amount is None:
        return
    between = made.text[made.verb.end : amount.start()].strip()
    verb = made.base or between.rsplit(" ", 1)[-1]
    rest = _COORDINATED.split(made.text[amount.end() : made.rest.end])[0].strip()
    if verb not in _PAYING or not _GOES_ON.match(f" {rest}" if rest else ""):
        return
    if made.base is not None and re.fullmatch(_ABOUT, f"{between} " if between else ""):
        asked = f"How much did {_lowered(made)} {made.base} {rest}"
    elif made.base is None and between == verb:
        asked = f"How much {made.verb.of(made.text)} {_lowered(made)} {verb} {rest}"
    else:
        return
    yield Asked(f"{asked.strip()}?", "how much", Span(*amount.span()))


def _spoken(text: str, mentions: Sequence[Mention]) -> Asked | None:
    """Who said it, of '"...," said NAME', '"...," NAME said' and 'NAME said: "..."'."""
    for form in _SPOKEN:
        quoted = form.match(text)
        if quoted is None:
            continue
        start, end = quoted.span("who")
        speaker = next((m for m in mentions if start <= m.span.start and m.span.end <= end), None)
        if speaker is not None and speaker.kind == "person" and " " in speaker.name:
            return Asked(f"{SAID}{quoted['words'].rstrip(',. ')}”?", "who", speaker.span)
    return None


def _counted_first(text: str) -> Iterator[Asked]:
    counted = _COUNTED_FIRST.match(text[: end_of(text, 0)])
    if counted and not _no_count(counted):
        rest = re.split(r",? (?:and|but) |, ", counted["rest"])[0]
        yield Asked(f"How many {counted['noun']} {rest.strip(' ,.')}?", "how many", Span(*counted.span("number")))


def _no_count(counted: re.Match[str]) -> bool:
    return bool(_NO_COUNT.search(counted["number"]) or _NO_NOUN.search(counted["noun"]))


def _gapped(text: str, mentions: Sequence[Mention], published: date | None) -> Iterator[Asked]:
    """The sentence with a name, a date or an amount left out that stands behind its first third, the last one first."""
    low, high = _CLOZE_WORDS
    if not low <= len(text.split()) <= high or text.count("“") != text.count("”") or text.count('"') % 2:
        return
    if not text[0].isupper() or re.search(r": |\.\.\.|…|vs\.", text) or _a_line(text):
        return
    spans = [m.span for m in mentions if m.kind in ("person", "place", "body")]
    spans += [
        t.span
        for t in find(text, published)
        if any(c.isdigit() for c in t.span.of(text)) and "ago" not in t.span.of(text)
    ]
    spans += [Span(m.start(), m.end()) for m in AMOUNT.finditer(text)]
    later = {span for span in spans if span.start > len(text) // 3 and len(span) > 3}
    for gap in sorted(later, key=lambda span: (-span.end, span.start)):
        before, after = text[: gap.start], text[gap.end :]
        told_before = fold(gap.of(text).split()[-1][:5]) in fold(before)
        if before[-1] in ' “"' and _CLOSES.match(after) and not told_before and not _inside_name(before, after):
            yield Asked(f"Fill the gap: {before}{GAP}{after}", CLOZE, gap)


def _inside_name(before: str, after: str) -> bool:
    """Whether the gap would stand inside a longer name: "The Children's ____", "the Euro ____ Final"."""
    last = before.split()[-1]
    named = re.fullmatch(r"[A-Z][\w.]*(?:['’]s?)?", last) and fold(last).strip(".") not in TITLES | RANKS
    return bool(named or re.match(r" [A-Z\d]", after))


def _a_line(text: str) -> bool:
    """Whether it is a line of a list or a caption: hardly a small word, and no verb in sight."""
    words = [word.strip(',;.()“”"') for word in text.split()[1:]]
    verb = any(word in AUXILIARIES | PERFECT | PRESENT or base(word) is not None for word in words)
    return not verb and sum(word.islower() for word in words) < _SMALL


def _inverted(word: str, made: Clause, rest: str) -> str:
    verb = made.verb.of(made.text)
    return (
        f"{word} {verb if made.base is None else 'did'} {_lowered(made)} {f'{made.base} ' if made.base else ''}{rest}?"
    )


def _lowered(made: Clause) -> str:
    """The subject inside a question, a surname in its fullest form."""
    subject = made.subject.of(made.text)
    if made.named is not None:
        subject = made.text[made.subject.start : made.named.span.start] + made.named.name
    return re.sub(r"^(The|A|An) ", lambda m: m.group().lower(), subject)


def _without(made: Clause, span: Span, before: re.Pattern[str]) -> str | None:
    """The rest without the words at `span` and the preposition before them; None where that leaves no sentence."""
    if not made.rest.holds(span):
        return None
    head, tail = made.text[made.rest.start : span.start], made.text[span.end : made.rest.end]
    cut = before.search(head)
    if cut is None or not _GOES_ON.match(tail) or _DEPENDS.search(head) or _COORDINATED.search(head):
        return None
    if re.match(r",? and [A-Z]", tail):
        return None
    tail = _COORDINATED.split(tail)[0]
    return " ".join(f"{head[: cut.start()]}{tail}".replace(" ,", ",").split()).strip(" ,") or None


def _stands(one: Asked, text: str, mentions: Sequence[Mention]) -> bool:
    """Whether somebody who has not read the article knows what is asked."""
    words = one.question.split()
    if not _SHORTEST <= len(words) <= _LONGEST + (10 if one.kind == CLOZE else 0):
        return False
    if one.answer.of(text) in one.question:
        return False
    told = [word for word in content_words(one.question) if word not in TITLES]
    if _HANGS.search(one.question):
        return False
    if one.question.startswith(SAID):
        return len(told) >= _CONTENT
    bare = re.sub(r"[“\"][^”\"]*[”\"]", "", one.question)
    if one.kind != CLOZE and (_UNNAMED.search(bare) or "%" in bare or ":" in bare):
        return False
    others = [m for m in mentions if not m.span.overlaps(one.answer) and m.span.of(text) in one.question]
    if _POINTS_OUT.search(bare) or not others:
        return False
    if one.kind == "how many" and not re.search(r"\b(?:19|20)\d\d\b", bare) and not any(map(_anchors, others)):
        return False
    pronoun = _PRONOUN.search(bare)
    # In "Who lost his seat?" he is whoever is asked for.
    if pronoun and one.kind != "who" and not any(0 <= bare.find(m.span.of(text)) < pronoun.start() for m in others):
        return False
    if len(others) > 1 and any(m.kind != "other" for m in others):
        return len(told) >= _CONTENT
    if others[0].kind == "other" and " " not in others[0].name:
        return False
    return len(set(told) - set(content_words(f"{others[0].name} {others[0].span.of(text)}"))) >= _BESIDE_NAME


def _anchors(mention: Mention) -> bool:
    """Whether a name tells which of many such events is counted: no people of a country, no disease."""
    return mention.kind != "other" and fold(mention.name) not in DEMONYMS
