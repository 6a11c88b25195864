"""Copies resemble one another, other texts do not, and a sketch never changes."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.prose.copies import SIZE, near, resemblance, same_text, sketch

REPORT = " ".join(
    f"Councillor number {n} of Mellbridge told the meeting on day {n * 7 % 31} that the {n}th bridge would reopen."
    for n in range(40)
)


def test_a_sketch_is_the_same_in_every_process() -> None:
    assert sketch("The bridge over the Mell reopened") == (4015414474862535158, 4832147275503060575)
    assert sketch("THE BRIDGE, over the Mell: reopened!") == (4015414474862535158, 4832147275503060575)


def test_a_report_with_another_lead_is_a_copy() -> None:
    other = "MELLBRIDGE (Agency) - By our own staff. " + REPORT.replace("bridge would", "road would", 2)
    assert resemblance(sketch(REPORT), sketch(other)) > 0.5


def test_another_report_is_none() -> None:
    other = " ".join(f"Farmer {n} said rain fell on field {n} for {n} days in spring." for n in range(60))
    assert resemblance(sketch(REPORT), sketch(other)) < 0.1


def test_one_text_under_two_heads_is_one(sample_articles: Path) -> None:
    wire = (sample_articles / "northgate-wire-corrigan-mill.txt").read_text("utf-8")
    paper = (sample_articles / "valley-post-corrigan-mill.txt").read_text("utf-8")
    other = (sample_articles / "northgate-wire-bridge-bill.md").read_text("utf-8")
    assert same_text(wire, paper)
    assert same_text(paper, wire)
    assert not same_text(wire, other)
    assert not same_text(wire, wire[: len(wire) // 3])
    assert not same_text("", wire)


def test_no_words_resemble_nothing() -> None:
    assert sketch(" … ") == ()
    assert resemblance((), sketch(REPORT)) == 0.0
    assert not near("", "")


def test_near_passages() -> None:
    passage = "The bridge over the river Mell reopened on Monday after a year of works, the council said."
    assert near(passage, passage.upper())
    assert near(passage, passage.replace("a year", "two years") + " Cars crossed it.")
    assert not near(passage, "The bridge will be closed again on Monday for a month, the operator said.")


@given(st.text(), st.text())
def test_resemblance_is_symmetric_and_bounded(a: str, b: str) -> None:
    one, other = sketch(a), sketch(b)
    assert len(one) <= SIZE
    assert list(one) == sorted(set(one))
    assert all(0 <= value < 2**63 for value in one)
    assert resemblance(one, one) == (1.0 if one else 0.0)
    assert 0 <= resemblance(one, other) == resemblance(other, one) <= 1
    assert near(a, b) == near(b, a)
