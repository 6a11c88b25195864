"""The question's way on one screen: understand, retrieve, read, rank, compose, decide, reply."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.prose.words import stem, stems
from index.rarity import Rarity
from index.stores.archive import Archive
from index.stores.records import Filter
from index.types import ArticleKey, Hit, Period, Progress, Span, silent
from qa import conflicts, order, roles
from qa.closer import AGAIN, OPEN, READ, READ_OPEN, SHORT, again, closer, pages, surroundings
from qa.compose import Point, by_speaker, compose, hold
from qa.decide import (
    THRESHOLD,
    WORD_FOR_WORD,
    Ground,
    confidence,
    doubt,
    explanation,
    signals,
    unknown_shares,
)
from qa.entities import Known, another_of_the_name, known
from qa.evidence import Sentence, gather, speaker_named
from qa.follow_up import said, stand_alone, without_guess
from qa.foreign import ENGLISH_ONLY, foreign
from qa.meant import corrected, meant
from qa.newest import newest
from qa.question import bare, unclear, understand
from qa.quoted import begins_in, without
from qa.rank import FeatureRanker, Ranked, Ranker
from qa.reader import Reader
from qa.reading import Shelf
from qa.retrieve import Retrieved, find, look, look_again
from qa.roles import Role, Subject
from qa.short import vote, with_unit
from qa.suggest import suggestions
from qa.types import (
    EXTRACTIVE,
    Answer,
    Candidate,
    Citation,
    Claim,
    Heard,
    Kind,
    Question,
    Reason,
    Refusal,
    Reply,
    Scope,
    Short,
    Trace,
    Turn,
    cite,
    unheard,
)

if TYPE_CHECKING:
    from qa.draft.write import Drafter

PASSAGES = 20
"""Passages that are read for a question."""
LATEST = 60
"""The same where the newest is asked for, which need not be what has most of the words."""
NEAREST = 3
_TELLING = 6
"""Words of a sentence that is worth showing as what came nearest."""
_OF_WORDS = (Reason.NAME_MISSING, Reason.NO_MATCH, Reason.LOW_CONFIDENCE)
"""Reasons that are about the words of a question."""
_LOOKED = (*_OF_WORDS, Reason.OUT_OF_PERIOD)
"""And those, of which a period may be the cause."""
_TRACED = 6
_LEFT = "adds little to what was taken, or scores too far below the best"
_NOTHING = "nothing was answered, for the reason above"


class Bot:
    """Answers questions over one open archive; safe for several threads. Opened once, by whoever starts the process."""

    def __init__(
        self,
        archive: Archive,
        reader: Reader | None = None,
        ranker: Ranker | None = None,
        drafter: Drafter | None = None,
    ) -> None:
        """Without a `reader` the rules and search decide alone; without a `drafter` no language model writes."""
        self.archive = archive
        self.drafter = drafter
        self._reader = reader
        self._ranker = ranker or FeatureRanker()
        self._shelf = Shelf()

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        period: Period | None = None,
        asked: date | None = None,
        as_of: bool = False,
        without: Iterable[ArticleKey] = (),
        progress: Progress = silent,
        heard: Heard = unheard,
    ) -> Reply:
        """An answer of cited claims, or a refusal with its reason.

        `history`, oldest first, tells what a follow-up means and is never evidence; the reply's question says how it
        was understood.
        `period` filters by day of publication; None: by what the question itself says ("last week"). `asked`, the day
        of asking, resolves "this week" and feeds the soft date prior; with `as_of` nothing published later is used.
        `without`: articles that must not be seen. `heard` is told each sentence of a language model that was checked.
        """
        started = time.perf_counter()
        scope = Scope(period, asked, as_of, frozenset(without))
        asked_text = bare(question)
        meant = stand_alone(asked_text, [said(turn) for turn in history])
        before = EXTRACTIVE
        if self.drafter is not None and history:
            meant, before = self.drafter.rewrite(asked_text, history, meant, progress)
        with self.archive.database.snapshot():
            reply = self._reply(understand(question, scope, meant), progress, heard)
            if isinstance(reply, Refusal) and reply.question.period_loose:
                other = self._reply(understand(question, replace(scope, period=Period()), meant), progress, heard)
                reply = other if isinstance(other, Answer) else reply
            if isinstance(reply, Refusal) and (alone := without_guess(asked_text, meant)) is not None:
                other = self._reply(understand(question, scope, alone), progress, heard)
                reply = other if isinstance(other, Answer) else reply
        return replace(reply, engine=reply.engine.after(before), seconds=time.perf_counter() - started)

    def _reply(self, question: Question, progress: Progress, heard: Heard) -> Reply:
        only = Filter(question.query.period, question.query.without)
        if unclear(question.stand_alone):
            examples = suggestions(self.archive, 3)
            return self._refusal(question, Reason.QUESTION_UNCLEAR, Known((), ()), examples=examples)
        if not self.archive.database.counts(Filter(Period(), question.query.without))[0]:
            return self._refusal(question, Reason.EMPTY_ARCHIVE, Known((), ()))
        if question.query.period and not self.archive.database.counts(only)[0]:
            return self._refusal(question, Reason.OUT_OF_PERIOD, Known((), ()))
        progress("searching", 0, 0)
        if question.anything and (told := newest(self.archive, only, self._shelf, NEAREST)):
            claims = tuple(Claim(s.text, (self._cite(s, s.span),), s.evidence.speaker) for s in told)
            return Answer(question=question, claims=claims, confidence=WORD_FOR_WORD)
        rarity = Rarity(self.archive, question.query.without)
        names = known(question, self.archive, rarity)
        found = find(self.archive, question, LATEST if question.latest else PASSAGES, rarity, self._reader, progress)

        def go_on(_stage: str = "", _done: int = 0, _total: int = 0, /) -> None:
            progress("reading", len(found.hits), len(found.hits))  # passages, whatever is read of them

        go_on()
        sentences = gather(self.archive, found.hits, self._shelf, found.reads)
        who = roles.subject(question, names)
        cast = _cast(question, who, sentences)
        ranked = self._ranker.rank(question, names, sentences, rarity, _implied(who, cast), found.voted)
        if not names.missing and not _proven(who, cast):
            ranked = self._closer(question, ranked, go_on, in_order=bool(cast))
        if not ranked or max(r.feature("around") for r in ranked) == 0.0:
            reason = Reason.NAME_MISSING if names.missing else Reason.NO_MATCH
            return self._refusal(question, reason, names, ranked)
        if self.drafter is None:
            progress("checking", 0, 0)
        else:
            go_on()
        if question.query.phrases:
            reply = self._said(question, names, ranked)
        else:
            roles_of = {sentences[i]: r for i, r in cast.items()}
            reply = self._decide(question, names, rarity, found, ranked, who, roles_of)
        if self.drafter is None or isinstance(reply, Refusal):
            return reply
        return self.drafter.write(reply, sentences, self.archive.database.origin, progress, heard)

    def _closer(
        self, question: Question, ranked: tuple[Ranked, ...], progress: Progress, *, in_order: bool
    ) -> tuple[Ranked, ...]:
        """`in_order`: who did it decides the order already."""
        if self._reader is None:
            return ranked
        weight, most = (OPEN, READ_OPEN) if question.kind.open_ended else (SHORT, READ)
        weight = 0.0 if in_order else weight
        reads = look(self.archive, self._reader, question, pages(ranked, most), progress)
        ranked = closer(ranked, reads or (), weight)
        if in_order or not reads:
            return ranked
        answered = look_again(self.archive, self._reader, question, pages(ranked, AGAIN))
        return again(ranked, answered or (), weight)

    def _decide(
        self,
        question: Question,
        names: Known,
        rarity: Rarity,
        found: Retrieved,
        ranked: Sequence[Ranked],
        who: Subject | None,
        cast: Mapping[Sentence, Role],
    ) -> Reply:
        hits = found.hits
        ranked = order.ordered(question, names, who, cast, ranked)
        votes = vote(question, order.voters(question, who, ranked), found.voted)
        around = (
            None
            if _proven(who, cast) or self._reader is None
            else look(self.archive, self._reader, question, surroundings(ranked))
        )
        ground = Ground(
            hits,
            found.reads,
            ranked,
            votes,
            self._coverages(question, rarity, hits),
            *unknown_shares(question, names, rarity),
            roles.deed(question, who),
            max((read.relevance for read in around), default=None) if around else None,
            self._answered(question, ranked) if around else None,
        )
        sure = confidence(signals(question, ground), read=ground.read or bool(cast))  # the rules prove what is cast
        another = another_of_the_name(names.entities, ranked[0].sentence.reading.mentions)
        if names.missing or another or doubt(question, ground, None if cast else who):
            sure *= THRESHOLD  # below it, whatever it was; the order among the doubtful stays
        reason = _reason(names, who, cast, sure)
        if reason is not None:
            sure = min(sure, THRESHOLD**2) if reason is Reason.NAME_MISSING else sure
            return self._refusal(question, reason, names, ranked, sure=sure, subject=who)
        points = compose(question, ranked, cast, votes[0] if votes else None)
        held = votes and hold(points, votes[0])
        short = (votes[0].ranked.sentence, with_unit(question, votes[0])) if held else None
        if (said := order.said(question, points[0].ranked) if points else None) is not None:
            short = (points[0].ranked.sentence, said)
        rivals = conflicts.find(question, points, votes[0] if votes else None, ranked, self.archive.database.origin)
        if rivals is not None:
            points = rivals.points
            short = (points[0].ranked.sentence, rivals.values[0]) if rivals.values else None
        return Answer(
            question=question,
            claims=tuple(self._claim(p) for p in points),
            confidence=sure,
            short=Short(self._cite(*short)) if short else None,
            conflicts=(rivals.conflict,) if rivals else (),
            trace=_trace(names, ranked, points, cast),
        )

    def _answered(self, question: Question, ranked: Sequence[Ranked]) -> float | None:
        """Log-odds that the best sentence answers, with what stands around it."""
        assert self._reader is not None  # it has read
        said = look_again(self.archive, self._reader, question, surroundings(ranked)[:1])
        return said[0] if said else None

    def _said(self, question: Question, names: Known, ranked: Sequence[Ranked]) -> Reply:
        """Who says the words that the question quotes: the sentences that hold them, each speaker once."""
        outside, phrases = without(question.stand_alone), question.query.phrases
        if any(name.text in outside for name in names.missing):
            return self._refusal(question, Reason.NAME_MISSING, names, ranked)
        held = [(sum(begins_in(p, r.sentence.article.text, r.sentence.span) for p in phrases), r) for r in ranked]
        most = max(count for count, _ in held)
        points = by_speaker([r for count, r in held if most and count == most])
        if not points:
            reason = Reason.LOW_CONFIDENCE if most else Reason.NO_MATCH
            return self._refusal(question, reason, names, ranked)
        named = speaker_named(points[0].ranked.sentence) if len(points) == 1 else None
        return Answer(
            question=question,
            claims=tuple(self._claim(p) for p in points),
            confidence=WORD_FOR_WORD,
            short=Short(self._cite(points[0].ranked.sentence, named)) if named else None,
            trace=_trace(names, ranked, points, {}),
        )

    def _coverages(self, question: Question, rarity: Rarity, hits: Sequence[Hit]) -> tuple[float, ...]:
        """Share of the question's idf mass in each of the first five passages with its title, by its own words."""
        idf = {stem(t): rarity.idf(t) for t in question.query.terms}
        total = sum(idf.values()) or 1.0
        found = []
        for hit in hits[:5]:
            article = self.archive.article(hit.passage.key)
            assert article is not None  # one snapshot
            held = frozenset(stems(f"{article.title or ''} {hit.passage.span.of(article.text)}"))
            found.append(sum(weight for word, weight in idf.items() if word in held) / total)
        return tuple(found)

    def _claim(self, point: Point) -> Claim:
        told = point.ranked.sentence
        cited = tuple(self._cite(r.sentence, r.sentence.span) for r in (point.ranked, *point.also))
        return Claim(text=told.text, citations=cited, speaker=told.evidence.speaker)

    def _cite(self, sentence: Sentence, span: Span) -> Citation:
        origin = self.archive.database.origin(sentence.article.key)
        return cite(sentence.article, span, origin, sentence.hit.copies)

    def _refusal(
        self,
        question: Question,
        reason: Reason,
        names: Known,
        ranked: Sequence[Ranked] = (),
        *,
        sure: float = 0.0,
        subject: Subject | None = None,
        examples: tuple[str, ...] = (),
    ) -> Refusal:
        if reason in _OF_WORDS and foreign(question.stand_alone):
            reason, told, ranked = Reason.QUESTION_UNCLEAR, ENGLISH_ONLY, ()
            examples = suggestions(self.archive, 3)
        else:
            told = explanation(reason, question, names, roles.called(question, subject) if subject else None)
            if question.query.period and reason in _LOOKED and (undated := self.archive.database.undated()):
                told = f"{told} {_left_out(undated)}"
            only = Filter(question.query.period, question.query.without)
            if reason is Reason.NAME_MISSING and (found := meant(names.missing, self.archive, only)) is not None:
                told = f"{told} Did you mean {found[1].form}?"
                asked = corrected(question.stand_alone, *found)
                examples = (asked,) if asked else ()
        telling = [r for r in ranked if len(r.sentence.words) >= _TELLING] or ranked
        nearest = tuple(self._cite(r.sentence, r.sentence.span) for r in telling[:NEAREST])
        return Refusal(
            question=question,
            reason=reason,
            explanation=told,
            nearest=nearest,
            confidence=sure,
            examples=examples,
            trace=_trace(names, ranked, (), {}),
        )


