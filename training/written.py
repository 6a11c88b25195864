"""Questions and claims written for this project over licensed news -> rows of the reader and of the checker.

written/questions.jsonl: {"text", "question", "sentences": [[start, end], ...], "answer": [start, end] or null};
without sentences the article does not answer. written/claims.jsonl: {"text", "start", "end", "claim", "wrong":
[[start, end], ...]}; where nothing is wrong the words support it. `text` is the hash of an article of the data folder
(`texts.text_hash`, hex), offsets count in that article, those of "wrong" in the claim. The articles themselves stay
outside the repository.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corrupt import KINDS
from pairs import SUPPORTED, UNSUPPORTED, Checked, break_one
from reading import MAX_WORDS, NO_ANSWER, UNKNOWN, Pool, Row, day, headline, rivals, typed
from texts import NAME, sentences, text_hash, words

HERE = Path(__file__).parent
ENCYCLOPEDIA = {"squad2_part", "nq_open"}
"""Sets of reading rows whose passages are no news."""


@dataclass(frozen=True, slots=True)
class Windows:
    """How the windows of a pass are drawn.

    whole: the chance of a long one, else few sentences. away, rival: the chance that an answered question is also asked
    of sentences beside the answer, of another article.
    """

    whole: float = 0.3
    away: float = 1.0
    rival: float = 0.5


SHORT, PAGES, JUDGED = Windows(), Windows(whole=0.8, away=0.4, rival=0.8), Windows(whole=0.35, away=0.35, rival=0.25)
STRANGE, ANSWERED = Windows(whole=0.35, away=0.1, rival=1.0), Windows(whole=0.35, away=0.0, rival=0.0)
_TOLD = re.compile(
    r"(?:why|how come|for what reason|how (?:did|does|do|has|have)|what (?:did|does|do|was the reason))\b",
    re.IGNORECASE,
)
"""Questions that no short span answers: of them only relevance is taught."""
_WORDS = 170
_BROKEN = 0.5
"""Chance that a true claim is also read with an error put into it: a "not", another name or number."""
_PREFIXED = 0.7
"""Chance that a quotation is read behind the name of whoever the claim says it is of, as the product does."""


def articles(texts: Iterable[str]) -> dict[str, str]:
    """The texts by the hash that the files name them by."""
    return {named(text): text for text in texts}


def named(text: str) -> str:
    """The hash that the files name a text by."""
    return f"{text_hash(text):016x}"


def rows(name: str) -> list[dict]:
    """The lines of written/NAME.jsonl."""
    return [json.loads(line) for line in (HERE / "written" / f"{name}.jsonl").read_text("utf8").splitlines()]


def questions(
    asked: list[dict], texts: dict[str, str], pool: Pool, rng: random.Random, drawn: Windows = SHORT
) -> list[Row]:
    """One pass: each question with a window that answers it, one of the same article that does not, and a rival."""
    out: list[Row] = []
    for row in asked:
        text = texts[row["text"]]
        spans = sentences(text)
        gold = {n for n, (a, b) in enumerate(spans) if any(a < end and start < b for start, end in row["sentences"])}
        short = row["answer"]
        spanless = UNKNOWN if short is None and _TOLD.match(row["question"].lower()) else NO_ANSWER
        question = typed(row["question"], rng)
        if gold:
            low, high = _window(text, spans, min(gold), max(gold) + 1, rng, drawn.whole)
            begin = spans[low][0]
            start, end = (short[0] - begin, short[1] - begin) if short else (UNKNOWN, UNKNOWN)
            out.append(_row(question, text, text[begin : spans[high - 1][1]], start, end, True, rng))
        away = [n for n in range(len(spans)) if n not in gold]
        if away and (not gold or rng.random() < drawn.away):
            near = sorted(away, key=lambda n: -_shared(row["question"], text[slice(*spans[n])]))
            at = rng.choice(near[:3])
            low, high = _window(text, spans, at, at + 1, rng, drawn.whole, gold)
            out.append(_row(question, text, text[spans[low][0] : spans[high - 1][1]], spanless, spanless, False, rng))
        if (
            gold
            and rng.random() < drawn.rival
            and (found := rivals(row["question"], _answer(row, text), text, pool, 3))
        ):
            other = pool.passages[rng.choice(found)]
            cut = sentences(other)
            at = max(range(len(cut)), key=lambda n: _shared(row["question"], other[slice(*cut[n])]))
            low, high = _window(other, cut, at, at + 1, rng, drawn.whole)
            out.append(_row(question, other, other[cut[low][0] : cut[high - 1][1]], spanless, spanless, False, rng))
    rng.shuffle(out)
    return out


def cases(asked: list[dict], texts: dict[str, str]) -> Iterator[dict]:
    """Each question with its article in windows of whole sentences: what `evaluate.py cases` reads."""
    for number, row in enumerate(asked):
        text = texts[row["text"]]
        spans = sentences(text)
        low = 0
        while low < len(spans):
            high = low + 1
            while high < len(spans) and len(text[spans[low][0] : spans[high][1]].split()) <= MAX_WORDS:
                high += 1
            begin = spans[low][0]
            yield {
                "id": f"{row['text']}-{number}",
                "answerable": bool(row["sentences"]),
                "question": row["question"],
                "title": "",
                "date": "",
                "passage": text[begin : spans[high - 1][1]],
                "sentences": [[a - begin, b - begin, [a, b] in row["sentences"]] for a, b in spans[low:high]],
            }
            low = high


def claims(written: list[dict], texts: dict[str, str], rng: random.Random, broken: bool = True) -> list[Checked]:
    """One pass: each claim with the words that it was written over, and as often as not sentences around them.

    `broken`: half of the true ones also with an error put into them.
    """
    out = []
    for row in written:
        text = texts[row["text"]]
        spans = sentences(text)
        inside = [n for n, (a, b) in enumerate(spans) if a < row["end"] and row["start"] < b]
        low, high = inside[0], inside[-1] + 1
        wide = max(0, low - rng.randint(0, 2)), min(len(spans), high + rng.randint(0, 2))
        if rng.random() < 0.5 and len(text[spans[wide[0]][0] : spans[wide[1] - 1][1]].split()) <= _WORDS:
            low, high = wide
        there = " ".join(text[spans[low][0] : spans[high - 1][1]].split())
        wrong = tuple((a, b) for a, b in row["wrong"])
        there = _spoken(there, row["claim"], wrong, rng)
        label = UNSUPPORTED if wrong else SUPPORTED
        out.append(Checked("written", there, row["claim"], wrong, label, bool(wrong)))
        if broken and not wrong and rng.random() < _BROKEN:
            out += break_one(row["claim"], there, sorted(set(NAME.findall(text))), KINDS, rng)
    rng.shuffle(out)
    return out


def _spoken(words_: str, claim: str, wrong: tuple[tuple[int, int], ...], rng: random.Random) -> str:
    """The words, behind the name of their speaker where the claim begins with it and they are a quotation."""
    who = NAME.match(claim)
    if not who or who[0] in words_ or not re.search(r"[\"“]", words_) or rng.random() > _PREFIXED:
        return words_
    return words_ if any(a < who.end() for a, _ in wrong) else f"{who[0]} said: {words_}"


def _window(
    text: str,
    spans: list[tuple[int, int]],
    low: int,
    high: int,
    rng: random.Random,
    whole: float,
    without: set[int] | None = None,
) -> tuple[int, int]:
    """Sentence numbers [low, high) around the given ones: few more of them, or as many as 200 words hold."""
    barred = without or set()
    most = 99 if rng.random() < whole else rng.choice([0, 0, 1, 1, 2, 3])
    for _ in range(most):
        left = low > 0 and low - 1 not in barred
        right = high < len(spans) and high not in barred
        if not left and not right:
            break
        new = (low - 1, high) if left and (not right or rng.random() < 0.6) else (low, high + 1)
        if len(text[spans[new[0]][0] : spans[new[1] - 1][1]].split()) > MAX_WORDS:
            break
        low, high = new
    return low, high


def _shared(question: str, sentence: str) -> float:
    return len(set(words(question)) & set(words(sentence)))


def _answer(row: dict, text: str) -> list[str]:
    return [text[slice(*row["answer"])]] if row["answer"] else []


def _row(question: str, origin: str, text: str, start: int, end: int, relevant: bool, rng: random.Random) -> Row:
    return Row("written", question, headline(origin, rng), day(origin, rng), text, start, end, relevant)
