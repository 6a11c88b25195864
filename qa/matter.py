"""What a question asks about, as a name or a noun phrase that may stand in brackets behind another. Pure.

"What did Orban agree to?" is about "what Orban agreed to", "Why did the council close the pool?" about "the council
closing the pool". Which word is the verb is told by how often its past form is written; knows no other grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.prose.words import STOPWORDS
from index.rarity import zipf
from qa import verbs
from qa.question import asking, chat
from qa.spoken_of import Spoken

_LEAD = (
    r"\W*(?:(?:and|but|so|then|or|also|thanks|thank you|finally)\b[\s,.!]*)*(?:(?:in|on|at|by|for|from|with|to|of) )?"
)
_ASKING = re.compile(
    rf"{_LEAD}(?:(?P<ask>what|which|who|whom|whose|when|where|why|how)\b"
    r"(?P<much> (?:many|much|long|often|old|far|high|big|else))?\s*)?",
    re.IGNORECASE,
)
_AUX = re.compile(
    r"\b(did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|may|might|must)(?:n['’]t)?\b ?",
    re.IGNORECASE,
)
_BE = frozenset("is are was were".split())
_DO = frozenset("did does do".split())
_BEEN = ("be", "been")
_SAID = re.compile(r"\b(?:say|tell|think|talk|speak|write)\b(?: \w+)? (?:about|on|of)\b")
_BARE = frozenset("say said tell told do did done happen mean pay go come".split())
"""Verbs that alone are nothing to go on about."""
_ASIDE = re.compile(r"\(([^()]+)\)\W*$")
_ATTRIBUTED = re.compile(r",? (?:according to|as told by) .*|,.*", re.DOTALL)
"""Who told it, and what follows a comma."""
_EMPTY = frozenset("it there they he she we you i".split())
_PREPOSITIONS = frozenset("in on at by for from with to of about against over after before into under between".split())
_INSIDE = _PREPOSITIONS | frozenset("the a an and or no his her its their our my your this that these those".split())
"""Words behind which no verb follows its subject."""
_CLAUSE = frozenset("that which who whom when where because if once whether while".split())
"""Words with which another clause begins."""
_VERB = 3.0
"""Zipf frequency of the past form from which a word may be a verb."""
_NOUN = 1.0
"""By how much a word may be more frequent than its past form: "ticket" is, of which "ticketed" is rare."""
_MATTER_WORDS = 18
_SUBJECT_WORDS = 5


def matter(spoken: Spoken) -> str | None:
    """What the latest question asks about: "homes flooded in Mellbridge in February"; None where it says too little."""
    question = next((said.question for said in reversed(spoken.earlier) if not chat(said.question)), None)
    if question is None:
        return None
    if aside := _ASIDE.search(question):  # what we put there ourselves is still what is talked about
        return aside[1]
    question = asking(question)
    opening = _ASKING.match(question)
    assert opening is not None  # it may be empty
    rest = _ATTRIBUTED.sub("", question[opening.end() :]).strip(" ?.!,")
    if _SAID.search(rest):  # "Harriet Voss on the bridge"
        found = _AUX.sub("", _SAID.sub("on", rest), count=1).split()
    else:
        found = _told((opening["ask"] or "").lower(), opening["much"] or "", rest)
    while found and found[0].lower() in _EMPTY:
        found = found[1:]
    while found and found[0].lower() in _PREPOSITIONS:
        found = found[1:]
    if {word.lower() for word in found} <= _BARE | {"what"}:
        return None
    return " ".join(found[:_MATTER_WORDS]) or None


def _told(ask: str, much: str, rest: str) -> list[str]:
    """The words of a noun phrase for what stands behind a question word."""
    aux = _AUX.search(rest)
    if aux is None or (ask in ("who", "what") and aux.start() and not much and _finite(rest.split()[0])):
        return _without_verb(rest.split()) if ask in ("who", "what", "") else _relative(rest.split())
    noun, clause, word = rest[: aux.start()].split(), rest[aux.end() :].split(), aux[1].lower()
    if word in _BE and ask == "what" and not noun and clause and _finite(clause[0]):
        return ["what", word, *clause]  # "what is banned at the school"
    if word in _BE or not clause:
        return _state(noun, clause)
    if any(verbs.base(w) and before.lower() not in _INSIDE for before, w in pairwise(noun)):
        # "Which station reported that she had ..."
        return _relative(rest.split())
    if noun or (ask == "what" and clause[0].lower() not in _EMPTY):
        return _object(noun or ["what"], clause, word)
    if ask == "who" and (at := _verb(["", *clause])) == 1 and word not in _DO:  # "Who has protested against the ban?"
        return _without_verb(clause[at - 1 :])
    return _deed(clause, word)


def _state(noun: Sequence[str], clause: Sequence[str]) -> list[str]:
    """What is something: "homes flooded in Mellbridge", "the Old Weir Bridge shut"."""
    if clause and clause[0].lower() in ("the", "a", "an"):  # "In which hotel was the dinner?"
        return list(clause)
    return [*noun, *(clause[1:] if clause and clause[0].lower() == "there" else clause)]


def _object(noun: Sequence[str], clause: Sequence[str], aux: str) -> list[str]:
    """What somebody does something to: "what Orban agreed to", "soldiers Hungary sends"."""
    if aux not in _DO and (clause[0] in _BEEN or _finite_or_base(clause[0])) and noun != ["what"]:
        return _deed([*noun, *clause], aux, len(noun))  # "people losing their jobs"
    at = _verb(clause)
    if at is None:
        return [*(noun if noun != ["what"] else ()), *clause]
    if noun == ["what"] and clause[at:] == [clause[at]] and clause[at] in _BARE:
        return list(clause[:at])
    if aux in _DO:
        shaped = {"did": verbs.past, "does": verbs.third}.get(aux, str)(clause[at])
        return [*noun, *clause[:at], shaped, *clause[at + 1 :]]
    return [*noun, *clause[:at], aux, *clause[at:]]


def _deed(clause: Sequence[str], aux: str, at: int | None = None) -> list[str]:
    """Somebody's doing something: "the council closing the pool". `at`: where the verb is, if that is known."""
    at = _verb(clause) if at is None else at
    if at is None:
        return list(clause)
    if clause[at] in _BEEN:
        return [*clause[:at], *clause[at + 1 :]]
    if aux in ("has", "have", "had"):
        return [*clause[:at], "having", *clause[at:]]
    behind = list(clause[at + 1 :])
    while behind and behind[-1].lower() in _PREPOSITIONS:
        behind.pop()
    alone = not behind and clause[at] in _BARE
    return [*clause[:at], *([] if alone else [verbs.gerund(clause[at])]), *behind]


