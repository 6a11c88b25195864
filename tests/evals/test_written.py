"""The claims and conversations written by hand over the bundled articles hold what the sample's README says."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from index.readers.files import read
from index.readers.sources import Source, walk
from index.types import Article

SAMPLE = Path(__file__).parents[2] / "evals" / "sample"
LONGEST = 500  # code points: a claim's support is a few adjacent sentences, never a whole article


@cache
def _texts() -> dict[str, str]:
    """Every bundled article as the index reads it: key -> text."""
    texts: dict[str, str] = {}
    for source in walk([SAMPLE / "articles"]):
        assert isinstance(source, Source)
        for article in read(source):
            assert isinstance(article, Article)
            texts[article.key] = article.text
    return texts


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLE / name).read_text(encoding="utf-8").splitlines()]


def _claims() -> list[dict[str, Any]]:
    return _rows("claims.jsonl")


def _conversations() -> list[dict[str, Any]]:
    return _rows("conversations.jsonl")


def _slice(row: dict[str, Any]) -> str:
    """The words that a row points at, once they are known to be whole words of a known article."""
    text, start, end = _texts()[row["article"]], row["start"], row["end"]
    assert 0 <= start < end <= len(text)
    assert end - start <= LONGEST
    words = text[start:end]
    assert words == words.strip()
    assert not text[max(start - 1, 0) : start].isalnum()
    assert not text[end : end + 1].isalnum()
    return words


def test_the_articles_are_all_read() -> None:
    assert len(_texts()) == 28


def test_a_claim_has_its_fields_its_number_and_words_of_its_own() -> None:
    claims = _claims()
    assert [claim["id"] for claim in claims] == [f"free-{number:03}" for number in range(1, 201)]
    assert len({claim["claim"] for claim in claims}) == 200
    for claim in claims:
        assert list(claim) == ["id", "kind", "claim", "article", "start", "end"], claim["id"]


def test_half_of_the_claims_are_freely_worded_and_half_verbatim() -> None:
    kinds = Counter(claim["kind"] for claim in _claims())
    assert kinds == {"paraphrased": 40, "joined": 30, "reported": 30, "verbatim": 100}


def test_claims_are_spread_over_the_articles() -> None:
    assert len({claim["article"] for claim in _claims()}) >= 25


@pytest.mark.parametrize("claim", _claims(), ids=lambda claim: claim["id"])
def test_a_claim_points_at_words_and_is_them_only_where_it_says_so(claim: dict[str, Any]) -> None:
    words = _slice(claim)
    assert (claim["claim"] == words) == (claim["kind"] == "verbatim")


def test_conversations_have_two_or_three_turns_and_forty_numbers() -> None:
    conversations = _conversations()
    assert [talk["id"] for talk in conversations] == [f"talk-{number:02}" for number in range(1, 41)]
    assert {len(talk["turns"]) for talk in conversations} == {2, 3}


@pytest.mark.parametrize("talk", _conversations(), ids=lambda talk: talk["id"])
def test_the_first_turn_stands_alone_and_the_later_ones_point_at_their_answers(talk: dict[str, Any]) -> None:
    first, *later = talk["turns"]
    assert list(first) == ["question", "stand_alone"]
    assert first["question"] == first["stand_alone"]
    for turn in later:
        assert list(turn) == ["question", "stand_alone", "article", "start", "end"]
        assert turn["question"].strip()
        assert turn["stand_alone"].endswith("?")
        assert _slice(turn)


def test_about_a_fifth_of_the_later_turns_stand_alone_already() -> None:
    later = [turn for talk in _conversations() for turn in talk["turns"][1:]]
    alone = sum(turn["question"] == turn["stand_alone"] for turn in later)
    assert (len(later), alone) == (76, 14)
