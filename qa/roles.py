"""Who does it: whether a sentence tells what the question's subject did, or only mentions the name.

"What did Orban agree to?" is not answered by what Stoltenberg agreed to. Knows names, affiliations and speakers of an
article; knows nothing about scores.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from index.prose.name_words import RANKS, TITLES
from index.prose.names import Mention, folded
from index.prose.words import STOPWORDS, stem, stems
from index.text import fold
from qa.doers import aside, doer, hoped
from qa.entities import Entity, Known
from qa.evidence import Sentence
from qa.lexicon import BINDING, EMPTY_VERBS, OWN_WORD, commits, kin, mates, says
from qa.reading import Reading
from qa.sayings import VERBS_OF_SAYING
from qa.types import Kind, Question

_REACH = 70
"""Characters between a verb and the name that does it."""
_SELF = re.compile(r"\b(?:I|[Ww]e|[Hh]e|[Ss]he)\b")
_WE = re.compile(r"\b(?:I|[Ww]e)(?: (?:all|also|both|now|still|then))?(?: $|['’]ll\b)")
_TO_COME = re.compile(
    r"(?:will|would|shall)\b(?!(?: \w+)? (?:not|no|never)\b)"
    r"(?![^.;:]{0,60}\b(?:commitment|obligation|promise|pledge|undertaking|agreement)s?\b)|would like\b",
    re.IGNORECASE,
)
"""Tells what is to come; that one will not do a thing, or will keep a promise, binds."""
_CONCEDED = re.compile(r"\b(?:al)?though\b[^,;:]*$", re.IGNORECASE)
_QUOTED_SUBJECT = re.compile(r"(?:^|\s)[\"“]\w")
"""Behind a name, words of a quotation that tell whose deed it is: 'Ann said that "the talks will ...'."""
_DONE = re.compile(r"\w+ed", re.IGNORECASE)
_OFFICE = r"(?:['’]s? (?:government|cabinet|administration|office|party|country))?"
_POSSESSIVE = ("'s", "’s")
_ANY = re.compile(r"\bthat (?:an?|any|all|some|every|no)\b")
"""Behind a name, what begins somebody else's deed: "Nato holds that any attack will be met"."""
_AUX = r"(?:did|does|do|has|have|had|will|would|should|can|could)"
_PERSON = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:they|it|its|their|them)\b", re.IGNORECASE)
_CLAUSE = 200
"""Characters before a verb in which its clause begins."""
_CARRIED = 400
"""Characters back to the name that a pronoun stands for."""
_PASSIVE = re.compile(r"\b(?:be|been|being|was|were) (?:now )?$", re.IGNORECASE)


class Role(Enum):
    """What a sentence tells about the subject of the question."""

    FITS = "the subject does it"
    MEANS_TO = "tells what the subject will do, not what it bound itself to"
    MENTION = "only mentions the subject"
    OTHER = "somebody else does it"


class Act(Enum):
    """What the subject is asked to have done."""

    SAY = "say"
    COMMIT = "commit"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is asked about, and what they are said to have done."""

    entity: Entity
    act: Act
    verb: str | None
    """The stem of what is asked to have been done; None where the question's verb tells nothing ("get", "happen")."""
    topic: frozenset[str]
    """Stems of what else the question has."""

    @property
    def stems(self) -> frozenset[str]:
        """Of the name and of the verb."""
        own = {stem(part) for part in self.entity.key.split()}
        return frozenset(own | {self.verb} if self.verb else own)


