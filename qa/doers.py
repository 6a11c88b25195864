"""Whose deed a verb tells: the name in its sentence that stands as its subject. Pure.

Knows prepositions, verbs of saying and of hoping; knows no question and no other sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.prose.name_words import COUNTRIES, DEMONYMS, RANKS, TITLES
from index.prose.names import Mention
from index.text import fold
from index.types import Span
from qa.evidence import Sentence
from qa.sayings import VERBS_OF_SAYING

_PREPOSITIONS = frozenset(
    "to for of with from in at on by against into over about between among near towards toward behind under inside "
    "outside across around despite like via without within told tells telling met meets meeting assured assures".split()
)
"""And verbs before which a source stands: in "Pym told Quill that the town will pay" it is not Quill who promises."""
_RELATIVE = frozenset(("which", "where", "whom"))
_BORDER = re.compile(
    rf";|\b(?:that|but|while|after|because|when|though|although|whereas|{'|'.join(sorted(VERBS_OF_SAYING))})\b"
)
"""Behind it a clause with a subject of its own may begin."""
_OFFICES = (
    TITLES | RANKS | frozenset("government parliament cabinet council authorities leaders ministers people".split())
)
"""Of whom "of" tells where they act: "the government of Hungary"."""
_IT = re.compile(r"\bit\b", re.IGNORECASE)
_HOPED = re.compile(
    r"\b(?:hop(?:e[sd]?|ing)|wish(?:es|ed)?|want(?:s|ed)?|expect(?:s|ed|ing)?|urg(?:e[sd]?|ing)|call(?:s|ed|ing)? on"
    r"|whether|(?:un)?likely|doubt(?:s|ed|ful)?)\b(?:(?!\b(?:but|and \w+ed)\b)[^,;:])*$",
    re.IGNORECASE,
)
_NEAR_WORDS = 8
_BETWEEN = frozenset("the a an his her their its former old".split())
_BE = frozenset("be been being is was were are get got".split())
_NEAR = 200
"""Characters before a verb or name, and names before a verb, that are looked at: a sentence may have any length."""
_NAMES = 8
_DONE = re.compile(r"\w+ed|undertook|undertaken", re.IGNORECASE)
_SUPPOSED = re.compile(r" have (?:been|\w+ed)\b")


def hoped(text: str, cue: re.Match[str]) -> bool:
    """Whether what the verb tells is only hoped, wanted or supposed: "hopes that he will agree", "would have been"."""
    if _SUPPOSED.match(text, cue.end()):
        return cue.group().lower() == "would"
    return (
        _DONE.fullmatch(cue.group()) is None
        and _HOPED.search(text, max(0, cue.start() - _NEAR), cue.start()) is not None
    )


def doer(sentence: Sentence, cue: int) -> tuple[Mention, str] | None:
    """The name before the verb at `cue` that may be its subject, and the words between; None where there is none.

    What stands behind a preposition ("support to Ukraine") is no subject, unless it tells whose office acts ("the
    government of Hungary") and nobody else can be meant.
    """
    text, start = sentence.text, sentence.span.start
    names = [m for m in sentence.mentions if m.span.end - start <= cue][-_NAMES:]
    if not names:
        return None
    subjects = [m for m in names if _ahead(text, m.span.start - start) not in _PREPOSITIONS]
    found = names[-1] if names[-1] in subjects[-1:] else _before(text, start, names, subjects)
    if found is None:
        return None
    gap = text[found.span.end - start : cue]
    if found.kind == "person" and _IT.search(gap):
        found = next((m for m in reversed(subjects) if m.kind != "person"), found)
        gap = text[found.span.end - start : cue]
    return found, gap


def _before(text: str, start: int, names: Sequence[Mention], subjects: Sequence[Mention]) -> Mention | None:
    """Whom a verb belongs to behind a name that is no subject: the first of its clause, else the last before it."""
    last = names[-1]
    at = last.span.start - start
    border = max((m.end() for m in _BORDER.finditer(text, max(0, at - _NEAR), at)), default=0)
    clause = [m for m in subjects if m.span.start - start >= border]
    if clause:
        return clause[0]
    if _office_of(text[max(0, at - _NEAR) : at]):
        return last
    return subjects[-1] if subjects else None


def undergoes(sentence: Sentence, name: Span, deeds: frozenset[str]) -> bool:
    """Whether one of the deeds (stems of verbs) is done to whom the sentence names there: "beat the mayor, Ann Thrale".

    Titles and "the" may stand between; a deed that is told in the passive ("was beaten Ann") is none.
    """
    before = [w for w in sentence.words if w.span.end <= name.start][-_NEAR_WORDS:]
    texts = [fold(w.span.of(sentence.text)) for w in before]
    while texts and (texts[-1] in _BETWEEN or texts[-1] in TITLES | RANKS or _of_country(texts[-1])):
        texts.pop()
    if not texts or before[len(texts) - 1].stem not in deeds:
        return False
    gap = sentence.text[before[len(texts) - 1].span.end : name.start]
    return not re.search(r"[.;:()\"“”]", gap) and (len(texts) < 2 or texts[-2] not in _BE)


def aside(sentence: Sentence, name: Mention) -> bool:
    """Whether a name is the subject of a relative clause: "the summit, which Mr Biden will host"."""
    return _ahead(sentence.text, name.span.start - sentence.span.start) in _RELATIVE


def _ahead(text: str, at: int) -> str:
    """The word before a name at `at` and its titles."""
    words = [fold(word) for word in text[max(0, at - _NEAR) : at].split()[-6:]]
    titled = False
    while words and (
        words[-1] == "the" or words[-1].strip(".") in TITLES | RANKS or (titled and _of_country(words[-1]))
    ):
        titled = titled or words[-1] != "the"
        words.pop()
    return words[-1] if words else ""


def _of_country(word: str) -> bool:
    return word in DEMONYMS or word in COUNTRIES


def _office_of(before: str) -> bool:
    """Whether "the government of" or the like stands before a name."""
    words = fold(before).removesuffix(" the").split()
    return words[-1:] == ["of"] and len(words) > 1 and words[-2] in _OFFICES
