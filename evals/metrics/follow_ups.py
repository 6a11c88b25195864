"""Do follow-ups become questions that stand alone? The words that a rewrite adds, against those a person's adds.

Source of the data: Elgohary et al. 2019 (CANARD). Knows two rewrites of one question; does not know how they were made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evals import rows
from evals.metrics.short import normalised
from evals.stats import interval, rounded

_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    "a an the of in on at to for from by with and or but as is are was were be been do does did has have had it he she "
    "they his her their its this that what who when where why how which".split()
)
"""Words that do not count."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A question of a conversation, and how a person wrote it so that it stands alone."""

    id: str
    question: str
    rewrite: str

    @property
    def alone(self) -> bool:
        """Whether it stood alone as it was: the person changed nothing but case, punctuation and articles."""
        return normalised(self.question) == normalised(self.rewrite)


@dataclass(frozen=True, slots=True)
class Found:
    """Our rewrite of the question of that id."""

    id: str
    rewrite: str


def name(row: rows.Row) -> str:
    """`DIALOG#NUMBER` of a row of the data. Raises Fault."""
    return f"{rows.name(row, 'QuAC_dialog_id')}#{rows.name(row, 'Question_no')}"


def gold(row: rows.Row) -> Gold:
    """A row of the data. Raises Fault."""
    return Gold(name(row), rows.text(row, "Question"), rows.text(row, "Rewrite"))


def found(row: rows.Row) -> Found:
    """A row of a prediction file. Raises Fault."""
    return Found(str(rows.name(row)), rows.text(row, "rewrite"))


def measure(data: Sequence[Gold], pred: Sequence[Found]) -> dict[str, object]:
    """Over all content words that the rewrites add: recall and precision; and stand-alone questions left alone.

    recall = |gold & ours| / |gold|, precision = |gold & ours| / |ours|, of the multisets of added words summed over all
    questions; `untouched`: share of the questions that stood alone of which ours is the same, with its interval;
    `words_to_add`: |gold|. A question without a rewrite counts as left alone.
    """
    rewrites = {row.id: row.rewrite for row in pred}
    want = got = both = 0
    untouched: list[float] = []
    for row in data:
        mine = rewrites.get(row.id, row.question)
        asked = _content(row.question)
        wanted, added = _content(row.rewrite) - asked, _content(mine) - asked
        want, got, both = want + wanted.total(), got + added.total(), both + (wanted & added).total()
        if row.alone:
            untouched.append(float(normalised(mine) == normalised(row.question)))
    return {
        "recall": rounded(both / max(want, 1)),
        "precision": rounded(both / max(got, 1)),
        "untouched": interval(untouched),
        "words_to_add": want,
    }


def _content(text: str) -> Counter[str]:
    return Counter(word for word in _WORD.findall(text.lower()) if word not in _SMALL)