def subject(question: Question, known: Known) -> Subject | None:
    """The name that stands as the subject of the question's verb, or None."""
    text = fold(question.stand_alone)
    for entity in known.entities:
        name = re.escape(fold(entity.text))
        if re.search(rf"\bhow (?:old|tall) (?:is|was) {name}\W*$", text):
            return Subject(entity, Act.OTHER, None, frozenset())
        found = re.search(rf"\b{_AUX}\s+(?:\w+\s+){{0,2}}?{name}{_OFFICE}\b(?!['’])(.*)", text)
        if found is None:
            continue
        verbs = [stem(w) for w in re.findall(r"[^\W\d_]+", found.group(1))[:4] if w not in STOPWORDS]
        terms = {stem(t) for t in question.query.terms} - {stem(part) for part in entity.key.split()}
        for act, told in ((Act.COMMIT, commits()), (Act.SAY, says())):
            verb = next((v for v in verbs if v in told), None)
            if verb is not None:
                return Subject(entity, act, verb, frozenset(terms - {verb}))
        after = re.match(r"\s+(?:(?:also|ever|really|recently|then|\w+ly)\s+)?([^\W\d_]+)", found.group(1))
        verb = stem(after.group(1)) if after and after.group(1) not in STOPWORDS else None
        verb = None if verb in EMPTY_VERBS else verb
        return Subject(entity, Act.OTHER, verb, frozenset(terms - {verb or ""}))
    return None


def called(question: Question, who: Subject) -> str:
    """The name as the question has it, with the office behind it: "Japanese prime minister"."""
    text = question.stand_alone
    at = text.find(who.entity.text)
    behind = text[at + len(who.entity.text) :].split() if at >= 0 else []
    office = list(itertools.takewhile(lambda word: fold(word) in TITLES or fold(word) in RANKS, behind))
    return " ".join([who.entity.text, *office])


def deed(question: Question, who: Subject | None) -> frozenset[str]:
    """Stems that tell what is asked to have been done, without which nothing answers; empty where any would do."""
    if who is not None:
        return kin(who.verb) if who.verb and who.act is Act.OTHER else frozenset()
    found = re.match(r"who (?:\w+ly )?(\w+)", fold(question.stand_alone))
    if found is None or found.group(1) in STOPWORDS or stem(found.group(1)) in EMPTY_VERBS:
        return frozenset()
    return mates(found.group(1))


def asks_who_says(question: Question) -> bool:
    """Whether who says something is asked for: "Who said that the pier needs bins?"."""
    found = re.match(r"who (?:has |had |first |also )?(\w+)\b(?! (?:no|yes|hello)\b)", fold(question.stand_alone))
    return question.kind is Kind.WHO and found is not None and found.group(1) in VERBS_OF_SAYING


def names_office(text: str) -> bool:
    """Whether an office is named in lower case: "defence minister", "the mayor"."""
    return any(w in TITLES or w in RANKS for w in re.findall(r"[a-z]+", text))


def allies(entity: Entity, readings: Sequence[Reading]) -> frozenset[str]:
    """Folded names of the places and bodies that a person speaks for, by the articles at hand."""
    found: set[str] = set()
    for reading in readings:
        for who, bodies in reading.affiliations.items():
            if _is(entity, who):
                found |= bodies
    return frozenset(found)


def role(sentence: Sentence, subject: Subject, allied: frozenset[str]) -> Role:
    """What the sentence tells about the subject."""
    said = sentence.reading.attributions.get(sentence.span)
    speaks = said is not None and _is(subject.entity, folded(said.speaker))
    named = any(_is(subject.entity, folded(m.name)) for m in sentence.mentions)
    if subject.act is Act.SAY:
        if speaks and _on_topic(sentence, subject.topic):
            return Role.FITS
        return Role.MENTION if named or speaks else Role.OTHER
    if subject.act is Act.COMMIT:
        text = sentence.text
        done = [cue for cue in BINDING.finditer(text) if _does(sentence, cue, subject.entity, allied)]
        if speaks:
            done += [cue for cue in OWN_WORD.finditer(text) if _own(sentence, cue, subject.entity, allied)]
        if any(_binds(text, cue, own=speaks) for cue in done):
            return Role.FITS
        return Role.MEANS_TO if done else Role.MENTION if named else Role.OTHER
    return Role.FITS if named or speaks or _carried(sentence, subject.entity) else Role.OTHER


def _on_topic(sentence: Sentence, topic: frozenset[str]) -> bool:
    """Whether a third of what else the question has stands in or beside the sentence."""
    found = sum(not kin(word).isdisjoint(sentence.around) for word in topic)
    return found * 3 >= len(topic)


