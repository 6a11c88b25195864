"""Claims made of licensed questions and answers: what the passage says in the asker's words, and the same made false.

The asker writes other words than the passage, so these are the paraphrases that made corruptions of sentences lack.
A wrong claim has the answer of another question of the same kind; only its words lack support. Knows text only.
"""

import random
import re
from collections import defaultdict

from pairs import CONTRADICTED, NEITHER, SUPPORTED, UNKNOWN, Checked
from texts import sentences, spaced, words

_ASKED = re.compile(
    r"(?P<wh>how many [\w-]+|how much [\w-]+|(?:what|which) (?!is\b|are\b|was\b|were\b|did\b|does\b|do\b|has\b|had\b"
    r"|have\b|will\b|can\b|could\b|would\b)[\w-]+(?= \w)|who|what|which)(?= (?P<next>\w+))",
    re.IGNORECASE,
)
_HELPING = {"did", "does", "do"}
_TOO_LONG = 12  # words of an answer


def stated(question: str, answer: str) -> tuple[str, tuple[int, int]] | None:
    """The claim that `answer` is the answer, and where the answer stands in it; None where the question has no use."""
    text = question.strip().rstrip("?").strip()
    if not 3 <= len(text.split()) <= 25 or not 1 <= len(answer.split()) <= _TOO_LONG:
        return None
    asked = _ASKED.match(text)
    if asked and asked["next"].lower() in _HELPING:
        rest = text[asked.end("next") :].strip()
        claim = f"{rest[:1].upper()}{rest[1:]} {answer}."
        return claim, (len(rest) + 1, len(rest) + 1 + len(answer))
    if asked:
        thing = asked["wh"].split()[-1] if asked["wh"].lower().startswith("how") else ""
        counted = f"{answer} {thing}" if thing and thing.lower() not in answer.lower() else answer
        return f"{counted[:1].upper()}{counted[1:]}{text[asked.end('wh') :]}.", (0, len(answer))
    return f"{text[:1].upper()}{text[1:]}? {answer}", (len(text) + 2, len(text) + 2 + len(answer))


def asked_claims(rows: list[dict], rng: random.Random) -> list[Checked]:
    """One claim a question: two of five true, two with another question's answer, one of another passage."""
    by_passage: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        if row["answers"]:
            by_passage[row["passage"]].append(row)
    passages = list(by_passage)
    out = []
    for passage, asked in by_passage.items():
        spans = sentences(passage)
        for row in asked:
            answer = row["answers"][0]
            evidence = _evidence(passage, spans, answer["start"], rng)
            draw = rng.random()
            if draw < 0.8:
                wrong = draw >= 0.4
                text = _other(row, asked, rng) if wrong else answer["text"]
                made = stated(row["question"], text) if text else None
                if made:
                    label = CONTRADICTED if wrong and spaced(text) in spaced(evidence) else NEITHER
                    out.append(
                        Checked(
                            "asked",
                            evidence,
                            made[0],
                            (made[1],) if wrong else (),
                            label if wrong else SUPPORTED,
                            wrong,
                        )
                    )
            elif made := stated(row["question"], answer["text"]):
                other = rng.choice(passages)
                if spaced(answer["text"]) not in spaced(other):
                    away = _evidence(other, sentences(other), rng.randrange(len(other)), rng)
                    have = set(words(away))
                    lacking = tuple(m.span() for m in re.finditer(r"\w{4,}", made[0]) if m[0].lower() not in have)
                    out.append(Checked("asked", away, made[0], lacking or None, UNKNOWN, True))
    return out


def _other(row: dict, asked: list[dict], rng: random.Random) -> str | None:
    """The answer of another question about the passage that begins with the same word and shares no word with it."""
    first = row["question"].split(" ")[0].lower()
    own = {word for answer in row["answers"] for word in words(answer["text"])}
    said = spaced(row["question"])
    pool = [
        text
        for other in asked
        if other["question"].split(" ")[0].lower() == first
        and not own & set(words(text := other["answers"][0]["text"]))
        and spaced(text) not in said
    ]
    return rng.choice(pool) if pool else None


def _evidence(passage: str, spans: list[tuple[int, int]], at: int, rng: random.Random) -> str:
    """The sentence at a place, half of the time with up to four on each side."""
    n = next((n for n, (_, end) in enumerate(spans) if end > at), len(spans) - 1)
    reach = 0 if rng.random() < 0.45 else rng.randint(1, 4)
    part = passage[spans[max(0, n - reach)][0] : spans[min(len(spans) - 1, n + reach)][1]]
    return " ".join(part.split()[:220])
