"""Questions that are only a part of one ("And when?", "What about Fico?", "the second one"), made whole. Pure.

The rest comes from the question before, as it was understood. Knows what was spoken of; knows nothing about pronouns
(qa.pointers).
"""

from __future__ import annotations

import re
from datetime import date

from index.prose import dates
from index.text import fold
from qa.edits import without_aside
from qa.matter import matter
from qa.question import names_in
from qa.spoken_of import Said, Spoken
from qa.spoken_of import spoken as spoken_of

_LEAD = r"\W*(?:(?:and|but|so|then|ok|okay|yes|yeah|no|well|oh|sorry|thanks|thank you)\b[\s,.!:]*)*"
_MEANT = re.compile(
    rf"{_LEAD}(?:i (?:mean|meant|was asking about|am asking about)|rather)[\s,:]+(?:the ones? (?=in|on|at|from|of))?"
    r"((?!that\b|to\b).{2,60}?)\W*",
    re.IGNORECASE,
)
_ASK = (
    r"(?:(?:for |since |until |by |with |in |on |at |from |to )?"
    r"(?:when|where|why|who|whom|which|what|how(?: many| much| long| often| old| far)?"
    r"|(?:what|which) (?:year|day|month|time|date|place|city|country))"
    r"|(?:in|on|at|for|by|with|under|to|from|of|against) (?:what|which) [a-z]+(?: [a-z]+)?)"
)
_BARE = re.compile(rf"{_LEAD}(?:exactly )?({_ASK})(?: exactly| not| so| come)?\W*", re.IGNORECASE)
_ABOUT = re.compile(
    rf"{_LEAD}(?:(?:(?:what|how) )?(?P<about>about)|and|or)\s+"
    r"(?P<other>(?:(?!\b(?:wh\w+|how|then|did|does|do|is|was|were|are|has|have|had|will|would|can|could|should|may|must|it|he|she|they)\b).){1,60}?)\W*",
    re.IGNORECASE,
)
_SAID_ABOUT = re.compile(
    r"\babout (?P<what>[^?]+?)(?=\W*$| (?:in|on|during|since|after|before) (?:[A-Z]\w+ )?\d)", re.IGNORECASE
)
_TIME = re.compile(
    rf"{_LEAD}(?:(?:what|how) about )?((?:in|on|since|before|after|during|until) .{{2,40}}?)\W*", re.IGNORECASE
)
_WITHIN = re.compile(r"(?:in|on|since|before|after|during|until)\b", re.IGNORECASE)
_BEFORE_TIME = re.compile(rf"\b({_WITHIN.pattern}\s+)$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE
)
_ANY_DAY = date(2000, 1, 1)
"""So that "March" is a time, whichever it is."""
_WHERE = re.compile(r"(in|on)\b", re.IGNORECASE)
_ELSE = re.compile(
    rf"{_LEAD}(?:(?:what|who|where|when|anything|anyone|anybody|something|someone) else|(?:tell me |say )?more|go on"
    r"|tell me more|are there (?:any )?(?:others|more))\W*",
    re.IGNORECASE,
)
_ORDINALS = {word: n for n, word in enumerate("first second third fourth fifth sixth seventh eighth".split())} | {
    "last": -1, "former": 0, "latter": -1, "1st": 0, "2nd": 1, "3rd": 2, "4th": 3,
}  # fmt: skip
_NTH = re.compile(
    rf"{_LEAD}(?:(?:tell me (?:more )?about|what about|i mean|about|number) )?(?:the )?({'|'.join(_ORDINALS)})"
    r"(?: (?:one|question|point|answer))?(?:,? please)?\W*",
    re.IGNORECASE,
)
_AGREES = re.compile(r"\W*(?:yes|yeah|yep|sure|ok|okay|exactly|right)(?:,? (?:please|i (?:do|did)))?\W*", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:it|they|them|there|he|she|him)\b", re.IGNORECASE)
"""What a question leaves open, so that what stands in brackets behind it must stay."""
_ADVERB = re.compile(r"(?:since |until )?(?:when|where|why|how)", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:(?:in|on|at|by|for|from|with|to|of|since|until) )?(?P<ask>what|which|who|whom|whose|when|where|why|how)\b"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_AUX = re.compile(
    r"\b(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|may|might|must)\b", re.IGNORECASE
)


def whole(question: str, spoken: Spoken) -> str | None:
    """The whole question that a part of one stands for; None where it is none, or nothing came before."""
    last = spoken.last
    if last is None:
        return None
    before = without_aside(last.question.strip())
    if found := _MEANT.fullmatch(question):
        return whole(f"And {found[1]}?", spoken)
    if found := _NTH.fullmatch(question):
        return _nth(_ORDINALS[found[1].lower()], spoken) or question
    if found := _BARE.fullmatch(question):
        return _asked(found[1], before)
    if _ELSE.fullmatch(question):
        return _more(last.question.strip() if _OPEN.search(before) else before, spoken)
    if found := _TIME.fullmatch(question):
        return _elsewhere(found[1], before) or _with_time(found[1], before)
    if found := _ABOUT.fullmatch(question):
        return _about(found["other"], before, spoken, said=found["about"] is not None)
    return None


