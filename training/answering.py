"""Reader's rows as rows of the checker: do these words answer this question? The question stands where a claim does.

So the larger encoder says of a passage what it says of a claim, in one file: supported means answered.
"""

import random
import re

from corrupt import corrupt
from encode import second_text
from pairs import NEITHER, SUPPORTED, Checked
from reading import Row
from texts import NAME

ANSWERING = "answering"
_INSIDE = re.compile(r"[a-z,] $")
"""What stands before a name that does not begin its sentence, where any word is written like one."""
_TURNED = ("name", "part_of_name", "date", "number")


def answering(rows: list[Row]) -> list[Checked]:
    """One pair a row whose relevance is known; no word of an open question is at fault more than another."""
    return [
        Checked(
            ANSWERING,
            second_text(row.title, row.date, row.passage)[0],
            row.question,
            () if row.relevant else None,
            SUPPORTED if row.relevant else NEITHER,
            not row.relevant,
        )
        for row in rows
        if row.relevant is not None
    ]


def turned(rows: list[Row], rng: random.Random) -> list[Checked]:
    """Answered questions asked of somebody or something else, another day or number: the same words answer them not.

    Half of the names come from the passage itself, half from another one's.
    """
    answered = [row for row in rows if row.relevant]
    out = []
    for row in answered:
        source = second_text(row.title, row.date, row.passage)[0]
        beside = row.passage if rng.random() < 0.5 else rng.choice(answered).passage
        names = sorted({m[0] for m in NAME.finditer(beside) if _INSIDE.search(beside[: m.start()])})
        for kind in rng.sample(_TURNED, len(_TURNED)):
            # Nothing of the passage is held against what is asked: another of its own names is another question.
            if made := corrupt(kind, row.question, "", names, rng):
                out.append(Checked(ANSWERING, source, *made, NEITHER, True))
                break
    return out
