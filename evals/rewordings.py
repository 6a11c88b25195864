"""Ways to say what a sentence says in other words, or less of it: claims that its words still support. Pure.

Each takes a statement and a generator and gives (claim, the words that support it), or None where it does not fit.
Knows English patterns; nothing of how claims are judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from evals.statements import Statement
from qa.checker import Words

Made = tuple[str, Words] | None

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ADVERBIAL = re.compile(
    r"(?:In|On|At|After|Before|During|By|Since|Despite|Following|Earlier|Last|Under) [^,“”\"]{3,60}, (?=[a-zA-Z])"
)
_ASIDE = re.compile(r",? (?:\([^()]{3,60}\)|[–—-] [^–—]{5,80} [–—-]|who [^,]{4,80},|which [^,]{4,80},)(?= [a-z])")
_TAIL = re.compile(
    r", (?:who|which|where|while|including|with|as|after|adding|though|although|saying) [^“”\"]{8,160}(?=\.$)"
)
_SAME = (
    ("said", "told reporters"), ("began", "started"), ("started", "began"), ("nearly", "almost"), ("almost", "nearly"),
    ("about", "around"), ("children", "kids"), ("help", "assist"), ("large", "big"), ("bought", "purchased"),
    ("is not", "isn't"), ("was not", "wasn't"), ("did not", "didn't"), ("will not", "won't"), ("cannot", "can't"),
    ("do not", "don't"), ("does not", "doesn't"), ("has not", "hasn't"), ("would not", "wouldn't"),
    ("per cent", "percent"), ("%", " percent"), ("more than", "over"), ("however", "but"), ("such as", "like"),
    ("because of", "due to"), ("in order to", "to"), ("meet with", "meet"), ("attempt", "try"), ("ended", "finished"),
    ("two", "2"), ("three", "3"), ("four", "4"), ("five", "5"), ("six", "6"), ("seven", "7"), ("eight", "8"),
    ("United States", "US"), ("United Kingdom", "UK"), ("European Union", "EU"), ("films", "movies"), ("film", "movie"),
    ("company", "firm"), ("companies", "firms"), ("show", "indicate"), ("shows", "indicates"),
    ("killed", "left dead"), ("demanded", "called for"), ("rose", "went up"), ("fell", "went down"),
    ("million", "m"), ("billion", "bn"),
)  # fmt: skip


def verbatim(statement: Statement, rng: Random) -> Made:
    """The sentence itself."""
    del rng
    return statement.text, statement.words


def shortened(statement: Statement, rng: Random) -> Made:
    """Without an opening adverbial, an aside or a subordinate clause at its end."""
    text = statement.text
    choices = [text[: m.start()] + text[m.end() :] for m in (*_ASIDE.finditer(text), *_TAIL.finditer(text))]
    if opening := _ADVERBIAL.match(text):
        choices.append(text[opening.end()].upper() + text[opening.end() + 1 :])
    choices = [c for c in choices if len(c.split()) >= 5 and c.count('"') % 2 == 0]
    return (rng.choice(choices), statement.words) if choices else None


def reworded(statement: Statement, rng: Random) -> Made:
    """One to three words or phrases exchanged for others of the same meaning; numbers and dates in another form."""
    text = statement.text
    found = [(old, new) for old, new in _SAME if re.search(_whole(old), text)]
    rng.shuffle(found)
    for old, new in found[:3]:
        text = re.sub(_whole(old), new, text, count=1)
    text = re.sub(rf"\b(\d{{1,2}}) ({_MONTHS})\b", r"\2 \1", text, count=1)
    text = re.sub(r"\b(\d{1,3}),(\d{3})\b(?!,)", r"\1\2", text, count=1)
    text = re.sub(r"(\d) (m|bn)\b", r"\1\2", text)
    return (text, statement.words) if text != statement.text else None


def _whole(word: str) -> str:
    return rf"(?<![\w-]){re.escape(word)}(?![\w-])"


def reported(statement: Statement, rng: Random) -> Made:
    """A quotation told in the third person: "Mara Holt said that ..."."""
    speaker, quoted = statement.speaker, statement.quoted
    if speaker is None or quoted is None:
        return None
    told = quoted if quoted.split()[0] in statement.words.text[1:] and quoted[1:2].isupper() else _lowered(quoted)
    form = rng.choice(("{0} said that {1}.", "According to {0}, {1}.", "{0} told reporters that {1}."))
    return form.format(speaker, told), statement.words


def quoted(statement: Statement, rng: Random) -> Made:
    """A quotation under the speaker's name, whoever the sentence calls so."""
    del rng
    if statement.speaker is None or statement.quoted is None:
        return None
    return f'{statement.speaker} said: "{statement.quoted}."', statement.words


def joined(statement: Statement, rng: Random) -> Made:
    """Two sentences in one, over the words of both."""
    other = statement.after
    if other is None or any(c in statement.text + other.text for c in '“”"?!'):
        return None
    text = f"{statement.text.rstrip('.')}{rng.choice((', and ', ', while ', '; '))}{_lowered(other.text)}"
    return text, replace(statement.words, text=f"{statement.text} {other.text}")


def _lowered(text: str) -> str:
    """The text with its first letter small, where its first word is no name."""
    first = text.split()[0]
    common = first.lower() in _OPENERS
    return text[:1].lower() + text[1:] if common else text


_OPENERS = frozenset(
    """the a an this that these those it he she they there his her their its in on at as after before but and some many
most all no two three four five one more people officials police when while if it's there's he's she's we i""".split()
)

KINDS: dict[str, Callable[[Statement, Random], Made]] = {
    "verbatim": verbatim, "shortened": shortened, "reworded": reworded, "reported": reported, "quoted": quoted,
    "joined": joined,
}  # fmt: skip
