"""Cases made from an archive: answerable by their gold, unanswerable truly, the same every time."""

from pathlib import Path

import pytest

from evals import cases, rows
from evals.make import LEFT_OUT, NEAR_MISS, make
from evals.types import Case
from index import build
from index.stores.archive import Archive


@pytest.fixture(scope="module")
def made(sample_archive: Path) -> tuple[Case, ...]:
    archive = Archive.read(sample_archive)
    found = make(archive, 40)
    archive.close()
    return found


def test_a_quarter_has_no_answer(made: tuple[Case, ...]) -> None:
    without = [case for case in made if not case.answerable]
    assert (len(made), len(without)) == (40, 10)
    assert {tag for case in without for tag in case.tags} >= {LEFT_OUT, NEAR_MISS}
    assert all(bool(case.without) == (LEFT_OUT in case.tags) for case in made)


def test_the_gold_holds_the_answer(made: tuple[Case, ...], samples: Archive) -> None:
    for case in made:
        for point in case.gold:
            article = samples.article(point.key)
            assert article is not None
            assert case.answer
            assert case.answer in point.span.of(article.text)
            assert case.answer not in case.question


def test_who_said_it_is_the_speaker_of_the_gold(samples: Archive) -> None:
    said = [case for case in make(samples, 400) if case.question.startswith("Who said “") and case.answerable]
    assert said
    assert all(case.gold[0].speaker == case.answer for case in said)


def test_what_is_made_is_read_again(made: tuple[Case, ...], samples: Archive, tmp_path: Path) -> None:
    file = tmp_path / "made.jsonl"
    rows.write(file, map(cases.to_row, made))
    assert cases.read(file, samples.article) == made


def test_the_same_archive_gives_the_same_cases(made: tuple[Case, ...], samples: Archive) -> None:
    assert make(samples, 40) == made


def test_two_articles_give_eight_cases(shared: Path, tmp_path: Path) -> None:
    with Archive.write(tmp_path / "archive") as archive:
        build.index(archive, [shared / "seeds"])
        found = make(archive)
        rows.write(tmp_path / "made.jsonl", map(cases.to_row, found))
        assert cases.read(tmp_path / "made.jsonl", archive.article) == found
    assert len(found) >= 8
    assert sum(not case.answerable for case in found) >= 2


def test_a_sentence_that_is_asked_twice_gives_two_cases(samples: Archive, tmp_path: Path) -> None:
    found = make(samples, 400)
    rows.write(tmp_path / "made.jsonl", map(cases.to_row, found))
    assert cases.read(tmp_path / "made.jsonl", samples.article) == found  # ids of their own, or it cannot be read
    asked = [(case.tags, point) for case in found for point in case.gold if point.vital]
    assert len(set(asked)) < len(asked)


def test_no_sentence_no_case(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "rain.txt").write_text("it rained all day, and nobody came.")
    with Archive.write(tmp_path / "archive") as archive:
        build.index(archive, [tmp_path / "news"])
        assert make(archive) == ()
