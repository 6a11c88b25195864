"""The bundled sample holds what its README says: read here by simple means, without the product's readers."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[2] / "evals" / "sample"
ARTICLES = SAMPLE / "articles"
HUNGARY = (
    "capital-dispatch-orban-moscow.md",
    "continental-review-price-of-a-yes.md",
    "danube-ledger-clarification.txt",
    "danube-ledger-hungary-steps-aside.txt",
    "fenwick-standard-front-and-funding.html",
    "harbour-street-briefing-nato.md",
    "mellbridge-echo-week-in-brief.txt",
    "northgate-wire-ministers-brussels.txt",
)
REAL_PEOPLE = re.compile(r"Orb[aá]n|Stoltenberg|Biden|Austin|Umerov")
QUOTATION_MARK = re.compile(r"[\"“”„«»‹›]|(?<!\w)['‘]")


def _front_matter(raw: str) -> tuple[dict[str, str], str]:
    _, head, body = raw.split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    return fields, re.sub(r"\A(?:[ \t]*\n)+", "", body).rstrip()


def _texts() -> dict[str, str]:
    """Every article outside HTML: key -> text."""
    texts = {}
    for path in sorted(ARTICLES.iterdir()):
        raw = path.read_text(encoding="utf-8")
        key = f"articles/{path.name}"
        if path.suffix == ".txt":
            texts[key] = raw
        elif path.suffix == ".md":
            texts[key] = _front_matter(raw)[1]
        elif path.suffix == ".jsonl":
            texts.update((row["id"], row["text"]) for row in map(json.loads, raw.splitlines()))
    return texts


def _cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLE / "cases.jsonl").read_text(encoding="utf-8").splitlines()]


def _without_tags(markup: str) -> str:
    return re.sub(r"<[^>]*>", " ", markup)


def test_the_folder_holds_the_files_that_the_readme_counts() -> None:
    suffixes = Counter(path.suffix for path in ARTICLES.iterdir())
    assert suffixes == {".txt": 16, ".md": 7, ".html": 2, ".jsonl": 1}
    assert len(_texts()) == 26  # with the two HTML articles: 28


def test_every_plain_article_names_title_outlet_and_date_at_its_head() -> None:
    for path in ARTICLES.glob("*.txt"):
        title, byline, day, blank = path.read_text(encoding="utf-8").split("\n")[:4]
        assert title, path.name
        assert re.fullmatch(r"(By|From) [^,]+, The [A-Z][\w ]+|(By|From) [^,]+, Northgate Wire", byline), path.name
        assert datetime.strptime(day, "%Y-%m-%d" if day[4] == "-" else "%d %B %Y"), path.name
        assert not blank, path.name


def test_every_marked_up_article_and_every_row_has_title_date_and_outlet() -> None:
    for path in ARTICLES.glob("*.md"):
        fields, _ = _front_matter(path.read_text(encoding="utf-8"))
        assert {"title", "date", "outlet"} <= fields.keys(), path.name
    for path in ARTICLES.glob("*.html"):
        markup = path.read_text(encoding="utf-8")
        assert all(name in markup for name in ("og:title", "og:site_name", "article:published_time")), path.name
    for line in (ARTICLES / "echo-archive.jsonl").read_text(encoding="utf-8").splitlines():
        assert json.loads(line).keys() == {"id", "title", "text", "date", "outlet", "authors", "url"}


def test_every_address_is_reserved_for_examples() -> None:
    for path in ARTICLES.iterdir():
        hosts = re.findall(r"https?://([^/\s\"]+)", path.read_text(encoding="utf-8"))
        assert set(hosts) <= {"example.org", "example.com"}, path.name


def test_ids_and_questions_are_unique() -> None:
    cases = _cases()
    assert len({case["id"] for case in cases}) == len({case["question"] for case in cases}) == len(cases) == 90


def test_sixty_are_for_choosing_and_thirty_for_reporting_two_thirds_of_each_with_an_answer() -> None:
    halves = Counter(
        (half, bool(case["gold"])) for case in _cases() for half in ("choose", "report") if half in case["tags"]
    )
    assert halves == {("choose", True): 40, ("choose", False): 20, ("report", True): 20, ("report", False): 10}


def test_the_first_sixty_are_for_choosing_and_those_written_later_for_reporting() -> None:
    for number, case in enumerate(_cases(), start=1):
        assert case["id"] == f"sample-{number:02}"
        assert ("choose" in case["tags"], "report" in case["tags"]) == (number <= 60, number > 60), case["id"]


def test_cases_have_the_fields_of_the_contract() -> None:
    for case in _cases():
        assert list(case) == ["id", "question", "history", "gold", "without", "answer", "tags"], case["id"]
        for gold in case["gold"]:
            assert list(gold)[:4] == ["article", "start", "end", "vital"], case["id"]
            assert list(gold)[4:] in ([], ["speaker"]), case["id"]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["id"])
def test_gold_is_whole_words_of_an_article_that_the_case_may_see(case: dict[str, Any]) -> None:
    texts = _texts()
    spans = []
    for gold in case["gold"]:
        text, start, end = texts[gold["article"]], gold["start"], gold["end"]
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[max(start - 1, 0) : start].isalnum()
        assert not text[end : end + 1].isalnum()
        assert gold["article"] not in case["without"]
        spans.append(text[start:end])
    assert set(case["without"]) <= texts.keys()
    assert bool(spans) == any(gold["vital"] for gold in case["gold"])
    assert case["answer"] is None or any(case["answer"] in span for span in spans)


def test_no_words_are_put_into_the_mouths_of_real_people() -> None:
    for name in HUNGARY:
        path = ARTICLES / name
        raw = path.read_text(encoding="utf-8")
        assert REAL_PEOPLE.search(raw), name
        assert not QUOTATION_MARK.search(_without_tags(raw)), name
    others = [path for path in ARTICLES.iterdir() if path.name not in HUNGARY]
    assert not [path.name for path in others if REAL_PEOPLE.search(path.read_text(encoding="utf-8"))]