def met(sentence: Sentence, entity: Entity) -> bool:
    """Whether a name of the question stands in the sentence, is its speaker, or is carried over by a pronoun."""
    if stem(entity.last) in sentence.stems:
        return True
    if any(_is(entity, folded(m.name)) for m in sentence.mentions):
        return True
    said = sentence.reading.attributions.get(sentence.span)
    return (said is not None and _is(entity, folded(said.speaker))) or _carried(sentence, entity)


def named(sentence: Sentence, entity: Entity) -> bool:
    """Whether a name of the question stands in the article of the sentence, or in its title."""
    if stem(entity.last) in sentence.stems or stem(entity.last) in stems(sentence.article.title or ""):
        return True
    return any(_is(entity, folded(m.name)) for m in sentence.reading.mentions)


def _does(sentence: Sentence, cue: re.Match[str], entity: Entity, allied: frozenset[str]) -> bool:
    """Whether the subject of the verb at `cue` is the entity or what it speaks for."""
    text = sentence.text
    if _PASSIVE.search(text[: cue.start()]) or hoped(text, cue) or _conceded(text, cue):
        return False
    found = doer(sentence, cue.start())
    if found is not None:
        name, gap = found
        near = len(gap) <= _REACH and not gap.lstrip().startswith(_POSSESSIVE)
        near = near and not _ANY.search(gap) and not _QUOTED_SUBJECT.search(gap)
        return near and _acts(name, entity, allied) and not aside(sentence, name)
    if re.search(r"\b(?:he|she)\b", text[: cue.start()], re.IGNORECASE):
        return _carried(sentence, entity)
    return False


def _binds(text: str, cue: re.Match[str], *, own: bool) -> bool:
    """Whether a verb binds who does it; `own`: in their own words, "we will" does."""
    return not _TO_COME.match(text, cue.start()) or (own and _WE.search(_ahead(text, cue)) is not None)


def _own(sentence: Sentence, cue: re.Match[str], entity: Entity, allied: frozenset[str]) -> bool:
    """Whether the verb at `cue`, in words that the entity says, tells of themselves and of nobody else."""
    if hoped(sentence.text, cue):
        return False
    found = doer(sentence, cue.start())
    if found is not None and _acts(found[0], entity, allied) and not _QUOTED_SUBJECT.search(found[1]):
        return True
    before = sentence.text[: cue.start()] if found is None else found[1]
    return _SELF.search(before[-_REACH:]) is not None


def _ahead(text: str, cue: re.Match[str]) -> str:
    """What stands before a verb, as far as it is looked at: a sentence may have any length."""
    return text[max(0, cue.start() - _CLAUSE) : cue.start()]


def _conceded(text: str, cue: re.Match[str]) -> bool:
    """Whether a verb tells only what was done after all: "was blamed, though it approved the plan"."""
    return _DONE.fullmatch(cue.group()) is not None and _CONCEDED.search(_ahead(text, cue)) is not None


def _acts(mention: Mention, entity: Entity, allied: frozenset[str]) -> bool:
    name = folded(mention.name)
    return _is(entity, name) or name in allied


def _carried(sentence: Sentence, entity: Entity) -> bool:
    """Whether a pronoun of the sentence stands for the entity: the last of its kind named before it."""
    pronoun = (_PERSON if entity.kind == "person" else _THING).search(sentence.text)
    if pronoun is None:
        return False
    at = sentence.span.start + pronoun.start()
    mentions = sentence.reading.mentions
    place = bisect_left(mentions, at, key=lambda m: m.span.start)
    earlier = [m for m in mentions[max(0, place - 6) : place] if at - m.span.end < _CARRIED]
    same_kind = [m for m in earlier if m.kind == entity.kind or "other" in (m.kind, entity.kind)]
    return bool(same_kind) and _is(entity, folded(same_kind[-1].name))


def _is(entity: Entity, name: str) -> bool:
    """Whether a folded name is the entity's: one of its forms, or the same last word where only that was asked."""
    if name in entity.forms:
        return True
    if " " not in entity.key:
        return name.rsplit(" ", 1)[-1] == entity.key
    return " " not in name and name == entity.last
