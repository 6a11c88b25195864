"""Who says words that a question quotes: the words must stand there, and somebody must say them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from qa.bot import Bot
from qa.quoted import begins_in, phrases
from qa.types import Answer, Reason, Refusal

Told = Callable[..., Bot]
FERRY = (
    "Mia Kern, who runs the ferry of Orla, was not pleased. “We have a long way to go, and the money will not last,” "
    "she said on Monday. Otto Pym said that the town has a long way to go."
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ('Who said "We have a long way to go"?', ("we have a long way to go",)),
        ("Who called it ‘a slap in the face’?", ("a slap in the face",)),
        ("Whose words are “nobody’s fault … but the ferry’s”?", ("nobody s fault", "but the ferry s")),
        ("Who said 'it wasn't the ferry' and left?", ("it wasn t the ferry",)),
        ('Who said "Where is my money?"?', ("where is my money",)),
        ('Who directed "Gone with the Wind"?', ()),
        ('What did Kern mean by "a long way to go"?', ()),
        ('Who said "no"?', ()),
        ("Who said that it's the end of Kern's ferry?", ()),
    ],
)
def test_words_are_quoted_where_it_is_asked_who_says_them(question: str, found: tuple[str, ...]) -> None:
    assert phrases(question) == found


@given(st.lists(st.sampled_from("the ferry will not run on Sunday Kern said".split()), min_size=2, max_size=8))
def test_a_phrase_of_a_sentence_begins_in_it(tokens: list[str]) -> None:
    text = "Before. " + " ".join(tokens) + " (behind)."
    assert begins_in(" ".join(tokens).lower(), text, Span(8, len(text)))
    assert not begins_in(" ".join([*tokens, "elsewhere"]).lower(), text, Span(8, len(text)))


def test_a_phrase_may_end_behind_the_sentence_but_not_begin_there() -> None:
    text = "“We will wait. Nobody leaves,” she said."
    assert begins_in("wait nobody leaves", text, Span(0, 14))
    assert not begins_in("nobody leaves", text, Span(0, 14))


def test_who_said_it_is_who_says_the_words(told: Told) -> None:
    reply = told(FERRY).ask('Who said "the money will not last"?')
    assert isinstance(reply, Answer)
    assert [claim.speaker for claim in reply.claims] == ["Mia Kern"]
    assert "the money will not last" in reply.claims[0].citations[0].quote


def test_all_who_said_it_are_told_and_none_is_the_answer(told: Told) -> None:
    reply = told(FERRY).ask("Who spoke of 'a long way to go'?")
    assert isinstance(reply, Answer)
    assert {claim.speaker for claim in reply.claims} == {"Mia Kern", "Otto Pym"}
    assert reply.short is None


def test_words_that_no_article_has_are_nobodys(told: Told) -> None:
    reply = told(FERRY).ask('Who said "we have a very long way to go"?')
    assert isinstance(reply, Refusal)
    assert (reply.reason, reply.explanation) == (Reason.NO_MATCH, "No article has the words that the question quotes.")
    assert reply.nearest


def test_words_that_nobody_says_are_the_articles_own(told: Told) -> None:
    reply = told("The ferry of Orla sank in the spring storm. It had forty seats.").ask(
        'Who said "sank in the spring storm"?'
    )
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.LOW_CONFIDENCE
    assert "do not tell whose they are" in reply.explanation


def test_who_is_named_beside_the_words_must_be_known(told: Told) -> None:
    reply = told(FERRY).ask('Who told Ruben Vale "the money will not last"?')
    assert isinstance(reply, Refusal)
    assert (reply.reason, reply.explanation) == (Reason.NAME_MISSING, "No article names Ruben Vale.")
