"""A judge beside the rules: what it believes is shown, and what a rule finds wrong it never sees."""

from collections.abc import Sequence

import pytest

from qa.checker import Doubt, Judge, RuleChecker, Words
from qa.draft.write import Drafter
from qa.types import Answer
from tests.qa.draft.conftest import FERRY, Drafted, Scripted, answer


class Reader:
    """A judge that is so sure of every draft."""

    name = "reader"

    def __init__(self, sure: float) -> None:
        self.sure = sure
        self.read: list[str] = []

    def doubts(self, pairs: Sequence[tuple[Words, str]]) -> list[Doubt]:
        self.read += [claim for _, claim in pairs]
        return [Doubt(self.sure, claim.split()[-1].rstrip("."), 0.0, self.sure) for _, claim in pairs]


class Blind:
    """A judge whose model is gone."""

    name = "rule"

    def doubts(self, pairs: Sequence[tuple[Words, str]]) -> None:
        del pairs


FREE = "The Orla boat ends its service on May 4."
COPY = "The Orla ferry will stop on May 4, the line said on Monday."


def judged(drafted: Drafted, text: str, judge: Judge) -> Answer:
    """The reply to a draft of `text`, and of a sentence that the article has as it stands."""
    bot = drafted(f"{text} [1] {COPY} [1]")
    assert bot.drafter is not None
    bot.drafter = Drafter(bot.drafter.model, RuleChecker(), judge)
    return answer(bot)


def test_free_wording_is_shown_where_the_judge_believes_it(drafted: Drafted) -> None:
    assert [claim.text for claim in judged(drafted, FREE, Reader(5.0)).claims] == [FREE, COPY]
    doubted = judged(drafted, FREE, Reader(-5.0))
    assert [claim.text for claim in doubted.claims] == [COPY]
    assert [(left.text, left.reason) for left in doubted.withheld] == [(FREE, "the passages do not tell it so: 4")]


def test_what_the_article_has_as_it_stands_is_not_judged(drafted: Drafted) -> None:
    judge = Reader(-5.0)
    judged(drafted, FREE, judge)
    assert COPY not in judge.read


@pytest.mark.parametrize(
    "false",
    [
        "From May 9 nobody can cross at Orla by boat.",
        "From May 4 all 90 boats of Orla lie still.",
        "From May 4 nobody can cross at Orla by boat, said Otto Pym.",
    ],
)
def test_no_judge_overrules_a_wrong_date_number_or_name(drafted: Drafted, false: str) -> None:
    judge = Reader(50.0)
    assert [claim.text for claim in judged(drafted, false, judge).claims] == [COPY]
    assert false not in judge.read


@pytest.mark.parametrize(
    "doubtful", ["The Orla ferry will not sail after May 4.", "The Orla line has decided to stop the ferry on May 4."]
)
def test_what_a_rule_doubts_must_be_believed_more_surely(drafted: Drafted, doubtful: str) -> None:
    assert doubtful in [claim.text for claim in judged(drafted, doubtful, Reader(5.0)).claims]
    assert FREE in [claim.text for claim in judged(drafted, FREE, Reader(0.0)).claims]
    assert doubtful not in [claim.text for claim in judged(drafted, doubtful, Reader(0.0)).claims]


class Wide(Reader):
    """A judge that believes a draft where certain words stand beside it, and is otherwise in doubt."""

    def __init__(self, *needed: str) -> None:
        super().__init__(5.0)
        self.needed = needed

    def doubts(self, pairs: Sequence[tuple[Words, str]]) -> list[Doubt]:
        told = super().doubts(pairs)
        return [
            doubt if all(word in words.text for word in self.needed) else Doubt(-5.0, "", 0.0, -5.0)
            for (words, _), doubt in zip(pairs, told, strict=True)
        ]


def test_what_stands_around_is_read_where_the_words_alone_are_not_believed_and_cited_as_far_as_it_is_needed(
    drafted: Drafted,
) -> None:
    """The sentence before tells whom it means; the one further off, and the one behind, tell nothing of it."""
    text = "The harbour is old. Ines Duarte runs the boat. It ends its service on May 4. The quay stays open."
    bot = drafted("The ferry ends its service on May 4. [1]", articles=(text,))
    assert bot.drafter is not None
    bot.drafter = Drafter(bot.drafter.model, RuleChecker(), Wide("runs the boat", "on May 4"))
    (claim,) = answer(bot, "When does the boat of Ines Duarte end its service?").claims
    assert claim.text == "The ferry ends its service on May 4."
    assert [c.quote for c in claim.citations] == ["Ines Duarte runs the boat.", "It ends its service on May 4."]


@pytest.mark.parametrize(("sure", "shown"), [(2.0, True), (1.0, False)])
def test_what_stands_around_lends_a_name_where_much_is_believed(drafted: Drafted, sure: float, shown: bool) -> None:
    text = "The ferry of Ines Duarte is old. The service of the boats ends on May 4. The quay stays open."
    draft = "The service of the boats of Ines Duarte is over on May 4."
    bot = drafted(f"{draft} [1]", articles=(text,))
    assert bot.drafter is not None
    bot.drafter = Drafter(bot.drafter.model, RuleChecker(), Reader(sure))
    claims = answer(bot, "When does the service of the boats end?").claims
    assert (draft in [claim.text for claim in claims]) is shown
    if shown:
        assert "Ines Duarte" in " ".join(c.quote for c in claims[0].citations)


def test_what_only_repeats_the_question_is_withheld(drafted: Drafted) -> None:
    repeated = "The Orla ferry will stop."
    reply = judged(drafted, repeated, Reader(50.0))
    assert [(left.text, left.reason) for left in reply.withheld] == [(repeated, "it only repeats the question")]


def test_what_adds_to_the_question_nothing_that_the_words_tell_is_withheld(drafted: Drafted) -> None:
    added = "The Orla ferry will stop, and its captains are furious."
    assert [left.text for left in judged(drafted, added, Reader(50.0)).withheld] == [added]


def test_without_its_model_the_rules_decide_alone(drafted: Drafted) -> None:
    near = "The ferry of Orla will stop on May 4."
    assert [claim.text for claim in judged(drafted, near, Blind()).claims] == [near, COPY]
    assert [claim.text for claim in judged(drafted, FREE, Blind()).claims] == [COPY]


def test_the_words_of_the_question_lend_nothing_to_what_is_told_of_something_else(drafted: Drafted) -> None:
    """A small model repeats what it was asked about and tells of it what it reads of another thing."""
    further = "The baker is glad. So is the smith. The new clinic has 24 beds, and every bed is taken."
    bot = drafted(articles=(f"{FERRY} {further}",))
    bot.drafter = Drafter(Scripted(["The ferry stop has 24 beds. [1]"]), RuleChecker(), Reader(5.0))
    reply = answer(bot)
    assert [claim.text for claim in reply.claims] == [COPY]
    assert [left.reason for left in reply.withheld] == ["it does not bear on the question"]
