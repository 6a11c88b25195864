"""JUnit's XML, and the rows of the terminal."""

from xml.etree import ElementTree as ET

from evals.measures import Report
from ui.report import table
from ui.report.junit import junit


def test_a_test_a_gate_and_a_case(report: Report) -> None:
    root = ET.fromstring(junit(report))
    gates, cases = root.findall("testsuite")
    assert (gates.get("tests"), gates.get("failures")) == ("2", "1")
    assert [cases.get(what) for what in ("tests", "failures", "errors", "skipped")] == ["6", "0", "2", "2"]
    (first, _) = [test.find("skipped") for test in cases if test.find("skipped") is not None]
    assert first is not None
    assert str(first.get("message")).startswith("not right: ")
    names = [test.get("name") or "" for test in cases]
    assert names[0].startswith("one: When")
    assert names[4:] == ["1 held-out cases: 0 right", "the run"]
    assert "SECRET" not in junit(report)
    failure = gates[0].find("failure")
    assert failure is not None
    assert failure.get("message") == "is 0.500 [0.250 to 0.750], n = 4; worst: two, three"


def test_the_tables(report: Report) -> None:
    found = {one.title.partition(":")[0].partition(",")[0]: one for one in table.tables(report)}
    titles = [one.title for one in table.tables(report)]
    assert titles[0] == "6 cases, 2 articles, 3 passages; judge: rule; INTERRUPTED after 5 cases"
    score = {row[0]: row for one in [next(iter(table.tables(report)))] for row in one.rows}
    assert score["hit@5"][1] == "does not apply"
    assert score["refusal recall"][1:4] == ("0.000", "0.000 to 0.975", "1")
    assert found["gates"].rows == (
        ("hit@5 >= 0.9 (end of the interval)", "0.500", "0.250 to 0.750", "4", "FAILS"),
        ("citation validity >= 1", "1.000", "0.400 to 1.000", "2", "holds, by construction"),
    )
    assert found["against the baseline"].rows == (("hit@5", "0.600", "0.500", "-0.100", "-0.200 to -0.050", "worse"),)
    assert len(next(iter(table.tables(report, full=True))).rows) > len(score)


def test_a_judged_figure_says_how_good_its_judge_is(report: Report) -> None:
    (score, *_) = table.tables(report)
    told = {row[0]: row[4] for row in score.rows}
    assert told["useful-answer rate"] == f"judge: {table.tried(report)}"
    assert table.tried(report) == "rule (catches 0.900, faults 0.050)"