def _left_out(undated: int) -> str:
    """Says how many articles a period leaves out because nobody knows their day."""
    if undated == 1:
        return "One article has no date and was not looked at."
    return f"{undated} articles have no date and were not looked at."


def _cast(question: Question, who: Subject | None, sentences: Sequence[Sentence]) -> dict[int, Role]:
    """Place of a sentence -> what it tells of the subject; empty where anybody's deed will do."""
    if who is None or not who.entity.known or question.kind is not Kind.POINTS:
        return {}
    readings = {s.article.key: s.reading for s in sentences}
    allied = roles.allies(who.entity, list(readings.values()))
    cast = {i: roles.role(s, who, allied) for i, s in enumerate(sentences)}
    if Role.FITS in cast.values():
        return cast
    # What one will do answers where nothing binds.
    return {i: Role.FITS if r is Role.MEANS_TO else r for i, r in cast.items()}


def _proven(who: Subject | None, cast: Mapping[int, Role] | Mapping[Sentence, Role]) -> bool:
    """Whether the rules prove who bound himself: a reader doubts what they prove."""
    return bool(cast) and who is not None and who.act is roles.Act.COMMIT


def _implied(who: Subject | None, cast: Mapping[int, Role]) -> dict[int, frozenset[str]]:
    """A sentence that is proven to tell what the subject did has the subject and the deed, whatever its words."""
    if who is None:
        return {}
    return {i: who.stems for i, role in cast.items() if role is Role.FITS}


def _reason(names: Known, who: Subject | None, cast: Mapping[Sentence, Role], sure: float) -> Reason | None:
    """Why to refuse, or None."""
    if names.missing:
        return Reason.NAME_MISSING
    if who is not None and cast and Role.FITS not in cast.values():
        return Reason.NAME_MISSING
    return Reason.LOW_CONFIDENCE if sure < THRESHOLD else None


def _trace(names: Known, ranked: Sequence[Ranked], points: Sequence[Point], cast: Mapping[Sentence, Role]) -> Trace:
    taken = {id(p.ranked): "answers" for p in points}
    taken |= {id(r): "tells the same as a better one, cited beside it" for p in points for r in p.also}
    found = []
    for r in ranked[:_TRACED]:
        why = taken.get(id(r))
        left = cast.get(r.sentence, Role.FITS)
        told = why or (left.value if left is not Role.FITS else _LEFT if points else _NOTHING)
        found.append(Candidate(r.sentence.evidence, r.score, why is not None, told))
    return Trace(tuple(e.text for e in names.missing), names.unknown_words, tuple(found))
