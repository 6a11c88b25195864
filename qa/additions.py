"""What a question lacks without pointing to it: the rest of a name, what it is about, what "other" excludes. Pure.

Knows what was spoken of, and what the pointing words of the question were found to mean (qa.pointers).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.prose.words import STOPWORDS, content_words
from index.text import fold
from qa.alone import names_something, stands_alone, telling
from qa.edits import Edit, end_of
from qa.matter import matter
from qa.pointers import ARTICLE, names, unresolved
from qa.spoken_of import Spoken, same

_WORD = re.compile(r"[^\W_]+")
_NAME_WORD = re.compile(r"[^\W\d_][\w-]+")
_PERSON = re.compile(r"\b(?:s?he|him|her|his)\b", re.IGNORECASE)
_HAPPENED = re.compile(r"\bhappen(?:ed|s)?\b(?! to)")
_MORE = re.compile(r"\b(?:other|else|another|any more|additional|interesting|different)\b")
_BESIDES = re.compile(r"\b(?:other than|besides|aside from|apart from|more than|more about|in addition)\b")
_RESOLVED = ("person", "group", "article", "full")
"""Rules that put a name in the place of a word that points."""
_LATELY = 3
"""Names of an answer up to which all of them are taken to go on being spoken of."""
_FEW = 3
"""Content words up to which a question that names nothing is taken to go on about what was spoken of."""
_LITTLE = 2
"""The same where a word of it points back and was resolved."""


def added(question: str, spoken: Spoken, pointed: Sequence[Edit]) -> list[Edit]:
    """What is put behind or into a question whose pointing words were resolved as `pointed`."""
    found = [*_full(question, spoken)]
    if spoken.topic is not None:
        found += _focus(question, spoken, spoken.topic.name, [*pointed, *found])
        found += _besides(question, spoken)
    else:
        found += _matter(question, spoken, pointed)
    return found


def _full(question: str, spoken: Spoken) -> Iterator[Edit]:
    """A given name with its surname; the topic's surname with its given name."""
    topic = spoken.topic.name if spoken.topic else ""
    full = dict.fromkeys([topic, *(t.name for t in reversed(spoken.things) if t.kind == "person")])
    asked = set(_WORD.findall(fold(question)))
    for match in _NAME_WORD.finditer(question):
        word = fold(match[0])
        if word in STOPWORDS:
            continue
        for name in full:
            parts = fold(name).replace(".", "").split()
            if not 2 <= len(parts) <= 4 or not asked.isdisjoint(set(parts) - {word}):
                continue
            given = word == parts[0] and match[0][0].isupper()
            if given or (word == parts[-1] and name == topic and spoken.earlier and match[0][0].isupper()):
                yield Edit(match.start(), match.end(), name, "full")
                return


def _focus(question: str, spoken: Spoken, topic: str, found: Sequence[Edit]) -> Iterator[Edit]:
    """What a heading says all is about, and what was named lately, where a question does not stand alone."""
    if any(topic in edit.text for edit in found):
        return
    end = end_of(question)
    if any(edit.rule in _RESOLVED for edit in found):
        if set(content_words(topic)).isdisjoint(content_words(question)):
            yield Edit(end, end, f" ({topic})", "focus")
        return
    if stands_alone(question, spoken, topic):
        return
    lately = [] if names_something(question, spoken) else _lately(spoken, topic)
    about = ", ".join([topic, *[name for name in lately if not any(name in e.text for e in found)]])
    yield Edit(end, end, f" to {about}" if _HAPPENED.search(question) else f" ({about})", "focus")


def _lately(spoken: Spoken, topic: str) -> list[str]:
    """What the latest question named, else its answer; what the section is named after."""
    answered = list(dict.fromkeys(t.name for t in spoken.just_told))
    lately = list(dict.fromkeys(t.name for t in spoken.just_asked))[-2:] or (
        answered if len(answered) <= _LATELY else []
    )
    if spoken.work and not any(same(spoken.work, name) for name in [topic, *lately]):
        lately.append(spoken.work)
    return lately


def _matter(question: str, spoken: Spoken, pointed: Sequence[Edit]) -> Iterator[Edit]:
    """What the question before was about, where this one points to it, or names nothing and says little."""
    words = telling(question)
    person = any(e.rule == "person" for e in pointed)
    if any(e.rule == "place" for e in pointed) or (_PERSON.search(question) and not person):
        return
    open_ = unresolved(question, pointed)
    goes_on = open_ or len(words) <= (_LITTLE if pointed else _FEW)
    if not goes_on or (not pointed and not open_ and names_something(question, spoken)):
        return
    about = matter(spoken) or ""
    if any(e.rule == "group" and _same_people(about, e.text) for e in pointed):
        return
    for name in [e.text for e in pointed] + names(question):
        about = _without(name, about)
    left = set(content_words(about)) - words - {w for e in pointed for w in content_words(e.text)}
    if len(left) > (1 if pointed and not open_ else 0):
        end = end_of(question)
        yield Edit(end, end, f" ({about})", "focus")


def _same_people(about: str, group: str) -> bool:
    """Whether the matter names nobody and nothing beside those who "they" are, who are two people."""
    named = names(f"x {about}")
    return " and " in group and bool(named) and all(any(same(n, one) for one in group.split(" and ")) for n in named)


def _without(name: str, about: str) -> str:
    """The matter without a name that opens it and that the question has; what is left is no mere ending of it."""
    if about != name and not about.startswith(f"{name} "):
        return about
    left = about[len(name) :].split()
    while left and left[0] in ("of", "in", "on", "at", "for", "with", "to", "from", "by"):
        left = left[1:]
    return " ".join(left)


def _besides(question: str, spoken: Spoken) -> Iterator[Edit]:
    """What is known already, where something else is asked for."""
    low = question.lower()
    if not _MORE.search(low) or _BESIDES.search(low) or spoken.last is None:
        return
    told = [] if ARTICLE.search(low) else [t.name for t in spoken.just_told]
    asked = [t.name for t in spoken.just_asked]
    if ARTICLE.search(low) and spoken.work:
        asked = [spoken.work, *asked]
    known = list(dict.fromkeys(told))[:3] or list(dict.fromkeys(asked))[:2] or ["that"]
    end = end_of(question)
    yield Edit(end, end, f" besides {' and '.join(known)}", "besides")