def _without_verb(words: Sequence[str]) -> list[str]:
    """What is behind the verb with which the words begin: "the painting" in "found the painting"."""
    behind = list(words[1:]) if words and _finite(words[0]) else list(words)
    while behind and behind[0].lower() in _PREPOSITIONS:
        behind = behind[1:]
    return behind


def _relative(words: Sequence[str]) -> list[str]:
    """A noun with what it does: "company that runs the ferry"."""
    at = next((n for n, w in enumerate(words) if n and _follows(words[n - 1], w)), None)
    return list(words) if at is None else [*words[:at], "that", *words[at:]]


def _follows(noun: str, word: str) -> bool:
    """Whether a word is what a noun before it does: "vehicles use", "company runs"."""
    return noun.lower() not in _INSIDE and (_finite(word) or (noun.endswith("s") and _finite_or_base(word)))


def _finite(word: str) -> bool:
    """Whether a word may be a finite verb by its look: "found", "runs", "resigned"."""
    singular = word.removesuffix("s")
    return word.islower() and (
        verbs.base(word) is not None or (singular != word and _verbal(singular)) or word in verbs.PRESENT
    )


def _finite_or_base(word: str) -> bool:
    return word.islower() and word not in STOPWORDS and (_verbal(word) or verbs.participle(word))


def _verbal(word: str) -> bool:
    """Whether a base form is more of a verb than of a noun."""
    past = verbs.past(word)
    return past in verbs.IRREGULAR or zipf(past) >= max(_VERB, zipf(word) - _NOUN)


def _verb(clause: Sequence[str]) -> int | None:
    """Where the verb stands in a clause whose subject opens it."""
    for n, word in enumerate(clause):
        if word.lower() in _CLAUSE:
            return None
        bare = word in ("do", "have", *_BEEN)
        if n and clause[n - 1].lower() not in _INSIDE and (bare or _finite_or_base(word)):
            return n
    return None


def subject(question: str) -> str | None:
    """What a question says something of: "the Old Weir Bridge" in "Why is the Old Weir Bridge shut?"."""
    found = _AUX.search(question)
    if found is None:
        return None
    words = [w.strip('?.!,;:"“”') for w in question[found.end() :].split()]
    first = 1 if words and words[0].lower() in ("the", "a", "an") else 0
    behind = words[first : first + _SUBJECT_WORDS]
    small = next((n for n, w in enumerate(behind) if w.islower() and w in STOPWORDS), len(behind))
    lead = next((n for n in range(small) if behind[n][:1].isupper()), None)
    if lead is None:
        rest = behind[:small]
        deed = len(rest) > 1 and _is_deed(found[1], rest)
        return " ".join(words[:first] + (rest[:-1] if deed else rest)) if first and rest else None
    end = next((n for n in range(lead, small) if not behind[n][:1].isupper()), small)
    owner = behind[end - 1].endswith(("'s", "’s", "s'", "s’"))  # "Mellbridge's night bus" is not Mellbridge
    if owner or (first and end == lead + 1):  # "the Orla ferry" is not Orla
        rest = behind[end:small]
        end += len(rest[:-1] if _is_deed(found[1], rest) else rest if owner else rest[:1])
    return " ".join(words[:first] + behind[:end])


def _is_deed(aux: str, words: Sequence[str]) -> bool:
    """Whether the last of the words behind an auxiliary is what is done: "stop" in "will the Orla ferry stop"."""
    if not words or (len(words) > 1 and words[-2].endswith(("'s", "’s", "s'", "s’"))):
        return False
    return aux.lower() not in ("is", "are", "was", "were") or words[-1].endswith(("ed", "en", "ing"))
