"""Rows for the reader: (question, title, date, passage) with a relevance label and, where known, an answer span.

Makes what the licensed rows lack: windows and padding, titles and dates, questions that the passage does not answer.
Knows the reading rows' shape; knows no tokens and no model. Every choice comes from the generator passed in.
"""

import random
import re
from collections import defaultdict
from dataclasses import dataclass, field

from bm25 import Bm25
from texts import NAME, YEAR, holds, sentences, spaced, text_hash, words

UNKNOWN = -100  # no span is taught
NO_ANSWER = -1
MAX_WORDS = 200

# Passes over the rows of a set, and the chance of each kind of made negative, for each positive row.
_RIVAL = {"squad2_part": 0.6, "nq_open": 1.0, "qamr": 0.45, "onestop_qa": 1.0, "covid_qa": 0.5, "made": 1.0}
_GUTTED = {"squad2_part": 0.15, "nq_open": 0.1, "qamr": 0.2, "made": 0.2}
_SWAPPED = {"squad2_part": 0.2, "nq_open": 0.15, "qamr": 0.15, "made": 0.2}
_SPANLESS = {"onestop_qa", "covid_qa"}
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Row:
    """One pair to read. start, end: code points into `passage`, or NO_ANSWER or UNKNOWN (both then).

    relevant: None where nobody said; the teacher will.
    """

    dataset: str
    question: str
    title: str
    date: str
    passage: str
    start: int
    end: int
    relevant: bool | None
    group: int = -1  # rows of one development question share it


@dataclass(slots=True)
class Pool:
    """All passages that may train, with their sentences, and the search over them."""

    passages: list[str]
    index: Bm25 = field(init=False)
    padded: list[str] = field(init=False)
    spans: list[list[tuple[int, int]]] = field(init=False)
    bags: list[frozenset[str]] = field(init=False)
    _row: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.index = Bm25(self.passages)
        self.padded = [spaced(passage) for passage in self.passages]
        self.spans = [sentences(passage) for passage in self.passages]
        self.bags = [frozenset(words(passage)) for passage in self.passages]
        self._row = {passage: row for row, passage in enumerate(self.passages)}

    def spans_of(self, passage: str) -> list[tuple[int, int]]:
        """The sentences of one of the passages."""
        return self.spans[self._row[passage]]


def is_dev(passage: str) -> bool:
    """Whether the passage, with all its questions, is held out for choosing (one in twenty)."""
    return text_hash(passage) % 20 == 0


def rivals(question: str, answers: list[str], passage: str, pool: Pool, count: int) -> list[int]:
    """Rows of the pool that match the question best, hold no answer and are no version of `passage`."""
    own = set(words(passage))
    found = []
    for row in pool.index.best(question, 4 * count + 8):
        other = pool.passages[row]
        if other == passage or holds(pool.padded[row], answers):
            continue
        if len(own & pool.bags[row]) > 0.5 * min(len(own), len(pool.bags[row])):
            continue
        found.append(row)
        if len(found) == count:
            break
    return found


