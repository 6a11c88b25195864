"""Whom or what a pointing word may mean: he, she, they, it, there. Pure.

Where a heading names the topic (an encyclopedia's article), the topic is meant unless something speaks against it;
without one (news) it is the latest exchange that is pointed to. Knows nothing about the question's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.prose.name_words import BODY_WORDS
from index.prose.words import STOPWORDS
from index.rarity import zipf
from index.text import fold
from qa.edits import without_aside
from qa.matter import subject
from qa.question import names_in
from qa.spoken_of import Gender, Spoken, Thing, same

_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_THEY = re.compile(r"\bthe(?:y|ir|m)\b", re.IGNORECASE)
_WHO = re.compile(
    r"\W*(?:(?:and|but|so) )?who(?:se)? (?!did|does|do|else|all|has he|has she|had he|had she|was he|was she)",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"\W*(?:(?:and|but|so) )?who(?:['’]s| is| was) ([^?!,]+?)(?: again| exactly)?\W*", re.IGNORECASE)
_NOUN = re.compile(r"\b(the|a|an|[A-Z]\w+'s) ((?:[a-z][a-z-]+ ?){1,3})")
_MARRIED = re.compile(r"\b(?:marr\w+|wife|husband|partner|spouse|wed|dat(?:e|ed|ing)|romantic\w*)\b")
_ROOMS = frozenset(
    "hall street road park stadium bridge school hospital museum arena church square airport house prison jail hotel"
    " university college palace building court library theatre theater mill factory station harbour harbor island lake"
    " river beach camp embassy centre center market garden gardens tower mosque temple cathedral zoo".split()
)
"""Words of names that somebody or something may be in."""
_COMMON = 5.0
"""Zipf frequency from which a word is hardly part of somebody's name."""
_BRIEF = 6
"""Words of an answer that is a mere name, at most."""
_BACK = 3
"""Exchanges back in which a marriage is looked for."""


def person(spoken: Spoken, gender: Gender, without: Sequence[str]) -> str | None:
    """Whom "he" or "she" means; nobody whose name is in `without`."""

    def may_be(name: str) -> bool:
        return not any(same(name, other) for other in without)

    fits = [t for t in spoken.things if t.kind == "person" and t.gender in (gender, None) and t.turn >= 0]
    fits = [t for t in fits if may_be(t.name) and not spoken.is_topic(t.name)]
    if spoken.topic is None:
        asked = [t for t in spoken.just_asked if _may_be_person(t, gender) and may_be(t.name)]
        fits += asked or [t for t in spoken.just_told if not fits and _may_be_person(t, gender) and may_be(t.name)]
    if (introduced := _introduced(spoken)) and any(t.name == introduced for t in fits):
        return introduced
    told = [t for t in fits if t.turn == spoken.now and not t.asked]
    if spoken.last and told and _WHO.match(spoken.last.question):
        return told[0].name
    topic = spoken.topic if spoken.topic and may_be(spoken.topic.name) else None
    if topic and _topic_is_person(spoken, gender):
        return topic.name
    if fits:
        latest = [t for t in fits if t.turn == max(t.turn for t in fits)]
        return next((t.name for t in latest if t.asked), latest[0].name)
    return topic.name if topic and topic.gender in (gender, None) else None


def _may_be_person(thing: Thing, gender: Gender) -> bool:
    """Whether a name of which nothing is known may be somebody's: two or three words that are no common ones."""
    words = fold(thing.name).split()
    return (
        thing.kind == "other"
        and thing.gender in (gender, None)
        and 2 <= len(words) <= 3
        and BODY_WORDS.isdisjoint(words)
        and all(word.isalpha() and zipf(word) < _COMMON for word in words)
    )


def _introduced(spoken: Spoken) -> str | None:
    """Who was asked about by name: Viktor Orban in "Who is Viktor Orban?", whoever tells of him."""
    found = _WHO_IS.fullmatch(spoken.last.question) if spoken.last else None
    named = names_in(f"x {found[1]}") if found else ()
    if found is None or len(named) != 1 or named[0] not in (found[1], re.sub(r"^(?:Mr|Mrs|Ms|Dr)s?\.? ", "", found[1])):
        return None
    return next((t.name for t in spoken.just_asked if t.kind == "person" and same(t.name, named[0])), None)


def group(spoken: Spoken) -> str | None:
    """Whom "they" means."""
    topic = spoken.topic
    if topic is None:
        return _latest_group(spoken)
    if _topic_is_group(spoken):
        return topic.name
    people = _names(t for t in spoken.just_told if t.kind == "person")
    if len(people) > 1:
        return " and ".join(people[:3])
    person = _topic_is_person(spoken, "he") or _topic_is_person(spoken, "she")
    if person and (partner := people[0] if people else _partner(spoken)):
        return f"{topic.name} and {partner}"
    bodies = _names(t for t in spoken.latest if t.kind == "body")
    works = _names(t for t in spoken.just_told if t.kind == "work")
    return bodies[0] if bodies else " and ".join(works[:2]) or topic.name


