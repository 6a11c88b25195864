"""A response and the archive -> an outcome: what the judge and the articles say of each sentence.

The only place of the suite that asks the judge (the seam of qa.checker). Knows articles; computes no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from evals.types import Case, Cited, Judged, Outcome, Place, Point, Response, Sentence
from index.prose import dates
from index.prose.names import folded
from index.prose.passages import tile
from index.stores.archive import Archive
from index.text import fold
from index.types import Article
from qa.checker import Checker, Words
from qa.reading import Reading, Shelf
from qa.types import SUPPORTED, Verdict

NOTHING = Verdict("neither", 0.0, "no citation")
_ELSEWHERE = 5
"""Passages of other articles that may turn out to be what a sentence came from."""
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_QUOTED_WORDS = 3
_PHRASE = 12
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys|ying)|t(?:old|ells)|according to|added|wrote|warned|argued|claim(?:ed|s)|insisted|denied"
    r"|announced)\b"
)

Pair = tuple[Words, str]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A citation with the article that it names; `words` are what truly stands there, "" where nothing does."""

    cited: Cited
    reading: Reading | None

    @property
    def words(self) -> str:
        return self.cited.span.of(self.reading.article.text) if self.reading else ""


class SecondJudge(Protocol):
    """Another opinion, which decides nothing: a language model's (evals.model_judge)."""

    def supports(self, words: str, sentence: str) -> bool | None:
        """Whether the words support every part of the sentence; None: it gave no verdict."""


class Judge:
    """Judges responses over one archive by one checker; a `second` judge's opinion stands beside."""

    def __init__(self, archive: Archive, checker: Checker, second: SecondJudge | None = None) -> None:
        self._archive = archive
        self._checker = checker
        self._second = second
        self._shelf = Shelf()

    @property
    def name(self) -> str:
        """The checker's name."""
        return self._checker.name

    def outcome(self, case: Case, response: Response) -> Outcome:
        """The case, the response, and what was found of it."""
        cited = [[self._evidence(c) for c in sentence.cited] for sentence in response.sentences]
        every = [evidence for some in cited for evidence in some]
        judged = tuple(
            self._judged(sentence, own, every, response)
            for sentence, own in zip(response.sentences, cited, strict=True)
        )
        relevant = tuple(self._relevant(case, response.passages or ()).items())
        withheld = tuple(self._true(text, case) for text in response.withheld)
        return Outcome(case, response, judged, relevant, tuple(map(self._gold, case.gold)), withheld)

    def _true(self, text: str, case: Case) -> bool:
        """Whether the words of some gold point support a sentence that was withheld."""
        points = [self._evidence(Cited(point.key, point.span, "")) for point in case.gold]
        found = self._checker.check([(_words([point]), text) for point in points]) if points else ()
        return any(verdict.label == "supported" for verdict in found)

    def _gold(self, point: Point) -> str:
        article = self._archive.article(point.key)
        assert article is not None  # cases are checked against the archive when they are read
        return point.span.of(article.text)

    def _evidence(self, cited: Cited) -> _Evidence:
        article = self._archive.article(cited.key)
        return _Evidence(cited, self._shelf.read(article) if article else None)

    def _judged(
        self, sentence: Sentence, own: Sequence[_Evidence], every: Sequence[_Evidence], response: Response
    ) -> Judged:
        verbatim = any(_flat(sentence.text) in _flat(evidence.words) for evidence in own)
        told: dict[str, Any] = {
            "verbatim": verbatim,
            "valid": tuple(bool(e.words) and e.words == e.cited.quote for e in own),
            "described": tuple(_described(e) for e in own),
            "named": _named(sentence, own),
            "speech": (speech := _speech(own)),
            "told": None if speech is None else _tells(sentence, speech),
            "quotes": tuple(verbatim or self._stands(run, own) for run in _runs(sentence.text)),
            "dates": tuple(_dates(sentence, own, verbatim=verbatim)),
            "model": self._second.supports(_words(own).text, sentence.text) if self._second and own else None,
        }
        return Judged(**self._verdicts(sentence.text, own, every, response, verbatim=verbatim), **told)

    def _verdicts(
        self, text: str, own: Sequence[_Evidence], every: Sequence[_Evidence], response: Response, *, verbatim: bool
    ) -> dict[str, Any]:
        """Every verdict on a sentence, each distinct pair judged once."""
        pairs: dict[str, Pair] = {}
        if not verbatim:
            pairs |= {"words": (_words(own), text), "articles": (_whole(own), text), "answer": (_words(every), text)}
        for i in range(len(own)):
            rest = [*own[:i], *own[i + 1 :]]
            pairs |= {f"alone{i}": (_words(own[i : i + 1]), text), f"alone_articles{i}": (_whole(own[i : i + 1]), text)}
            if rest:
                pairs |= {f"rest{i}": (_words(rest), text), f"rest_articles{i}": (_whole(rest), text)}
        found = self._asked(pairs)
        words, articles = found.get("words", SUPPORTED), found.get("articles", SUPPORTED)
        elsewhere = False
        if "supported" not in (words.label, articles.label):
            others = self._others(own, response.passages or ())
            elsewhere = any(v.label == "supported" for v in self._checker.check([(w, text) for w in others]))
        flags = {
            name: tuple(
                found[f"{name}{i}"].label == "supported" if f"{name}{i}" in found else False for i in range(len(own))
            )
            for name in ("alone", "rest", "alone_articles", "rest_articles")
        }
        answer = found.get("answer", SUPPORTED)
        return {"words": words, "articles": articles, "answer": answer, "elsewhere": elsewhere, **flags}

    def _asked(self, pairs: Mapping[str, Pair]) -> dict[str, Verdict]:
        found = {name: NOTHING for name, (words, _) in pairs.items() if not words.text}
        found |= {n: SUPPORTED for n, (words, text) in pairs.items() if words.text and _flat(text) in _flat(words.text)}
        left = list(dict.fromkeys(pair for name, pair in pairs.items() if name not in found))
        verdicts = dict(zip(left, self._checker.check(left) if left else (), strict=True))
        return found | {name: verdicts[pair] for name, pair in pairs.items() if name not in found}

    def _others(self, own: Sequence[_Evidence], passages: Sequence[Place]) -> list[Words]:
        cited = {evidence.cited.key for evidence in own}
        found = []
        for place in [place for place in passages if place.key not in cited][:_ELSEWHERE]:
            article = self._archive.article(place.key)
            if article is not None:
                reading = self._shelf.read(article)
                found.append(Words(place.span.of(article.text), article.published, _names(reading)))
        return found

    def _stands(self, run: str, own: Sequence[_Evidence]) -> bool:
        """Whether some article holds these words in a row: a cited one, or any of the archive."""
        if any(_letters(run) in _letters(e.reading.article.text) for e in own if e.reading):
            return True
        words = _letters(run).split()[:_PHRASE]
        return self._archive.database.phrase(words) > 0

    def _relevant(self, case: Case, passages: Sequence[Place]) -> dict[Place, int]:
        """The passages that hold a gold point: those found, and for a point that none of them holds, the archive's."""
        grades: dict[Place, int] = {}
        for point in case.gold:
            for place in [place for place in passages if place.meets(point)] or self._missed(point):
                grades[place] = max(grades.get(place, 0), 2 if point.vital else 1)
        return grades

    def _missed(self, point: Point) -> list[Place]:
        article = self._archive.article(point.key)
        assert article is not None  # cases are checked against the archive when they are read
        tiles = tile(article.text, self._shelf.read(article).sentences, self._archive.settings.passage_words)
        return [Place(point.key, span) for span in tiles if span.overlaps(point.span)][:1]