def read_pass(rows: list[dict], pool: Pool, rng: random.Random) -> list[Row]:
    """One pass: every row once as it stands, with the negatives drawn for it, shuffled."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        names[row["dataset"]] += _swappable(row["question"])
    made: list[Row] = []
    for row in rows:
        made += _of_row(row, pool, names[row["dataset"]], rng)
    rng.shuffle(made)
    return made


def _of_row(row: dict, pool: Pool, names: list[str], rng: random.Random) -> list[Row]:
    kind, passage = row["dataset"], row["passage"]
    question = _ask(row["question"], kind, rng)
    answers = [answer["text"] for answer in row["answers"]]
    out: list[Row] = []
    if answers:
        answer = rng.choice(row["answers"])
        span = (answer["start"], answer["start"] + len(answer["text"]))
        text, at = shape(passage, span, pool, rng)
        known = kind not in _SPANLESS
        start, end = (at, at + len(answer["text"])) if known else (UNKNOWN, UNKNOWN)
        out.append(_row(kind, question, passage, text, start, end, True, rng))
    else:
        text, _ = shape(passage, None, pool, rng)
        out.append(_row(kind, question, passage, text, NO_ANSWER, NO_ANSWER, False, rng))
        return out
    spanless = UNKNOWN if kind in _SPANLESS else NO_ANSWER
    if rng.random() < _RIVAL.get(kind, 0.4) and (found := rivals(row["question"], answers, passage, pool, 3)):
        other = pool.passages[rng.choice(found)]
        text, _ = shape(other, None, pool, rng, avoid=answers)
        out.append(_row(kind, question, other, text, spanless, spanless, False, rng))
    if rng.random() < _GUTTED.get(kind, 0) and (text := _without(passage, answers)):
        text, _ = shape(text, None, pool, rng, avoid=answers)
        out.append(_row(kind, question, passage, text, NO_ANSWER, NO_ANSWER, False, rng, avoid=answers))
    if rng.random() < _SWAPPED.get(kind, 0) and (other_question := swap(row["question"], passage, names, rng)):
        text, _ = shape(passage, span, pool, rng)
        out.append(_row(kind, _ask(other_question, kind, rng), passage, text, NO_ANSWER, NO_ANSWER, False, rng))
    return out


def unlabelled(rows: list[dict], pool: Pool, rng: random.Random) -> list[Row]:
    """Questions with few sentences that may answer them, for the teacher to say whether they do.

    For each question: around its answer, around the sentence of the same passage that shares most words with it but
    does not hold the answer, and around the like sentence of two other passages of the best twelve.
    """
    out = []
    for row in rows:
        question, passage = _ask(row["question"], row["dataset"], rng), row["passage"]
        answers = [answer["text"] for answer in row["answers"]]
        others = [pool.passages[n] for n in pool.index.best(row["question"], 12) if pool.passages[n] != passage]
        chosen = [(passage, False), *([(passage, True)] if answers else [])]
        chosen += [(text, None) for text in rng.sample(others, min(2, len(others)))]
        for origin, holding in chosen:
            if text := _around(origin, row["question"], answers, rng, holding):
                out += [_row(row["dataset"], question, origin, text, UNKNOWN, UNKNOWN, None, rng)]
    return out


_RIVALS_SEEN, _RIVALS_TAKEN = 16, 4


def unlabelled_windows(question: str, passage: str, pool: Pool, rng: random.Random) -> list[Row]:
    """A question over two windows of its own passage (none where that is empty) and one each of four rivals.

    Each window stands around a sentence that shares many words with the question; every second one is as long as what
    the product reads (MAX_WORDS), the others have a few sentences.
    """
    asked = set(words(question))
    best = [n for n in pool.index.best(question, _RIVALS_SEEN) if pool.passages[n] != passage]
    taken = best[:1] + rng.sample(best[1:], min(len(best) - 1, _RIVALS_TAKEN - 1)) if best else []
    out = []
    for text in [*([passage, passage] if passage else []), *(pool.passages[n] for n in taken)]:
        spans = pool.spans_of(text)
        near = sorted(range(len(spans)), key=lambda n: -len(asked & set(words(text[slice(*spans[n])]))))
        at = rng.choice(near[: 3 if text == passage else 2])
        low, high = at, at + 1
        room = MAX_WORDS if rng.random() < 0.5 else rng.choice([0, 25, 45, 70])
        while high - low < len(spans):
            left = low > 0 and (high == len(spans) or rng.random() < 0.5)
            wider = (low - 1, high) if left else (low, high + 1)
            if len(text[spans[wider[0]][0] : spans[wider[1] - 1][1]].split()) > room:
                break
            low, high = wider
        shown = " ".join(text[spans[low][0] : spans[high - 1][1]].split()[:MAX_WORDS])
        out.append(_row("open", typed(question, rng), text, shown, UNKNOWN, UNKNOWN, None, rng))
    return out


def typed(question: str, rng: random.Random) -> str:
    """The question as it is, or as it is typed in haste."""
    return question.rstrip(" ?").lower() if rng.random() < 0.1 else question


def _around(passage: str, question: str, answers: list[str], rng: random.Random, holding: bool | None) -> str:
    """Up to three sentences at the one that shares most words with the question; it holds an answer, or it does not."""
    spans = sentences(passage)
    if holding is not None:
        fit = [n for n, (a, b) in enumerate(spans) if holds(spaced(passage[a:b]), answers) == holding]
    else:
        fit = list(range(len(spans)))
    if not fit:
        return ""
    asked = set(words(question))
    at = max(fit, key=lambda n: len(asked & set(words(passage[slice(*spans[n])]))))
    low, high = max(0, at - rng.choice([0, 0, 1, 1, 2])), min(len(spans), at + 1 + rng.choice([0, 0, 1]))
    return " ".join(passage[spans[low][0] : spans[high - 1][1]].split()[:MAX_WORDS])


def shape(
    passage: str, keep: tuple[int, int] | None, pool: Pool, rng: random.Random, avoid: list[str] | None = None
) -> tuple[str, int]:
    """A window of the passage or the passage padded with another's sentences; at most MAX_WORDS words.

    `keep` is a span that must stay; `avoid` are strings that padding must not bring in.
    Returns the text and where the start of `keep` lies in it (0 without `keep`).
    """
    spans = sentences(passage)
    chance = rng.random()
    low, high = 0, len(spans)
    if chance < 0.35 or len(words(passage)) > MAX_WORDS:
        low, high = _window(passage, spans, keep, rng)
    begin, stop = (spans[low][0], spans[high - 1][1]) if high > low else (0, len(passage))
    if keep is not None:  # a sentence splitter's mistake must not cost the answer
        begin, stop = min(begin, keep[0]), max(stop, keep[1])
    text = passage[begin:stop]
    at = keep[0] - begin if keep is not None else 0
    if 0.35 <= chance < 0.65:
        room = MAX_WORDS - len(text.split())
        extra = _padding(passage, room, pool, rng, avoid or [])
        if extra and rng.random() < 0.5:
            return extra + " " + text, at + len(extra) + 1
        if extra:
            return text + " " + extra, at
    return text, at


def swap(question: str, passage: str, names: list[str], rng: random.Random) -> str | None:
    """The question with one year or name exchanged for one that the passage lacks; None where it has neither."""
    found = _swappable(question)
    if not found:
        return None
    old = rng.choice(found)
    if YEAR.fullmatch(old):
        new = str(int(old) + rng.choice([-9, -4, -3, -2, -1, 1, 2, 3, 5, 8]))
    else:
        new = rng.choice(names)
        if YEAR.fullmatch(new):
            return None
    if new == old or holds(spaced(passage), [new]) or not holds(spaced(passage), [old]):
        return None
    return question.replace(old, new, 1)


def _swappable(question: str) -> list[str]:
    first = question.split(" ", 1)[0]
    return YEAR.findall(question) + [name for name in NAME.findall(question) if name.split(" ")[0] != first]


def _window(
    passage: str, spans: list[tuple[int, int]], keep: tuple[int, int] | None, rng: random.Random
) -> tuple[int, int]:
    """Sentence numbers [low, high): around `keep`, of a random length of 20 to MAX_WORDS words."""
    lengths = [len(passage[a:b].split()) for a, b in spans]
    if keep is None:
        low = high = rng.randrange(len(spans))
        high += 1
    else:
        hit = [n for n, (a, b) in enumerate(spans) if a < keep[1] and keep[0] < b] or [0]
        low, high = hit[0], hit[-1] + 1
    target = rng.randint(20, MAX_WORDS)
    while high - low < len(spans):
        grow_left = low > 0 and (high == len(spans) or rng.random() < 0.5)
        new = lengths[low - 1] if grow_left else lengths[high]
        if sum(lengths[low:high]) + new > target:
            break
        low, high = (low - 1, high) if grow_left else (low, high + 1)
    return low, high


def _padding(passage: str, room: int, pool: Pool, rng: random.Random, avoid: list[str]) -> str:
    if room < 20:
        return ""
    row = rng.randrange(len(pool.passages))
    if pool.passages[row] == passage or (avoid and holds(pool.padded[row], avoid)):
        return ""
    taken: list[str] = []
    spans = pool.spans[row]
    for a, b in spans[rng.randrange(max(1, len(spans))) :]:
        part = pool.passages[row][a:b]
        room -= len(part.split())
        if room < 0:
            break
        taken.append(part)
    return " ".join(taken)


def _without(passage: str, answers: list[str]) -> str:
    kept = [passage[a:b] for a, b in sentences(passage) if not holds(spaced(passage[a:b]), answers)]
    text = " ".join(kept)
    return "" if len(text.split()) < 15 or holds(spaced(text), answers) else text


def _ask(question: str, kind: str, rng: random.Random) -> str:
    """The question as people put it: with or without capital, question mark and "this week"."""
    if kind in {"nq_open", "wikiqa"} and rng.random() < 0.6:
        question = question[:1].upper() + question[1:].rstrip(" ?") + "?"
    if kind in {"qamr", "made"} and rng.random() < 0.08:
        bare = question.rstrip(" ?.")
        return rng.choice([f"{bare} this week?", f"This week, {bare[:1].lower()}{bare[1:]}?"])
    return question


def _row(
    kind: str, question: str, origin: str, text: str, start: int, end: int, relevant: bool | None, rng: random.Random,
    avoid: list[str] | None = None,
) -> Row:  # fmt: skip
    title = headline(origin, rng)
    if avoid and holds(spaced(title), avoid):
        title = ""
    return Row(kind, question, title, day(origin, rng), text, start, end, relevant)


def headline(passage: str, rng: random.Random) -> str:
    """Words that could be the title of the passage's article; empty for two in five."""
    if rng.random() < 0.4:
        return ""
    names = list(dict.fromkeys(NAME.findall(passage)))
    if names and rng.random() < 0.4:
        return ": ".join(names[:2]) if rng.random() < 0.5 else names[0]
    spans = sentences(passage)
    first = passage[slice(*(spans[0] if rng.random() < 0.7 else rng.choice(spans)))] if spans else passage
    return re.sub(r"[\s,.;:–-]+$", "", " ".join(first.split()[: rng.randint(5, 11)]))


