from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evals.metrics import answers as metric
from evals.metrics.slices import share
from evals.suites import answers
from evals.suites.asked import Asked
from index.build import add
from index.stores.archive import Archive
from index.types import Article, ArticleKey
from qa.bot import Bot


def test_an_answer_with_its_short_text_and_what_it_cites(make: Any) -> None:
    bot = make.parrot({"When?": make.answer("When?", make.reopens, make.closed, short="May")})
    (row,) = answers.run([Asked("a", date(2024, 3, 2), "When?")], bot)
    assert row == {
        "id": "a",
        "refused": False,
        "reason": None,
        "confidence": 0.75,
        "short": "May",
        "sentences": [
            {"text": make.reopens, "citations": [{"article": "bridge", "start": 70, "end": 88, "quote": make.reopens}]},
            {"text": make.closed, "citations": [{"article": "bridge", "start": 0, "end": 33, "quote": make.closed}]},
        ],
        "best": [
            {"text": make.reopens, "article": "bridge", "start": 70, "end": 88},
            {"text": make.closed, "article": "bridge", "start": 0, "end": 33},
        ],
    }
    assert bot.heard == [(date(2024, 3, 2), frozenset())]


def test_a_refusal_says_why_and_what_came_nearest(make: Any) -> None:
    near = make.refusal("Who?", make.cracks, make.reopens, make.closed, "Engineers")
    bot = make.parrot({"Who?": near, "?": make.refusal("?")})
    row, bare = answers.run([Asked("a", None, "Who?"), Asked("b", None, "?")], bot)
    assert (row["refused"], row["reason"], row["confidence"]) == (True, "no_match", 0.25)
    assert (row["short"], row["sentences"]) == (None, [])
    assert [best["text"] for best in row["best"]] == [make.cracks, make.reopens, make.closed]
    assert bare["best"] == []


def test_its_rows_are_what_the_metric_reads(make: Any) -> None:
    asked = [Asked("a", None, "When?"), Asked("b", None, "Who?")]
    bot = make.parrot({"When?": make.answer("When?", make.reopens, short="May"), "Who?": make.refusal("Who?")})
    given = [metric.given(row) for row in answers.run(asked, bot)]
    assert [reply.refused for reply in given] == [False, True]
    assert given[0].short == "May"


def test_a_crash_is_not_swallowed(make: Any) -> None:
    bot = make.parrot({"When?": make.refusal("When?")})
    rows = answers.run([Asked("a", None, "When?"), Asked("b", None, "unknown")], bot)
    assert next(rows)["id"] == "a"
    with pytest.raises(KeyError):
        next(rows)


def test_with_the_bot_itself_every_quote_is_a_slice(tmp_path: Path) -> None:
    text = "The Orla bridge closed on Monday. Engineers found cracks in its northern pier. It reopens in May.\n"
    asked = [Asked("a", date(2024, 3, 2), "When does the Orla bridge reopen?"), Asked("b", None, "Who is Ada Quill?")]
    with Archive.write(tmp_path) as archive:
        add(archive, [Article(ArticleKey("bridge"), text, published=date(2024, 3, 1))])
        told, unknown = (metric.given(row) for row in answers.run([*asked], Bot(archive)))
    cited = [citation for sentence in told.sentences for citation in sentence.citations]
    assert share(cited, {"bridge": text}).value == 1
    assert "It reopens in May." in told.best
    assert unknown.refused
