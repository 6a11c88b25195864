"""Case files: what they may hold, and that every fault is told at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals import cases
from evals.types import Case
from index.errors import WrongUse
from index.stores.archive import Archive
from index.types import Article, ArticleKey

ARTICLE = Article(ArticleKey("a"), "The ferry stops on May 4.")


def look(key: ArticleKey) -> Article | None:
    return ARTICLE if key == "a" else None


def written(folder: Path, *lines: Any) -> Path:
    file = folder / "cases.jsonl"
    file.write_text("".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines), "utf-8")
    return file


def case(number: object = 1, **more: Any) -> dict[str, Any]:
    return {"id": number, "question": "When?", "gold": [{"article": "a", "start": 0, "end": 9}], **more}


def test_a_case_and_its_line_are_one(tmp_path: Path) -> None:
    row = case("x", answer="May 4", tags=["when"], without=[], history=["Who?"], as_of="2024-05-06", conflict=True)
    row["gold"][0] |= {"vital": False, "speaker": "Ines Duarte"}
    (found,) = cases.read(written(tmp_path, row), look)
    assert cases.to_row(found) == row
    assert cases.parse(cases.to_row(found)) == found


def test_all_errors_at_once(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        case(1),
        "{broken",
        case(1),
        case(2, gold=[{"article": "a", "start": 0, "end": 99}, {"article": "b", "start": 0, "end": 1}]),
        case(3, without=["c", "a"]),
        case(4, gold=[{"article": "a", "start": 5, "end": 5}]),
        case(5, question=" "),
        case(6, history=[{"question": "And?"}]),
        case(7, tags="when"),
        {"id": 8, "question": "No gold?"},
        case(9, as_of="soon"),
    )
    with pytest.raises(WrongUse) as told:
        cases.read(file, look)
    for part in (
        "line 2: is not JSON",
        "line 3: the id '1' stands in case 1 already",
        "line 4: gold 0:99 lies outside 'a' (25 characters); the archive has no article 'b'",
        "line 5: the gold article 'a' is left out by 'without'; the archive has no article 'c'",
        "line 6: 'gold' needs start < end",
        "line 7: 'question' is empty",
        "line 8: 'history' must be a list",
        "line 9: 'tags' must be a list",
        "line 10: 'gold' must be a list",
        "line 11: 'as_of' is no day",
    ):
        assert part in str(told.value), part


def test_no_cases_at_all(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="holds no cases"):
        cases.read(written(tmp_path, "", ""), look)


def test_what_is_resampled_together() -> None:
    one, two = cases.parse(case(1)), cases.parse(case(2))
    out = cases.parse(case(3, gold=[], without=["a"]))
    assert one.group == two.group == out.group == "article a"
    assert Case("4", "Who?").group == "case 4"


def test_the_fresh_cases_of_the_sample_can_be_run(samples: Archive) -> None:
    found = cases.read(Path(cases.__file__).parent / "sample" / "fresh.jsonl", samples.article)
    assert [bool(one.gold) for one in found].count(True) == 50
    assert len({one.question for one in found}) == len(found) == 70


def test_the_further_cases_of_the_sample_can_be_run(samples: Archive) -> None:
    found = cases.read(Path(cases.__file__).parent / "sample" / "further.jsonl", samples.article)
    assert sum(bool(one.history) for one in found) == 76
    assert sum(one.as_of is not None for one in found) == 6
    assert sum(one.conflict for one in found) == 3