def thing(spoken: Spoken) -> str | None:
    """What "it" means."""
    topic, last = spoken.topic, spoken.last
    if topic is None:
        found = subject(without_aside(last.question)) if last else None
        surname = found.rsplit(" ", 1)[-1] if found else ""
        people = {t.name.rsplit(" ", 1)[-1] for t in spoken.things if t.kind == "person"}
        several = surname.islower() and surname.endswith("s") and not surname.endswith("ss")
        return found if surname not in people and not several else None
    works = [t.name for t in spoken.things if t.kind == "work" and t.turn == spoken.now]
    if works:
        return works[-1]
    if found := _brief(spoken):
        return found
    if last and spoken.work and spoken.work.lower() in " ".join((last.question, *last.answer)).lower():
        return spoken.work
    asked = [t.name for t in spoken.just_asked if t.kind == "other"]
    if asked:
        return asked[-1]
    if spoken.work and not topic.work:
        return spoken.work
    if _topic_is_thing(spoken):
        return topic.name
    if last and (found := phrase(last.question)):
        return found
    others = [t.name for t in spoken.things if t.kind in ("other", "body") and t.turn >= 0]
    return others[-1] if others else None


def event(spoken: Spoken) -> str | None:
    """What "this" or "that" means: the work told last, or the answer, where it is a name."""
    if spoken.topic is None:
        return None
    works = [t.name for t in spoken.just_told if t.kind == "work"]
    return works[-1] if works else _brief(spoken)


def place(spoken: Spoken) -> str | None:
    """Where "there" is: a place, or a body or thing that is named after what one can be in."""
    found = [t for t in spoken.latest if t.kind == "place"] or [
        t for t in spoken.latest if t.kind in ("body", "other") and fold(t.name).split(" of ")[0].split()[-1] in _ROOMS
    ]
    return next((t.name for t in found if not t.asked), found[0].name) if found else None


def phrase(question: str) -> str | None:
    """The last thing of a question that has no name: "the outbreak"."""
    found = None
    for match in _NOUN.finditer(question):
        words = match[2].split()[:2]
        kept = words[: next((n for n, word in enumerate(words) if word in STOPWORDS), len(words))]
        found = f"{match[1]} {' '.join(kept)}" if kept else found
    return found


def _partner(spoken: Spoken) -> str | None:
    """Who is married to the topic, where the last questions asked about that."""
    for said in reversed(spoken.earlier[-_BACK:]):
        if _MARRIED.search(said.question) and said.answer:
            found = [t.name for t in spoken.things if t.turn >= 0 and not t.asked and " " in t.name]
            told = [n for n in found if n in " ".join(said.answer) and not spoken.is_topic(n)]
            return told[0] if told else None
    return None


def _brief(spoken: Spoken) -> str | None:
    """The latest answer, where it is nothing but the name of something."""
    answer = spoken.last.answer[0].strip(" .,;:") if spoken.last and spoken.last.answer else ""
    words = answer.split()
    if not 1 <= len(words) <= _BRIEF or not words[0][0].isupper() or re.search(r"\d", answer):
        return None
    if any(t.kind == "person" and t.name == answer for t in spoken.just_told):
        return None
    return answer if all(w[0].isupper() or w.lower() in STOPWORDS for w in words) else None


def _latest_group(spoken: Spoken) -> str | None:
    if spoken.last is None:
        return None
    people = _names(t for t in spoken.latest if t.kind == "person")
    if len(people) > 1:
        return " and ".join(people[:2])
    bodies = _names(t for t in spoken.just_asked if t.kind == "body")
    found = subject(spoken.last.question)
    if found and (found.endswith("s") or not BODY_WORDS.isdisjoint(found.split())):
        return found
    return bodies[-1] if bodies else _with_company(spoken, people)


def _with_company(spoken: Spoken, people: Sequence[str]) -> str | None:
    """The one person of the latest exchange and who was spoken of with them in the one before."""
    before = _names(t for t in spoken.things if t.kind == "person" and t.turn == spoken.now - 1)
    others = [name for name in before if not any(same(name, one) for one in people)]
    return f"{people[0]} and {others[0]}" if people and others and len(others) < len(before) else None


def _names(things: Iterable[Thing]) -> list[str]:
    return list(dict.fromkeys(t.name for t in things))


def _voices(spoken: Spoken) -> tuple[int, int, int]:
    """How often he, she and they are said."""
    return len(_HE.findall(spoken.heard)), len(_SHE.findall(spoken.heard)), len(_THEY.findall(spoken.heard))


def _topic_is_person(spoken: Spoken, gender: Gender) -> bool:
    topic = spoken.topic
    if topic is None or topic.group or topic.work or topic.gender not in (gender, None):
        return False
    he, she, _ = _voices(spoken)
    clear = abs(he - she) > 1 and max(he, she) > 3 * min(he, she)
    return not clear or (gender == "he") == (he > she)


def _topic_is_group(spoken: Spoken) -> bool:
    topic = spoken.topic
    return topic is not None and (topic.group or not (_someone(spoken) or topic.work))


def _topic_is_thing(spoken: Spoken) -> bool:
    topic = spoken.topic
    return topic is not None and not _someone(spoken) and (topic.work or not topic.group)


def _someone(spoken: Spoken) -> bool:
    """Whether the topic is a person, by its name or by what is said."""
    he, she, they = _voices(spoken)
    return spoken.topic is not None and (spoken.topic.named_as_person or he + she > 2 * they + 1)
