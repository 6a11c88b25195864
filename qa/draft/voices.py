"""Who a drafted sentence lets speak, and who says the words that it would be shown over. Pure.

A few sentences of an article together hold every name that any of them holds, and so could lend one man's words to
another. Knows sentences with their article's speakers; finds no sentence and gives no verdict.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa import literals
from qa.alignment import told, weight
from qa.evidence import Sentence
from qa.support import named_speakers

_AS_MUCH = 0.9
"""Share of what the sentence that tells most of a draft tells of it, from which another may be the one it is of."""


def misheard(text: str, sentences: Sequence[Sentence]) -> str | None:
    """The name of the one whom `text` lets say what, of these sentences, others say; None where there is none.

    Asked of several sentences only: of one alone the judge of claims asks it.
    """
    if len(sentences) < 2:
        return None
    heard = [sentence.reading.attributions.get(sentence.span) for sentence in _telling(text, sentences)]
    voices = [said.speaker for said in heard if said is not None and said.speaker[:1].isupper()]
    if not voices or len(voices) < len(heard):
        return None
    for name, speaker in named_speakers(literals.find(text)):
        if not any(literals.is_one(who, voice) for voice in voices for who in (name.text, speaker)):
            return name.text
    return None


def _telling(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that tell most of what is no name: names stand in what introduces a speaker too."""
    ours = told(text)
    content = [i for i in ours.content if not text[ours.tokens[i].span.start].isupper()]
    plain = {ours.keys[i]: weight(ours.tokens[i].text) for i in content}
    tells = [sum(plain[key] for key in plain.keys() & frozenset(told(s.text).keys)) for s in sentences]
    return [s for s, much in zip(sentences, tells, strict=True) if much and much >= _AS_MUCH * max(tells)]
