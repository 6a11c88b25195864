"""Hits become sentences: each once, whole, with its section and speaker; furniture never."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.prose import furniture, sentences
from index.prose.words import stems
from index.stores.archive import Archive
from index.types import ArticleKey
from qa.bot import Bot
from qa.evidence import ANSWERS, Sentence, gather
from qa.question import understand
from qa.reading import Shelf
from qa.retrieve import retrieve
from qa.types import Scope

Told = Callable[..., Bot]

PAGE = """THE FERRY

By Ada Pym, staff writer

The ferry of Orla stops on Friday. "We are broke," said Nora Hale on the quay.
SEE ALSO: How The Ferry Of Orla Began
Sign up for our newsletter about the ferry of Orla.
The ferry of Orla at its quay on Monday (Tom Reed/AP)
It has crossed the river since 1904.
"""


def gathered(archive: Archive, text: str, *hidden: str) -> tuple[Sentence, ...]:
    question = understand(text, Scope(without=frozenset(map(ArticleKey, hidden))))
    return gather(archive, retrieve(archive, question), Shelf())


def test_prose_and_captions_are_evidence_and_nothing_else(told: Told) -> None:
    found = gathered(told(PAGE).archive, "ferry of Orla")
    assert {s.section for s in found} <= ANSWERS
    text = " ".join(s.text for s in found)
    assert "stops on Friday" in text
    assert "since 1904" in text
    for part in ("SEE ALSO", "Sign up", "staff writer", "THE FERRY"):
        assert part not in text


def test_who_says_it_comes_along(told: Told) -> None:
    (quote,) = [s.evidence for s in gathered(told(PAGE).archive, "ferry of Orla") if "broke" in s.text]
    assert quote.speaker == "Nora Hale"
    assert quote.section == "prose"


@pytest.mark.parametrize("text", ["Orban", "Mellbridge flood", "library ferry council"])
def test_sentences_are_whole_slices_each_once_in_the_order_of_the_hits(samples: Archive, text: str) -> None:
    found = gathered(samples, text)
    assert found
    assert len({(s.article.key, s.span) for s in found}) == len(found)
    ranks = [s.rank for s in found]
    assert ranks == sorted(ranks)
    for s in found:
        spans = sentences.split(s.article.text)
        assert spans[s.number] == s.span
        assert furniture.sections(s.article.text, spans)[s.number] == s.section
        assert s.text == s.span.of(s.article.text)
        assert set(stems(s.text)) <= s.around & s.stems
        assert all(s.span.holds(m.span) or m.span.overlaps(s.span) for m in s.mentions)


def test_a_hidden_article_gives_no_evidence(told: Told) -> None:
    bot = told(one="The ferry of Orla stops on Friday.", two="The ferry of Orla is late.")
    assert {s.article.key for s in gathered(bot.archive, "ferry of Orla", "one")} == {"two"}
