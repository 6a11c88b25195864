"""Example questions are about what the archive holds, and can be answered."""

from __future__ import annotations

from collections.abc import Callable

from index.stores.archive import Archive
from qa.bot import Bot
from qa.question import unclear
from qa.suggest import suggestions
from qa.types import Reason, Refusal

Told = Callable[..., Bot]


def test_as_many_as_asked_for_and_each_another(samples: Archive) -> None:
    for k in (0, 1, 3, 5):
        made = suggestions(samples, k)
        assert len(made) == len(set(made)) == k


def test_they_name_what_the_articles_name(samples: Archive) -> None:
    bot = Bot(samples)
    for text in suggestions(samples, 6):
        assert not unclear(text)
        reply = bot.ask(text)
        assert not (isinstance(reply, Refusal) and reply.reason in (Reason.NAME_MISSING, Reason.NO_MATCH)), text


def test_most_of_them_are_answered(samples: Archive) -> None:
    bot = Bot(samples)
    made = suggestions(samples, 6)
    assert sum(bot.ask(text).answered for text in made) >= len(made) / 2


def test_nothing_to_suggest_without_names(told: Told) -> None:
    assert suggestions(told().archive, 3) == ()
    assert suggestions(told("it rained all day, and nobody came.").archive, 3) == ()