def day(passage: str, rng: random.Random) -> str:
    """A date of publication that the text does not deny; empty for two in five."""
    if rng.random() < 0.4:
        return ""
    years = [int(year) for year in YEAR.findall(passage) if 1990 < int(year) < 2026]
    year = max(years) if years else rng.randint(2003, 2025)
    month, number = rng.randint(1, 12), rng.randint(1, 28)
    forms = (
        f"{number} {_MONTHS[month - 1]} {year}",
        f"{_MONTHS[month - 1]} {number}, {year}",
        f"{year}-{month:02}-{number:02}",
    )
    return rng.choice(forms)


def sentence_pass(rows: list[dict], pool: Pool, rng: random.Random, negatives: int) -> list[Row]:
    """WikiQA: each right sentence, some wrong ones of the same questions, alone or among their neighbours."""
    right = [row for row in rows if row["label"]]
    wrong = [row for row in rows if not row["label"]]
    chosen = right + rng.sample(wrong, min(len(wrong), negatives))
    beside: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        beside[row["qid"]].append(row)
    out = []
    for row in chosen:
        group = beside[row["qid"]]
        at = next(n for n, other in enumerate(group) if other is row)
        width = rng.choice([0, 0, 1, 2])
        part = group[max(0, at - width) : at + width + 1]
        text = " ".join(other["sentence"] for other in part)
        relevant = any(other["label"] for other in part)
        if rng.random() < 0.3 and (extra := _padding(text, 120, pool, rng, [])):
            text = f"{extra} {text}" if rng.random() < 0.5 else f"{text} {extra}"
        question = _ask(row["question"], "wikiqa", rng)
        out.append(Row("wikiqa", question, headline(text, rng), "", text, UNKNOWN, UNKNOWN, relevant))
    return out
