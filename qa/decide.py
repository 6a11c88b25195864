"""Answer or refuse: a calibrated confidence, a threshold, and a reason in words. Pure.

Confidence is the probability that the best answer at hand is right. An article's age counts only where the question
speaks of the present.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.prose.name_words import TITLES
from index.rarity import Rarity, zipf
from index.search import freshness
from index.text import fold
from index.types import Hit
from qa import sides, smalltalk
from qa.entities import Known
from qa.options import LOOSE
from qa.question import spoken_words
from qa.rank import Ranked
from qa.reader import Read
from qa.roles import Subject, met, names_office
from qa.short import Vote, corrections
from qa.types import Kind, Question, Reason

SIGNALS = ("mean", "fresh", "relevance", "lead", "told", "answered")
"""What confidence rests on; see `signals`."""
WEIGHTS = (1.76, 1.73, 2.18, 2.24, 1.54, 4.18)
BIAS = -6.48
THRESHOLD = 0.46
"""Refused below; fitted with the weights on the choosing halves (docs/experiments.md)."""
UNREAD = 0.4
"""Share of the way from the threshold (log-odds) that the signals lead where words alone stand for what a reader says;
least log loss on the choosing and fresh cases of the sample together."""
WORD_FOR_WORD = 0.88
"""Confidence in who says words that stand in an article as they were quoted: about as often is the speaker of a direct
quotation right (docs/evaluation.md). And, for want of a figure of its own, that the newest articles of a period tell
what happened in it."""
_CUT = math.log(THRESHOLD / (1 - THRESHOLD))
_RELEVANCES = (-5.0, 5.0)
_LEADS = (5.0, 16.0)
"""The ranges of a passage's or sentence's relevance and of the first passage's score after reading that tell."""
_TOLD = (-6.0, 6.0)
"""The same for what is said of the best sentences in their surroundings."""
STRANGE = 0.25
"""Share of the question in words that the archive has never seen, from which nothing is answered: in any words where no
reader tells, else in rare ones."""
_RARE = 3.0
"""Zipf frequency in general English below which a word may be a name; people say "alight" of what an article calls a
fire."""
FAR = 0.1
"""Share of the question near the short answer below which the answer may be to something else."""
IDENTITY = 0.5
"""The same where the question asks who somebody is: the office must stand beside the name."""
_IDENTITY = re.compile(
    r"who(?:'s| is| was| are| were) (?!(?-i:[a-z]+(?:ing|ed)|chosen|sworn|made|picked)\b)", re.IGNORECASE
)
"""Asks who somebody is; who is doing something or was elected asks for what happened ("Ahmed" is a name)."""
_ERRATUM = re.compile(
    r"\b(?:an? (?:earlier|previous) version\b|our (?:report|article|story)\b[^.]{0,60}\b(?:gave|said|stated)\b"
    r"|we (?:also )?(?:gave|misstated|wrongly|incorrectly|mistakenly)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a decision rests on. `coverages`: share of the question's idf mass in each of the first passages."""

    hits: Sequence[Hit]
    reads: Sequence[Read]
    """What the reader made of the hits; empty without one."""
    ranked: Sequence[Ranked]
    votes: Sequence[Vote]
    coverages: Sequence[float]
    unknown: float
    """Share of the question's idf mass in words that the archive has never seen."""
    strange: float
    """The same in those of them that are rare in general English."""
    deed: frozenset[str] = frozenset()
    """Stems that tell what is asked to have been done; empty where any would do."""
    told: float | None = None
    """The greatest logit that a reader gives one of the best sentences with what stands around it; None without one."""
    answered: float | None = None
    """Log-odds that the best sentence with what stands around it answers, by the larger encoder; None without it."""

    @property
    def read(self) -> bool:
        """Whether a reader has read anything."""
        return bool(self.reads) or self.told is not None


def signals(question: Question, ground: Ground) -> tuple[float, ...]:
    """The signals in the order of SIGNALS, each in [0, 1]."""
    best = ground.ranked[0]
    dated = question.query.present and question.query.asked is not None
    around = max(r.feature("around") for r in ground.ranked[:3])
    reads, told, held = ground.reads, ground.told, ground.coverages[0]
    answered = told if ground.answered is None else ground.answered
    relevance = reads[0].relevance if reads else told
    # What was not read, and what has no short answer to agree on, is judged by the question's words in it.
    return (
        sum(ground.coverages) / len(ground.coverages),
        freshness(best.sentence.article.published, question.query.asked) if dated else 0.0,
        held if relevance is None else _between(relevance, _RELEVANCES),
        _between(ground.hits[0].score, _LEADS) if reads and question.kind.worded else around,
        held if told is None else _between(told, _TOLD),
        held if answered is None else _between(answered, _TOLD),
    )


def _shaped(question: Question, best: Ranked, deed: frozenset[str]) -> bool:
    """Whether a day or quantity that is asked for stands near the question's words, in a sentence that tells the deed.

    True for what is no day and no quantity.
    """
    if question.kind not in (Kind.WHEN, Kind.HOW_MANY, Kind.HOW_MUCH):
        return True
    if question.kind is Kind.WHEN and _another(question, best, deed):
        return False  # a date is of what its own sentence tells
    return best.feature("near") >= FAR and best.fit(question.kind) > LOOSE


def _between(value: float, bounds: tuple[float, float]) -> float:
    """Where a value lies between the bounds, in [0, 1]."""
    low, high = bounds
    return (min(max(value, low), high) - low) / (high - low)


def _another(question: Question, best: Ranked, deed: frozenset[str]) -> bool:
    """Whether the passage of the best sentence tells no such deed, in the question's words or kindred ones."""
    told = best.sentence.stems if question.kind is Kind.WHEN else best.sentence.passage
    return bool(deed) and deed.isdisjoint(told)


def doubt(question: Question, ground: Ground, who: Subject | None) -> bool:
    """Whether the best sentence cannot answer, however much of the question the passages hold.

    `who` is asked to have done it.
    """
    best = ground.ranked[0]
    if (ground.unknown if best.told is None else ground.strange) >= STRANGE or not in_year(question, best):
        return True
    if who is not None and who.entity.kind == "person" and not met(best.sentence, who.entity):
        return True
    if best.told is None and (not _shaped(question, best, ground.deed) or _another(question, best, ground.deed)):
        return True  # where no reader tells
    asked = sides.asked(question)
    if asked is not None and (
        asked.crossed(best.sentence) or asked.untold(best.sentence, [option.span for option in best.options])
    ):
        return True
    return (
        question.kind is Kind.WHO
        and _IDENTITY.match(question.stand_alone) is not None
        and names_office(question.stand_alone)
        and best.feature("near") < IDENTITY
    )


def in_year(question: Question, ranked: Ranked) -> bool:
    """Whether a sentence, its title or the day of its article is of a year that the question names; True if none is."""
    years = set(_YEAR.findall(question.stand_alone)) - set(_YEAR.findall(question.period_words or ""))
    if not years:
        return True
    article = ranked.sentence.article
    published = str(article.published.year) if article.published else ""
    told = _YEAR.findall(f"{ranked.sentence.text} {article.title or ''}")
    return bool(years & set(told)) if told else published in years


def tells(ranked: Ranked) -> bool:
    """Whether a sentence is no question of the article itself, a quiz's or a heading's; what somebody asked tells.

    What a correction says that was wrong tells nothing either, without what is right.
    """
    if _ERRATUM.search(ranked.sentence.text) and not corrections(ranked):
        return False
    return ranked.sentence.evidence.speaker is not None or not ranked.sentence.text.rstrip().endswith("?")


def confidence(seen: Sequence[float], *, read: bool = True) -> float:
    """The probability, in (0, 1), that the best answer at hand is right. `read`: whether a reader read anything."""
    z = BIAS + sum(w * x for w, x in zip(WEIGHTS, seen, strict=True))
    if not read:
        z = _CUT + UNREAD * (z - _CUT)
    return 1.0 / (1.0 + math.exp(-z))


def unknown_shares(question: Question, known: Known, rarity: Rarity) -> tuple[float, float]:
    """Share of the question's idf mass in words that the archive has never seen: in all of them, and in rare ones."""
    idf = {t: rarity.idf(t) for t in question.query.terms}
    total = sum(idf.values()) or 1.0
    unknown = {word: idf.get(word, 0.0) / total for word in known.unknown_words}
    return sum(unknown.values()), sum(share for word, share in unknown.items() if zipf(word) < _RARE)


def explanation(reason: Reason, question: Question, known: Known, subject: str | None = None) -> str:
    """Why nothing is answered, in one or two sentences for the person who asked."""
    if reason is Reason.NAME_MISSING and known.missing:
        names = _listed([_titled(e.text, question.stand_alone) for e in known.missing])
        return f"No article {'of that period ' if question.query.period else ''}names {names}."
    if reason is Reason.NAME_MISSING:
        told = "no sentence was found that tells what is asked"
        if subject and any(e.kind != "other" for e in known.entities):
            return f"The articles name {_titled(subject, question.stand_alone)}, but {told} of them."
        return f"{told.capitalize()}."
    if reason is Reason.EMPTY_ARCHIVE:
        return "The archive holds no articles yet."
    if reason is Reason.OUT_OF_PERIOD:
        since, until = question.query.period.since, question.query.period.until
        bounds = " ".join(
            part
            for part in (f"from {since.isoformat()}" if since else "", f"until {until.isoformat()}" if until else "")
            if part
        )
        return f"No article was published in the period {bounds}."
    if question.query.phrases and reason is Reason.NO_MATCH:
        return "No article has the words that the question quotes."
    if question.query.phrases and reason is Reason.LOW_CONFIDENCE:
        return "The articles have the words that the question quotes, but do not tell whose they are."
    if reason is Reason.NO_MATCH and question.query.period:
        return "No article of that period shares the words of the question."
    if reason is Reason.NO_MATCH:
        return "No article shares the words of the question."
    if reason is Reason.NOT_SUPPORTED:
        return "Nothing that was drafted is supported by the articles."
    if reason is Reason.QUESTION_UNCLEAR:
        return smalltalk.reply(spoken_words(question.stand_alone))
    return "The articles come near, but no sentence answers the question with enough certainty."


def _titled(name: str, question: str) -> str:
    """The name with the title that stands before it in the question: "King Charles"."""
    found = re.search(rf"\b(\w+) {re.escape(name)}(?!\w)", question)
    return f"{found[1]} {name}" if found and found[1].istitle() and fold(found[1]) in TITLES else name


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
