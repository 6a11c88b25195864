"""What tells the same in other words is found; it is only where to look, and decides nothing."""

from __future__ import annotations

import pytest

from index.stores.archive import Archive
from qa.checker import RuleChecker
from qa.draft.alike import Alike
from qa.draft.check import check
from qa.draft.locate import alike, windows
from qa.draft.parse import Drafted
from qa.draft.prompt import Shown, grouped
from qa.evidence import gather
from qa.question import understand
from qa.reading import Shelf
from qa.retrieve import retrieve
from qa.types import Claim
from tests.qa.draft.test_judged import Reader

FREE = "Each employee is due a fortnight's wages for every year worked."


@pytest.fixture
def shown(samples: Archive) -> tuple[Shown, ...]:
    hits = retrieve(samples, understand("What will the workers of the Corrigan mill be paid?"), 10)
    return grouped(gather(samples, hits, Shelf()))


def test_the_nearest_in_meaning_comes_first() -> None:
    near = Alike()("The strike starts on 13 May.", ["A walkout will begin in May.", "The pool is cold.", ""])
    assert max(near) == near[0] > near[1]
    assert all(-1.0 <= cosine <= 1.0 for cosine in near)
    assert Alike()("anything", []) == []


def test_windows_with_other_words_are_found_and_none_twice(shown: tuple[Shown, ...]) -> None:
    drafted = Drafted(FREE)
    by_words = list(windows(drafted, shown))
    found = alike(drafted, shown, by_words, Alike())
    assert any("two weeks' pay for each year" in s.text.replace("’", "'") for w in found for s in w.sentences)
    assert not {w.sentences for w in found} & {w.sentences for w in by_words}
    assert all(w.alike > 0 and w.held == 0 for w in found)
    assert all(len({s.article.key for s in w.sentences}) == 1 for w in found)


def test_free_wording_is_held_against_them(samples: Archive, shown: tuple[Shown, ...]) -> None:
    def checked(judge: Reader, cosines: Alike) -> object:
        return check(Drafted(FREE), shown, RuleChecker(), samples.database.origin, judge=judge, cosines=cosines)

    found = checked(Reader(5.0), Alike())
    assert isinstance(found, Claim)
    assert "two weeks" in found.citations[0].quote
    assert not isinstance(checked(Reader(-5.0), Alike()), Claim)


def test_the_rules_still_rule(samples: Archive, shown: tuple[Shown, ...]) -> None:
    wrong = Drafted("Each employee is due three weeks' wages for every year worked.")
    judge = Reader(5.0)
    assert not isinstance(
        check(wrong, shown, RuleChecker(), samples.database.origin, judge=judge, cosines=Alike()), Claim
    )