def _words(evidence: Sequence[_Evidence]) -> Words:
    return _joined(evidence, [e.words for e in evidence])


def _whole(evidence: Sequence[_Evidence]) -> Words:
    distinct = list({e.cited.key: e for e in evidence}.values())
    return _joined(distinct, [e.reading.article.text if e.reading else "" for e in distinct])


def _joined(evidence: Sequence[_Evidence], texts: Sequence[str]) -> Words:
    """Several texts as one evidence; its day and speaker are those of the first."""
    readings = [e.reading for e in evidence if e.reading]
    names = tuple(dict.fromkeys(name for reading in readings for name in _names(reading)))
    published = readings[0].article.published if readings else None
    return Words("\n".join(text for text in texts if text), published, names, _speech(evidence))


def _names(reading: Reading) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.name for mention in reading.mentions))


def _described(evidence: _Evidence) -> bool:
    if evidence.reading is None:
        return False
    article: Article = evidence.reading.article
    outlet, day = evidence.cited.outlet, evidence.cited.published
    return (outlet is None or outlet == article.outlet) and (day is None or day == article.published)


def _named(sentence: Sentence, own: Sequence[_Evidence]) -> bool | None:
    if sentence.speaker is None:
        return None
    speaker = folded(sentence.speaker)
    names = {folded(name) for e in own if e.reading for name in (*_names(e.reading), *e.reading.article.authors)}
    spoken = any(a.speaker == sentence.speaker for e in own if e.reading for a in e.reading.attributions.values())
    return spoken or speaker in names or any(name.endswith(f" {speaker}") for name in names)


def _speech(own: Sequence[_Evidence]) -> str | None:
    """Who says the words of the first citation, where one person says all of them."""
    for evidence in own[:1]:
        if evidence.reading is not None:
            inside = [s for s in evidence.reading.sentences if s.overlaps(evidence.cited.span)]
            said = {a.speaker if (a := evidence.reading.attributions.get(span)) else None for span in inside}
            return said.pop() if len(said) == 1 else None
    return None


def _tells(sentence: Sentence, speech: str) -> bool:
    """Whether the sentence gives its words to somebody."""
    surname = folded(speech).rsplit(" ", 1)[-1]
    return sentence.speaker is not None or surname in fold(sentence.text) or bool(_SAYING.search(sentence.text))


def _runs(text: str) -> Iterator[str]:
    """What stands in quotation marks, if long enough to be somebody's words."""
    for found in _QUOTED.finditer(text):
        if len(_letters(found.group(1)).split()) >= _QUOTED_WORDS:
            yield found.group(1)


def _dates(sentence: Sentence, own: Sequence[_Evidence], *, verbatim: bool) -> Iterator[bool]:
    articles = [e.reading.article for e in own if e.reading]
    day = articles[0].published if articles else None
    known = {time.value for e in own for time in dates.find(e.words, day)}
    known |= {article.published.isoformat() for article in articles if article.published}
    for time in dates.find(sentence.text, day):
        yield verbatim or any(_same_day(time.value, value) for value in known)


def _same_day(told: str, known: str) -> bool:
    """Whether a date agrees with a known one; a coarser one does; where one lacks its year, years are not compared."""
    if "X" in told[:4] or "X" in known[:4]:
        told, known = told[4:], known[4:]
    return known.startswith(told)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _letters(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
