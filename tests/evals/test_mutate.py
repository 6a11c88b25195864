import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from evals import corruptions, mutate, rewordings
from evals.mutate import Share, as_json, make, wilson
from evals.statements import Statement, of
from index.readers import files
from index.types import Article, ArticleKey
from qa.checker import RuleChecker, Words
from qa.reading import Reading
from qa.types import SUPPORTED, Verdict

ARTICLES = Path(__file__).parents[2] / "evals" / "sample" / "articles"
TEXT = """The council may approve 4,000 new homes in Fenwick on Monday, a spokesman for the mayor announced.

"The weir will not be closed before the summer of 2025," Helena Voss said at the town hall in Mellbridge.

Arthur Pell told the meeting that the ferry had carried twelve passengers since Tuesday in the rain.
"""


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    found = [item for source in files.walk([ARTICLES]) for item in files.read(source)]  # type: ignore[arg-type]
    return [Reading(item) for item in found if isinstance(item, Article)]


@pytest.fixture(scope="module")
def statements() -> list[Statement]:
    return list(of(Reading(Article(ArticleKey("k"), TEXT))))


class Trusting:
    """A judge that believes everything."""

    name = "trusting"

    def check(self, pairs: Sequence[tuple[Words, str]]) -> tuple[Verdict, ...]:
        return (SUPPORTED,) * len(pairs)


def test_the_same_articles_give_the_same_claims(readings: list[Reading]) -> None:
    assert list(make(readings, 100)) == list(make(readings, 100))


def test_false_claims_are_not_in_their_words_and_true_slices_are(readings: list[Reading]) -> None:
    for trial in make(readings, 300):
        if not trial.true:
            assert trial.claim not in trial.words.text, trial
        if trial.kind == "verbatim":
            assert trial.claim == trial.words.text


def test_what_is_put_in_stands_nowhere_in_the_words(statements: list[Statement]) -> None:
    for kind in ("number", "date", "name"):
        for statement in statements:
            for seed in range(20):
                made = corruptions.KINDS[kind](statement.text, statement, ["Ines Duarte", "Dell Okafor"], Random(seed))
                if made is not None:
                    new = set(re.findall(r"\w+", made[0])) - set(re.findall(r"\w+", statement.text))
                    assert new, (kind, made[0])


def test_each_kind_on_a_sentence_that_has_it(statements: list[Statement]) -> None:
    first, quote, last = statements
    names = ["Ines Duarte"]
    examples = {
        "number": (first, r"(?!.*4,000).*homes"),
        "date": (last, r"(?!.*Tuesday).*since \w+day"),
        "name": (first, r"(?!.*Fenwick)"),
        "negation": (quote, r".*The weir will be closed|.*will not be|.*weir"),
        "stronger": (first, r"The council will (?:certainly )?approve"),
        "speaker": (quote, r".*Arthur Pell"),
    }
    for kind, (statement, wanted) in examples.items():
        made = corruptions.KINDS[kind](statement.text, statement, names, Random(1))
        assert made is not None, kind
        assert re.match(wanted, made[0]), (kind, made[0])


def test_rewordings_say_who_said_it(statements: list[Statement]) -> None:
    made = rewordings.reported(statements[1], Random(0))
    assert made is not None
    assert "Helena Voss" in made[0]
    assert "weir will not be closed before the summer of 2025" in made[0]


def test_a_judge_that_believes_everything_catches_nothing(readings: list[Reading]) -> None:
    quality = mutate.run(readings, Trusting(), 60)
    assert quality.total(true=False).hits == 0
    assert quality.total(true=True).hits == 0
    assert {trial.true for trial, _ in quality.missed} == {False}
    assert len(quality.missed) == quality.total(true=False).n


def test_the_judge_by_rule_holds_its_lines_on_the_bundled_articles(readings: list[Reading]) -> None:
    told = as_json(mutate.run(readings, RuleChecker(lambda word, others: 0.4), 400))
    assert told["judge"] == "rule"
    caught, faulted = told["caught"], told["faulted"]
    assert isinstance(caught, dict)
    assert isinstance(faulted, dict)
    for kind in ("number", "date", "name", "speaker"):
        assert caught[kind][0] >= 0.9, kind
    for kind in ("negation", "stronger"):
        assert caught[kind][0] >= 0.85, kind
    assert faulted["verbatim"][0] == 0
    assert faulted["all but verbatim"][0] <= 0.05


def test_wilson_s_interval() -> None:
    assert wilson(10, 20) == pytest.approx((0.2993, 0.7007), abs=1e-4)
    low, high = wilson(0, 10)
    assert low == 0.0
    assert high == pytest.approx(0.2775, abs=1e-4)
    assert Share("x", True, 0, 0).value is None
    assert Share("x", True, 0, 0).interval is None
