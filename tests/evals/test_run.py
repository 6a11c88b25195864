"""The whole run: crashes, interruptions, sameness, the judge's verdicts, perturbations, comparison, other systems."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals import cases, compare, engines, perturb, reports
from evals.engines import Asked, Engine, Finder
from evals.judging import Judge
from evals.measures import Report
from evals.run import run
from evals.types import Case, Cited, Outcome, Response, Sentence
from index.errors import WrongUse
from index.stores.archive import Archive
from index.types import Span
from qa.checker import RuleChecker

Fault = Callable[[Case, Response], Response]


class Bent:
    """Our answerer with something done to what it says."""

    name = "attribune"

    def __init__(self, inner: Engine, fault: Fault) -> None:
        self._inner = inner
        self._fault = fault

    def respond(self, case: Case) -> Response:
        return self._fault(case, self._inner.respond(case))


def bent(fault: Fault) -> Callable[[Archive, Finder], Engine]:
    return lambda archive, finder: Bent(Asked(archive, finder), fault)


@pytest.fixture(scope="module")
def archive(sample_archive: Path) -> Iterator[Archive]:
    with closing(Archive.read(sample_archive)) as opened:
        yield opened


@pytest.fixture(scope="module")
def some(archive: Archive) -> tuple[Case, ...]:
    """Four answerable cases and two that are not, all for choosing."""
    every = cases.read(cases.bundled()[1], archive.article)
    return (*every[:3], every[6], every[40], every[50])


@pytest.fixture(scope="module")
def report(archive: Archive, some: tuple[Case, ...]) -> Report:
    return run(archive, Asked, some, RuleChecker())


def test_every_engine_has_every_figure(report: Report) -> None:
    assert [engine.engine for engine in report.engines] == [
        "attribune", "always refuse", "first three sentences", "best passage", "LlamaIndex retriever",
    ]  # fmt: skip
    names = [one.name for one in report.main.measured]
    assert len(names) == len(set(names)) >= 40
    assert all([one.name for one in engine.measured] == names for engine in report.engines)
    told = {one.name: one for one in report.main.measured}
    assert told["citation validity"].constructed
    assert told["faithfulness"].constructed
    assert not told["nugget recall"].constructed
    refusing = {one.name: one.figure for one in report.engines[1].measured}
    assert (refusing["refusal recall"].value, refusing["right answers"].value) == (1.0, 0.0)
    assert refusing["faithfulness"].n == 0


def test_headlines_come_first_and_in_order(report: Report) -> None:
    headline = [one.name for one in report.main.measured if one.metric.headline is not None]
    assert [one.name for one in report.main.measured[: len(headline)]] == headline
    assert headline[:7] == [
        "citation validity", "faithfulness", "citation recall", "citation precision", "nugget recall", "right speaker",
        "short EM",
    ]  # fmt: skip


def test_two_runs_are_the_same_but_for_times(archive: Archive, some: tuple[Case, ...], report: Report) -> None:
    again = run(archive, Asked, some, RuleChecker())
    one, two = (timeless(reports.to_json(r)) for r in (report, again))
    assert json.dumps(one) == json.dumps(two)


def test_two_temporary_archives_of_the_same_articles_too(tmp_path: Path, some: tuple[Case, ...]) -> None:
    from index import build

    told = []
    for name in ("one", "two"):
        with Archive.write(tmp_path / name) as archive:
            build.index(archive, [cases.bundled()[0]])
        with closing(Archive.read(tmp_path / name)) as archive:
            told.append(json.dumps(timeless(reports.to_json(run(archive, Asked, some[:2], RuleChecker())))))
    assert told[0] == told[1]
    assert str(tmp_path) not in told[0]


def timeless(document: Any) -> Any:
    """The document without times."""
    if isinstance(document, dict):
        return {key: timeless(value) for key, value in document.items() if key != "seconds"}
    return [timeless(item) for item in document] if isinstance(document, list) else document


def test_a_crash_is_a_failed_case(archive: Archive, some: tuple[Case, ...]) -> None:
    def crash(case: Case, response: Response) -> Response:
        if case is some[1]:
            raise ZeroDivisionError("of the engine")
        return response

    told = run(archive, bent(crash), some, RuleChecker())
    assert [o.response.error for o in told.main.outcomes].count("ZeroDivisionError: of the engine") == 1
    assert {m.name: m.figure.value for m in told.main.measured}["crashes"] == pytest.approx(1 / 6, abs=1e-4)
    assert len(told.main.outcomes) == 6


def test_an_interruption_leaves_a_report_that_says_so(archive: Archive, some: tuple[Case, ...]) -> None:
    def interrupted(case: Case, response: Response) -> Response:
        if case is some[2]:
            raise KeyboardInterrupt
        return response

    told = run(archive, bent(interrupted), some, RuleChecker(), perturbed=True)
    assert told.interrupted
    assert (len(told.main.outcomes), told.cases, told.shaken, told.quality) == (2, 6, (), ())
    assert reports.to_json(told)["interrupted"] is True


def test_a_saved_report_is_read_back(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "last.json"
    file.write_text(json.dumps(reports.to_json(report)))
    again = reports.outcomes(file)
    assert [reports.outcome_to_json(o) for o in again] == [reports.outcome_to_json(o) for o in report.main.outcomes]


def test_what_is_no_report_is_wrong_use(tmp_path: Path) -> None:
    file = tmp_path / "last.json"
    for text in ("", "[]", "{}", '{"format": "attribune.reply/1"}', '{"format": "attribune.report/1"}'):
        file.write_text(text)
        with pytest.raises(WrongUse):
            reports.outcomes(file)


# ---- comparison ------------------------------------------------------------------------------------------------------


def test_a_comparison_is_paired_and_says_what_is_real(make: Any) -> None:
    gold = [make.case(n, make.point(0, 9, f"article{n}")) for n in range(30)]
    good = [make.answered(c, make.sentence(make.place(0, 9, c.gold[0].key))) for c in gold]
    before = [*[make.refused(c) for c in gold[:12]], *good[12:]]
    told = compare.compared(before, good[:29])
    found = {one.name: one for one in told.differences}
    assert told.shared == 29
    assert (found["right answers"].before, found["right answers"].now) == (round(17 / 29, 4), 1.0)
    assert found["right answers"].real
    assert not found["right answers"].worse
    assert not found["words an answer"].real
    assert set(told.changed) == {str(n) for n in range(12)}
    assert told.changed["0"] == "now right, now answered"
    back = {one.name: one for one in compare.compared(good, before).differences}
    assert back["over-refusal"].worse
    assert back["right answers"].worse


def test_another_question_under_the_same_id_is_not_paired(make: Any) -> None:
    case = make.case(1)
    told = compare.compared([make.refused(case)], [make.refused(replace(case, question="Another?"))])
    assert (told.shared, told.differences) == (0, ())


# ---- perturbations ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "typo", "paraphrase"),
    [
        (
            "When does the Orla ferry stop?",
            "When does the Orla ferry stop?".replace("ferry", "frery"),
            "According to the articles, when does the Orla ferry stop?",
        ),
        ("how many homes sank", "how many hmoes sank", "Could you tell me how many homes sank?"),
        ("burglaries on the east bank", None, "What do the articles say about burglaries on the east bank?"),
        ("Who?", "Who?", None),
    ],
)
def test_questions_asked_otherwise(question: str, typo: str | None, paraphrase: str | None) -> None:
    changed = perturb.typo(question)
    assert sorted(changed) == sorted(question)
    assert (changed == question) == (typo == question)
    if paraphrase is not None:
        assert perturb.paraphrase(question) == paraphrase


def test_accents_and_case() -> None:
    assert perturb.without_accents("What did Orbán say?") == "What did Orban say?"
    assert perturb.lower_case("What did Orbán say?") == "what did orbán say?"


def test_a_row_a_kind(archive: Archive, some: tuple[Case, ...], report: Report) -> None:
    told = run(archive, Asked, some[:2], RuleChecker(), perturbed=True).shaken
    assert [row.kind for row in told] == ["lower case", "without accents", "typo", "paraphrase", "distractor article"]
    accents = told[1]
    assert (accents.changed.value, accents.changed.n) == (None, 0)
    assert all(0 <= (row.changed.value or 0) <= 1 for row in told)
    assert archive.database.counts()[0] == report.articles


# ---- the judge -------------------------------------------------------------------------------------------------------


def test_what_the_judge_says_of_a_sentence(archive: Archive, some: tuple[Case, ...]) -> None:
    judge = Judge(archive, RuleChecker())
    case = some[2]
    point = case.gold[0]
    article = archive.article(point.key)
    assert article is not None
    quote = point.span.of(article.text)
    own = Cited(point.key, point.span, quote, article.outlet, article.published)
    wrong = replace(own, quote=quote.replace("Priya", "Peter"), outlet="Another Post")
    lost = Cited(point.key, Span(10**6, 10**6 + 5), "not there")

    def judged(*cited: Cited, text: str = quote, speaker: str | None = None) -> Any:
        response = Response(refused=False, sentences=(Sentence(text, cited, speaker),))
        (found,) = judge.outcome(case, response).judged
        return found

    assert judged(own).verbatim
    assert judged(own).valid == (True,)
    assert (judged(wrong).valid, judged(wrong).described) == ((False,), (False,))
    assert judged(lost).words.label == "neither"
    assert judged().words.fault == "no citation"
    assert judged(own, speaker="Priya Raman").named is True
    assert judged(own, speaker="Agathe Lund").named is False
    assert judged(own, text="Priya Raman ran the company in 1850.").dates == (False,)
    assert judged(own, text='She said "we sold every single boat" yesterday.').quotes == (False,)


def test_relevant_passages_are_known_also_where_none_was_found(archive: Archive, some: tuple[Case, ...]) -> None:
    judge = Judge(archive, RuleChecker())
    outcome = judge.outcome(some[2], Response(refused=True, passages=()))
    assert [grade for _, grade in outcome.relevant] == [2]
    (place, _), *_ = outcome.relevant
    assert place.meets(some[2].gold[0])


# ---- other systems ---------------------------------------------------------------------------------------------------


def test_answers_of_another_system_stand_in_the_same_table(
    archive: Archive, some: tuple[Case, ...], tmp_path: Path
) -> None:
    point = some[0].gold[0]
    citation = {"article": point.key, "start": point.span.start, "end": point.span.end, "quote": "made up"}
    file = tmp_path / "theirs.jsonl"
    rows: list[Any] = [{"id": c.id, "refused": True, "sentences": []} for c in some[1:5]]
    rows += [{"id": some[0].id, "refused": False, "sentences": [{"text": "Yes.", "citations": [citation]}]}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    theirs = engines.predictions("theirs", file, some)
    told = run(archive, Asked, some, RuleChecker(), others=[theirs])
    assert told.engines[-1].engine == "theirs"
    found = {one.name: one.figure.value for one in told.engines[-1].measured}
    assert (found["citation validity"], found["right answers"], found["AURC"]) == (0.0, 0.25, None)
    assert found["crashes"] == pytest.approx(1 / 6, abs=1e-4)


def test_every_fault_of_their_file_is_told(tmp_path: Path, make: Any) -> None:
    file = tmp_path / "theirs.jsonl"
    file.write_text(
        '{"id": 9, "refused": true}\n{"id": 1, "refused": true, "confidence": 3}\n'
        '{"id": 1, "refused": false}\n{"id": 2, "refused": true}\n{"id": 2, "refused": true}\n'
    )
    with pytest.raises(WrongUse) as told:
        engines.predictions("theirs", file, [make.case(1), make.case(2)])
    for part in ("line 1: no case has the id '9'", "line 2: 'confidence'", "line 3:", "line 5:"):
        assert part in str(told.value)


def test_an_outcome_is_right_only_where_it_should_be(make: Any) -> None:
    gold = make.case(1, make.point(0, 9))
    right: list[Outcome] = [make.refused(make.case(2)), make.answered(gold, make.sentence(make.place(8, 12)))]
    wrong: list[Outcome] = [make.refused(gold), make.answered(make.case(2)), make.answered(gold, make.sentence())]
    assert [o.right for o in right] == [True, True]
    assert [o.right for o in wrong] == [False, False, False]
