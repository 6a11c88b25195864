"""A sentence of news -> subject, verb, rest: the plain clauses that a question can be made of. Pure.

Takes only what is safe: a name or "the" with a few words, then a finite verb. Most sentences give none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from index.prose.dates import find
from index.prose.name_words import DEMONYMS, RANKS, TITLES
from index.prose.names import Mention
from index.text import fold
from index.types import Span
from qa.verbs import AUXILIARIES, PERFECT, PRESENT, base, participle

_DATELINE = re.compile(r"^(?:[A-Z][\w.'’ ]+(?:, [A-Z]\w+\.?)? )?(?:\([^)]{2,40}\) ?)?[—–-]{1,2} (?=[A-Z“\"])")
_LEAD = re.compile(r"^(?:But|And|Meanwhile,|However,|Still,|Also,|Now,|Instead,|Later,|Earlier,|So) ")
_WHEN_LEAD = re.compile(r"^(?:On|In) [^,]{3,30}, ")
_ATTRIBUTED = re.compile(
    r", (?:according to [^,]+|(?:[\w.’'-]+ ){0,6}?(?:said|says|told|reported|announced|added|wrote|confirmed)\b"
    r"[^,“\"]{0,60})\.?$"
)
_APPOSITIVE = re.compile(r", (?:[^,;:“\"]{3,80}),(?= [a-z])")
_WORD = re.compile(r"[\w’'-]+")
_ARTICLE = re.compile(r"(?:The|A|An) ")
_NOUNS = 4
"""Words of a subject that is no name, at most, behind its article."""
_CUT = re.compile(
    r"[;—–(]|:(?!\d)| --? |\.\.\.|…|, (?=which|who|where|when|while|as|after|but|and|so|with|including|according|"
    r"[a-z]+ing\b|despite|although|though|because|before)"
)
_ADVERBS = frozenset("also then later recently previously officially finally first once just now still".split())
_REDUCED = 6
"""Words behind a participle in which the verb of its subject comes."""
_AFTER_PARTICIPLE = AUXILIARIES | PERFECT | frozenset("by in at on to of from with for during after before".split())
_BEFORE = (
    TITLES | RANKS | frozenset(map(fold, DEMONYMS)) | {"the", "of", "republican", "democratic", "state", "attorney"}
)
_LONG = 18


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[subject] text[verb] text[rest]`: spans in the sentence's text.

    `base`: the base form where the question needs "did"; None where the verb itself changes places (`aux`).
    `lead`: a date that opened the sentence and is no part of the rest.
    """

    text: str
    subject: Span
    verb: Span
    rest: Span
    base: str | None
    named: Mention | None
    """The name that the subject is, where it is one name and no more."""
    lead: Span | None = None

    @property
    def told(self) -> str:
        """The rest, without the full stop."""
        return self.rest.of(self.text).strip()


def clause(text: str, mentions: Sequence[Mention]) -> Clause | None:
    """The main clause of a sentence; `mentions` are its names, their spans in `text`. None where it is not plain."""
    start, lead = _start(text)
    end = end_of(text, start)
    found = _subject(text, start, mentions)
    if found is None:
        return None
    subject, named, at = found
    if set(",:") & set(subject.of(text)) or _ARTICLE.sub("", subject.of(text), count=1).islower():
        return None  # "the territory": only the text around it says which
    words = [Span(m.start(), m.end()) for m in _WORD.finditer(text, at, end)]
    while words and words[0].of(text) in _ADVERBS:
        words.pop(0)
    if len(words) < 2 or text[at : words[0].start].strip():
        return None
    verb, following = words[0], words[1].of(text)
    form = verb.of(text)
    if form in AUXILIARIES or (form in PERFECT and participle(following)):
        return Clause(text, subject, verb, Span(verb.end, end), None, named, lead)
    if form in PRESENT or (form not in PERFECT and base(form) is not None):
        return Clause(text, subject, verb, Span(verb.end, end), base(form) or form[:-1], named, lead)
    return None


def _start(text: str) -> tuple[int, Span | None]:
    """Where the clause begins, and the date that stood before it."""
    at = 0
    dateline = _DATELINE.match(text)
    if dateline and len(dateline.group()) < 60:
        at = dateline.end()
    lead = _LEAD.match(text[at:])
    at += lead.end() if lead else 0
    opened = _WHEN_LEAD.match(text[at:])
    if opened:
        inside = [time.span for time in find(text[at : at + opened.end()], None)]
        if len(inside) == 1:
            return at + opened.end(), Span(at + inside[0].start, at + inside[0].end)
    return at, None


def end_of(text: str, start: int) -> int:
    """Where the clause ends: before who said it, a parenthesis, a clause that depends on it, the full stop."""
    attributed = _ATTRIBUTED.search(text, start)
    end = attributed.start() if attributed else len(text)
    cut = _CUT.search(text, start + 25, end)
    end = cut.start() if cut else end
    if len(text[start:end].split()) > _LONG:
        commas = [m.start() for m in re.finditer(", ", text[start:end])]
        early = [c for c in commas if len(text[start : start + c].split()) >= 9 and _ends(text[start + c :])]
        end = start + early[0] if early else end
    while end > start and text[end - 1] in " .,!?":
        end -= 1
    return end


def _ends(behind: str) -> bool:
    """Whether a clause may end before this comma: no list of names and no age goes on behind it."""
    return not re.match(r", (?:[A-Z\d]|[\w’' -]+,? and [A-Z])", behind)


def _subject(text: str, start: int, mentions: Sequence[Mention]) -> tuple[Span, Mention | None, int] | None:
    """The subject, the name that it is (None where it is more than one name), and where the verb may stand."""
    first = next((m for m in mentions if m.span.start >= start), None)
    if first is not None and _titled(text[start : first.span.start]):
        end, named = first.span.end, first if first.kind == "person" else None
        joined = [m for a, m in pairwise(mentions) if a is first and text[a.span.end : m.span.start] == " and "]
        if joined:
            return Span(start, joined[0].span.end), None, joined[0].span.end
        if text[end : end + 1] == "-":
            return None  # "the Trump-backed ..."
        owned = re.match(r"['’]s? (?:[a-z-]+ ){1,2}?(?=[a-z])", text[end:])
        if owned and (AUXILIARIES | PERFECT).isdisjoint(owned.group().split()):
            return Span(start, end + owned.end() - 1), None, end + owned.end()
        aside = _APPOSITIVE.match(text, end)
        return Span(start, end), named or None, aside.end() if aside else end
    if _ARTICLE.match(text, start):
        words = list(islice(_WORD.finditer(text, start), 1, 2 + _NOUNS))
        for before, word in pairwise(words):
            form = word.group()
            if text[word.start() - 1] != " ":
                continue
            if form in AUXILIARIES | PERFECT or (base(form) is not None and not _reduced(text, word.end())):
                return Span(start, before.end()), None, word.start()
    return None


def _reduced(text: str, end: int) -> bool:
    """Whether what looked like a verb is a participle: "the players drafted in May were ..."."""
    following = [found.group() for found in islice(_WORD.finditer(text, end), _REDUCED)]
    return (
        following[:1] != []
        and following[0] in _AFTER_PARTICIPLE
        and (not AUXILIARIES.isdisjoint(following) or not PERFECT.isdisjoint(following))
    )


def _titled(before: str) -> bool:
    """Whether what stands before a name is nothing or a title."""
    words = before.split()
    if len(words) > 4 or set(",:;") & set(before):
        return False
    return all(fold(w).strip(".") in _BEFORE for w in words)
