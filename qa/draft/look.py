"""What the rules see of a drafted sentence in a window: what of it is wrong there, and what is doubtful. Pure.

Numbers, dates, names and quotations that the words lack, words put into the mouth of another, a denial that they do not
have. Knows a draft and a window; finds no window and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Span
from qa.alignment import told
from qa.checker import RuleChecker, Words, verbatim, words_of
from qa.draft.extent import last_day, misplaced
from qa.draft.locate import Window
from qa.draft.strength import surer
from qa.draft.voices import misheard
from qa.evidence import Sentence
from qa.support import Support

_DENIES = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|cannot|without|refus\w+|den(?:y|ies|ied|ying)|fail\w*|unable"
    r"|unaware|unwilling|reject\w*|hardly|barely|lack\w*|declin\w+|with(?:held|hold))\b|n['’]t\b",
    re.IGNORECASE,
)
_BEFORE, _BEHIND = 2, 5
"""Words around a denial that it may concern."""
_QUOTED = re.compile(r"[“\"]([^“”\"]+)(?:[”\"]|$)")
_WORD = re.compile(r"[^\W_]+")
_FEW = 3
"""Words from which a quotation must stand word for word."""
_NOBODY = re.compile(
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\b"
    r"|[Ii]t\b(?!(?:['’]s|\s(?:is|was|remains|remained))\s(?:still\s)?(?:not\s|un)?(?:clear|known|certain|likely|possible)"
    r"|\s(?:is|was)\s(?:not\s)?[A-Z].{2,60}\s(?:who|that)\s|\s(?:takes?|took)\s.{3,60}\sto\s)"
)
"""Words that begin what is told of somebody else's context; not "It is unclear whether", "It was Gray who"."""
_OURSELVES = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|[Yy]ou|[Yy]our)\b")


@dataclass(frozen=True, slots=True)
class Look:
    """What the rules see of a draft in a window. `found`: None where the draft is a slice of it.

    `wrong`: what of the draft no judge may let pass. `doubtful`: what must be believed more surely, if it is.
    """

    window: Window
    words: Words
    found: Support | None
    wrong: str | None
    doubtful: str | None


def look_at(text: str, window: Window, rules: RuleChecker) -> Look:
    """What the rules see of `text` there."""
    words = _words(window.sentences)
    found = None if verbatim(words, text) else rules.support(words, text)
    missing = [m for m in found.missing if not (m.kind == "date" and last_day(m.text, words.text))] if found else []
    parted = found.partings if found else ()
    speaker = next((p.text for p in parted if p.kind == "speaker"), None)
    wrong = missing[0].text if missing else speaker or misheard(text, window.sentences)
    wrong = wrong or misplaced(text, words.text) or _ill_formed(text, words.text)
    doubtful = None
    if found is not None:
        other = next((p.text for p in parted if p.kind != "speaker"), None)
        doubtful = other or _denied(text, words.text) or surer(text, [s.text for s in window.sentences])
    return Look(window, words, found, wrong, doubtful)


def _ill_formed(text: str, words: str) -> str | None:
    """A quotation that the words do not have, nobody by name who begins it, or a quotation mark alone."""
    plain = folded(words)
    for quoted in _QUOTED.findall(text):
        if len(quoted.split()) >= _FEW and folded(quoted) not in plain:
            return f'"{quoted}"'
    outside = _QUOTED.sub("", text)
    first = _NOBODY.match(text.lstrip("\"“'‘(")) or _OURSELVES.search(outside)
    if first and folded(text) not in plain:
        return first[0]
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        return "a quotation mark alone"
    return None


def _denied(text: str, words: str) -> str | None:
    """A denial of the text that the words lack, if there is one.

    They need as many as the text, and for each of its own one that concerns the same: one word of both around it.
    """
    own, theirs = _denials(text), _denials(words)
    if len(own) > len(theirs):
        return own[0][0]
    return next((cue for cue, near in own if not any(near & other for _, other in theirs)), None)


def _denials(text: str) -> list[tuple[str, frozenset[str]]]:
    """Each denial, and the words around it: two before, five behind."""
    there = told(text)
    content = there.content
    found = []
    for match in _DENIES.finditer(text):
        before = [i for i in content if there.tokens[i].span.end <= match.start()][-_BEFORE:]
        behind = [i for i in content if there.tokens[i].span.start >= match.start()][:_BEHIND]
        found.append((match[0], frozenset(there.keys[i] for i in before + behind)))
    return found


def folded(text: str) -> str:
    """The text with its words alone, small: what is compared of a quotation."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _words(chosen: Sequence[Sentence]) -> Words:
    """A window as cited words: with its article's day and names, and who says it where that is one person."""
    reading, article = chosen[0].reading, chosen[0].article
    whole = words_of(reading, Span(chosen[0].span.start, chosen[0].span.end))
    said = {told.speaker for s in chosen if (told := reading.attributions.get(s.span)) is not None}
    text = whole.text if len(chosen) == 1 else " ".join(s.span.of(article.text) for s in chosen)
    return Words(text, article.published, whole.names, said.pop() if len(said) == 1 else None)