def agreed(question: str, last: Said) -> str | None:
    """The one question that was proposed, where it is agreed to: "yes" to "Did you mean Viktor Orban?"."""
    if len(last.offered) != 1 or not last.offered[0].endswith("?") or last.answer:
        return None
    return last.offered[0] if _AGREES.fullmatch(question) else None


_TOLD = "Tell me about: "


def picks(question: str) -> bool:
    """Whether it only names one of several that were offered."""
    return _NTH.fullmatch(question) is not None


def _nth(place: int, spoken: Spoken) -> str | None:
    """The question that was proposed under that number, or what was answered under it."""
    last = spoken.last
    assert last is not None
    offered = last.offered
    if not -len(offered) <= place < len(offered):
        return None
    chosen = offered[place]
    return chosen if chosen.rstrip().endswith("?") else f"{_TOLD}{chosen}"


def _asked(ask: str, before: str) -> str:
    """The question before with another question word: "When did Orban agree?"."""
    before = re.sub(rf"^{_LEAD}", "", before, flags=re.IGNORECASE)
    opening = _OPENING.match(before)
    rest = before
    if opening is not None:
        aux = _AUX.search(opening["rest"])
        if aux is None and not _ADVERB.fullmatch(ask):
            return f"{before.rstrip(' ?.!')}, and {ask.lower()}?"
        rest = opening["rest"][aux.start() :] if aux else f"was it that somebody{opening['rest']}"
        rest = re.sub(r"\s+(?:to|about|on|for|with|of|from|by|in|at)\W*$", "", rest.strip(" ?.!"))
    elif _AUX.match(before):
        rest = before[:1].lower() + before[1:]
    return f"{ask[:1].upper()}{ask[1:].lower()} {rest.strip(' ?.!')}?"


def _more(before: str, spoken: Spoken) -> str:
    """The question before, asked for what else there is."""
    opening = re.match(r"(what|who|where|when)\b(?! else)", before, re.IGNORECASE)
    if opening is not None:
        return f"{opening[0]} else{before[opening.end() :]}"
    return f"What else is told about {matter(spoken) or before}?"


def _with_time(when: str, before: str) -> str:
    """The question before, of another time."""
    when = f"{when[0].lower()}{when[1:]}" if _WITHIN.match(when) else when
    found = dates.find(before, _ANY_DAY)
    if not found:
        return f"{before.rstrip(' ?.!')} {when}?"
    time = found[-1].span
    old = time.of(before)
    if (year := _YEAR.search(old)) and old != year[0] and _MONTH.search(when) and not _YEAR.search(when):
        when = f"{when} {year[0]}"  # another month of the same year
    lead = _BEFORE_TIME.search(before, 0, time.start)
    if lead is None and _YEAR.fullmatch(old):  # "the 2022 Oscars"
        new = dates.find(when, _ANY_DAY)
        when = new[-1].span.of(when) if new else when
    start = lead.start(1) if lead and _WITHIN.match(when) else time.start
    return f"{before[:start]}{when}{before[time.end :]}"


def _elsewhere(where: str, before: str) -> str | None:
    """The question before, of another place, its period kept; None where no other place is named."""
    lead = _WHERE.match(where)
    if lead is None or dates.find(where, None) or not names_in(f"x {where}"):
        return None
    for name in names_in(before):
        held = re.search(rf"\b(?:in|at|on|near) (?:the )?{re.escape(name)}\b(?!['’])", before)
        if held and (held[0].startswith("on ") == (lead[1].lower() == "on")):
            return f"{before[: held.start()]}{where}{before[held.end() :]}"
    times = dates.find(before, None)
    if times:  # the place goes before the time
        at = re.search(r"\s+(?:(?:in|on|since|before|after|during|until)\s+)?$", before[: times[-1].span.start])
        if at and not re.search(r"\w", before[times[-1].span.end :]):
            return f"{before[: at.start()]} {where}{before[at.start() :]}"
    return None


def _about(other: str, before: str, spoken: Spoken, *, said: bool) -> str | None:
    """The question before, about somebody or something else of the same kind. `said`: whether it says "about"."""
    if dates.find(other, None) and not names_in(f"x {other}"):
        return _with_time(other, before)
    if before.startswith(_TOLD):  # a sentence that was told of one is not asked of another
        return f"Tell me about {other}."
    kinds = {fold(t.name): t.kind for t in (*spoken_of([Said(f"x {other}")]).things, *spoken.things)}
    kind = kinds.get(fold(other))
    topic = _SAID_ABOUT.search(before)
    if topic and said and kind != "person":
        return f"{before[: topic.start('what')]}{other}{before[topic.end('what') :]}"
    named = names_in(before) if names_in(f"x {other}") else ()
    if not named:
        about = matter(spoken)
        return f"What about {other} ({about})?" if about else None
    slot = next((n for n in named if kind is not None and kinds.get(fold(n)) == kind), named[0])
    article = r"(?:\bthe )?" if other.lower().startswith("the ") else ""
    return re.sub(article + re.escape(slot), lambda _: other, before, count=1, flags=re.IGNORECASE)
