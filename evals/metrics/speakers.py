"""Who says it: are the right sentences given the right speaker, by the name the article has.

Measured against annotated attributions (source, cue, content as spans; PolNeAR, Newell et al. 2018). Only what is
*said* counts: attributions with a source whose content opens with a quotation mark or whose cue is a verb of saying.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from evals import rows
from evals.stats import interval
from index.types import Span

MENTION = 60
"""Characters of a mention, at most, for it to count."""
SPEAKER_WORDS = 8
"""Words of a speaker, at most, for its name to count."""

_PRONOUNS = frozenset(["i", "you", "he", "she", "it", "we", "they", "who", "him", "her", "them", "his", "their"])
_NO_NAMES = _PRONOUNS | frozenset(["a", "an", "the", "mr", "mrs", "ms"])
_QUOTES = frozenset("\"“‘'")
_WORD = re.compile(r"\w+")
_FIGURES = ("recall", "recall_pronoun", "recall_direct", "full_name", "precision")
_ALWAYS = ("recall", "precision")

_ENDED = "announc argu accus acknowledg continu critici[sz] declar describ promis quot testif"
_OPEN = "admit claim comment confirm explain insist recall remark report respond speak suggest tweet vow warn"
_FORMS = (
    "say says said saying tell tells told write writes wrote spoke adds added asks asked notes noted states stated "
    "urges urged reply replies replied deny denies denied"
)
_SAYING = re.compile(
    rf"\b(?:(?:{'|'.join(_ENDED.split())})\w+|(?:{'|'.join(_OPEN.split())})\w*|{'|'.join(_FORMS.split())}"
    r"|according to|calls (?:for|on)|called (?:for|on)|points out|pointed out)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """An annotated attribution: where its source, its cue and what is attributed stand in the text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated article."""

    id: str | int
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the speaker that it was given, and the words there that name the speaker."""

    span: Span
    speaker: str
    mention: Span | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The sentences of an article that were given a speaker."""

    id: str | int
    sentences: tuple[Sentence, ...]


def gold(row: rows.Row) -> Gold:
    """A row of the data: id, text, attributions. Raises Fault."""
    attributions = tuple(
        Attribution(rows.spans(x, "source"), rows.spans(x, "cue"), rows.spans(x, "content"))
        for x in rows.objects(row, "attributions")
    )
    if not all(one.content for one in attributions):
        raise rows.Fault("an attribution has no 'content'")
    return Gold(rows.name(row), rows.text(row, "text"), attributions)


def found(row: rows.Row) -> Found:
    """A row of a prediction file (design, section 7); a sentence without a speaker is left out. Raises Fault."""
    return Found(rows.name(row), tuple(_sentence(x) for x in rows.objects(row, "sentences") if x.get("speaker")))


def measure(data: Sequence[Gold], pred: Sequence[Found]) -> dict[str, object]:
    """The figures, intervals by article; an article without a prediction has no sentences with a speaker.

    recall: share of what is said of which sentences with the right speaker cover half; recall_pronoun: of what pronouns
    say; recall_direct: of direct quotations; full_name: share of the direct quotations found (source and speaker share
    a name) whose speaker is as long as the longest form of that name in the text, two words being enough.
    precision: share of the sentences with a speaker of which a third is said by that speaker; those that match only
    attributions that do not count are left out. f1: of recall and precision.
    """
    sentences_of = {row.id: row.sentences for row in pred}
    tally = _Tally()
    for article in data:
        sentences = sentences_of.get(article.id, ())
        sources = [_Source.of(article.text, one) for one in article.attributions if one.source]
        for source in sources:
            if source.said:
                _recall(tally, article, source, [s for s in sentences if source.is_speaker_of(s)])
        for sentence in sentences:
            hits = [
                source.said
                for source in sources
                if source.covered_by(sentence) >= len(sentence.span) / 3 and source.is_speaker_of(sentence)
            ]
            if any(hits) or not hits:
                tally.add("precision", article, right=any(hits))
    figures = {name: interval(tally.right[name], tally.article[name]) for name in _FIGURES}
    recall, precision = figures["recall"].value or 0.0, figures["precision"].value or 0.0
    out: dict[str, object] = {name: figure for name, figure in figures.items() if figure.n or name in _ALWAYS}
    return out | {"f1": round(2 * recall * precision / max(recall + precision, 1e-9), 4)}


@dataclass(slots=True)
class _Tally:
    """By figure: whether each thing counted is right, and the article that it is from."""

    right: dict[str, list[bool]] = field(default_factory=lambda: {name: [] for name in _FIGURES})
    article: dict[str, list[str | int]] = field(default_factory=lambda: {name: [] for name in _FIGURES})

    def add(self, figure: str, article: Gold, *, right: bool) -> None:
        self.right[figure].append(right)
        self.article[figure].append(article.id)


@dataclass(frozen=True, slots=True)
class _Source:
    """An attribution with a source, as it is compared with sentences."""

    attribution: Attribution
    names: frozenset[str]
    pronoun: bool
    direct: bool
    said: bool

    @classmethod
    def of(cls, text: str, attribution: Attribution) -> _Source:
        source = " ".join(span.of(text) for span in attribution.source)
        opening = attribution.content[0].start
        direct = text[opening : opening + 1] in _QUOTES
        return cls(
            attribution=attribution,
            names=_names(source),
            pronoun=source.lower() in _PRONOUNS,
            direct=direct,
            said=direct or _SAYING.search(" ".join(span.of(text) for span in attribution.cue)) is not None,
        )

    def is_speaker_of(self, sentence: Sentence) -> bool:
        """Whether the mention overlaps the source or, unless that is a pronoun, both share a name."""
        mention = sentence.mention
        if mention and len(mention) <= MENTION and any(mention.overlaps(span) for span in self.attribution.source):
            return True
        short = len(sentence.speaker.split()) <= SPEAKER_WORDS
        return short and not self.pronoun and not self.names.isdisjoint(_names(sentence.speaker))

    def covered_by(self, sentence: Sentence) -> int:
        """Code points of the content inside the sentence."""
        span = sentence.span
        shared = (min(span.end, part.end) - max(span.start, part.start) for part in self.attribution.content)
        return sum(max(0, length) for length in shared)


def _recall(tally: _Tally, article: Gold, source: _Source, sentences: Sequence[Sentence]) -> None:
    length = sum(len(part) for part in source.attribution.content)
    hit = sum(source.covered_by(sentence) for sentence in sentences) >= length / 2
    tally.add("recall", article, right=hit)
    if source.pronoun:
        tally.add("recall_pronoun", article, right=hit)
    if not source.direct:
        return
    tally.add("recall_direct", article, right=hit)
    speaker = _names(sentences[0].speaker) if hit else frozenset()
    if shared := source.names & speaker:
        longest = max(
            re.findall(rf"(?:[A-Z][\w’'.-]+ )*{re.escape(max(shared))}", article.text), key=_words, default=""
        )
        tally.add("full_name", article, right=len(speaker) >= min(2, _words(longest)))


def _names(text: str) -> frozenset[str]:
    """The capitalised words that are no pronoun, article or title."""
    return frozenset(word for word in _WORD.findall(text) if word[0].isupper() and word.lower() not in _NO_NAMES)


def _words(text: str) -> int:
    return len(text.split())


def _sentence(row: rows.Row) -> Sentence:
    return Sentence(rows.stretch(row), rows.text(row, "speaker"), rows.maybe_span(row, "mention"))
