"""Report -> JUnit's XML, for builds that show test results: a test case a case, and one a gate. Pure.

What fails is a gate; a crash of the engine is an error. A case that is not right is measured, not demanded: like an
expected failure it counts as skipped and says why. Cases that are held out are one test with a count.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from evals.measures import Report
from evals.types import Outcome
from index.text import one_line, plain
from ui.report import table


def junit(report: Report) -> str:
    """The XML document, with its declaration."""
    root = ET.Element("testsuites", name="attribune eval run")
    _suite(root, "gates", [_gate(report, i) for i in range(len(report.gates))])
    shown = [outcome for outcome in report.main.outcomes if not outcome.case.held_out]
    _suite(root, "cases", [_case(outcome) for outcome in shown] + _held_out(report) + _interrupted(report))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(root: ET.Element, name: str, tests: list[ET.Element]) -> None:
    failures = sum(test.find("failure") is not None for test in tests)
    errors = sum(test.find("error") is not None for test in tests)
    skipped = sum(test.find("skipped") is not None for test in tests)
    counts = {"tests": len(tests), "failures": failures, "errors": errors, "skipped": skipped}
    told = {"name": name} | {what: str(count) for what, count in counts.items()}
    ET.SubElement(root, "testsuite", told).extend(tests)


def _gate(report: Report, at: int) -> ET.Element:
    result = report.gates[at]
    test = ET.Element("testcase", classname="gates", name=plain(table.line(result.gate)))
    if not result.held:
        ET.SubElement(test, "failure", message=plain(table.failure(result)))
    return test


def _case(outcome: Outcome) -> ET.Element:
    case, response = outcome.case, outcome.response
    test = ET.Element("testcase", classname="cases", name=f"{one_line(case.id, 80)}: {one_line(case.question)}")
    if response.seconds is not None:
        test.set("time", f"{response.seconds:.3f}")
    if response.error is not None:
        ET.SubElement(test, "error", message=one_line(response.error))
    elif not outcome.right:
        ET.SubElement(test, "skipped", message=f"not right: {_why(outcome)}").text = one_line(response.text, 500)
    return test


def _why(outcome: Outcome) -> str:
    if not outcome.case.answerable:
        return "answered what the articles do not answer"
    if outcome.response.refused:
        return f"refused ({outcome.response.reason or 'no reason given'}) what the articles answer"
    return "cites no gold span"


def _held_out(report: Report) -> list[ET.Element]:
    """Passed: held-out cases count in the gates, and single ones are not told."""
    held = [outcome for outcome in report.main.outcomes if outcome.case.held_out]
    if not held:
        return []
    name = f"{len(held)} held-out cases: {sum(outcome.right for outcome in held)} right"
    return [ET.Element("testcase", classname="cases", name=name)]


def _interrupted(report: Report) -> list[ET.Element]:
    if not report.interrupted:
        return []
    test = ET.Element("testcase", classname="cases", name="the run")
    told = f"interrupted after {len(report.main.outcomes)} of {report.cases} cases"
    ET.SubElement(test, "error", message=told)
    return [test]
