"""How passages that give the same answer confirm each other, and the new order of hits."""

from dataclasses import replace

import numpy as np
import pytest

from index.types import ArticleKey, Hit, Passage, PassageId, Span
from qa.agreement import NOBODY, agreement
from qa.question import understand
from qa.reader import Page, Read
from qa.retrieve import reordered

WHO = understand("Who won the election in Mellbridge?")


def read(text: str, answer: str, margin: float) -> Read:
    """A read that finds one answer."""
    words = [(i, i + len(w)) for i, w in _words(text)]
    starts, ends = (np.full(len(words), -30, np.float32) for _ in range(2))
    at = text.index(answer)
    first = next(n for n, (a, _) in enumerate(words) if a >= at)
    last = max(n for n, (_, b) in enumerate(words) if b <= at + len(answer))
    starts[first] = ends[last] = margin / 2
    return Read(margin, 0.0, np.array(words, np.int64), starts, ends)


def _words(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for word in text.split(" "):
        found.append((at, word))
        at += len(word) + 1
    return found


TEXTS = ("Ann Lee won by ten votes.", "Victory went to Ann Lee on Monday.", "Bob Ray lost and wept.")


def test_the_same_answer_of_two_passages_outvotes_a_better_one() -> None:
    reads = [read(TEXTS[0], "Ann Lee", 2), read(TEXTS[1], "Ann Lee", 2), read(TEXTS[2], "Bob Ray", 3)]
    voted = agreement(WHO, TEXTS, reads, [0, 0, 0])
    assert sum(voted.shares.values()) == pytest.approx(1)
    assert voted.of("They say ANN LEE did it") > voted.of("Bob Ray did it") > voted.of("Nobody did it") >= 0
    assert voted.of("Leeann Leering") < voted.of("Ann Lee")


def test_the_words_of_the_question_are_no_answer() -> None:
    text = "The election in Mellbridge was on Monday."
    voted = agreement(WHO, [text], [read(text, "Mellbridge", 9)], [0])
    assert "mellbridg" not in voted.shares


def test_nothing_read_nothing_voted() -> None:
    empty = Read(0.0, 0.0, np.zeros((0, 2), np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32))
    assert agreement(WHO, [""], [empty], [0]) == NOBODY
    assert NOBODY.of("anything") == 0


def test_hits_that_were_read_come_in_a_new_order_and_keep_their_reads() -> None:
    hits = [
        Hit(Passage(PassageId(n), ArticleKey(f"k{n}"), 0, Span(0, len(text))), 1.0 - n / 10, 1.0, 0.5)
        for n, text in enumerate((*TEXTS, "not read"))
    ]
    reads = [read(TEXTS[0], "won", -9), read(TEXTS[1], "Ann Lee", 8), read(TEXTS[2], "Bob Ray", -9)]
    found = reordered(WHO, hits, [Page(text) for text in TEXTS], [replace(r) for r in reads])
    assert found.hits[0].passage.key == "k1"
    assert found.hits[-1].passage.key == "k3"
    assert [hit.score for hit in found.hits[:3]] == sorted((hit.score for hit in found.hits[:3]), reverse=True)
    assert found.reads[0].relevance == 8
    best = max(found.voted.ballots, key=lambda ballot: ballot.weight)
    assert found.hits[best.passage].passage.key == "k1"
