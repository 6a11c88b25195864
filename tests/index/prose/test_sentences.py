"""Sentence spans: hand-made cases, and what holds for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.sentences import split


def cut(text: str) -> list[str]:
    return [span.of(text) for span in split(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The council met on Monday.", "It voted 5-2."],
        ["Mr. Brown met Gen. Ada Holm at 10 a.m. on Jan. 4.", "He left at 3 p.m. Friday."],
        ["The U.S. President spoke.", "No. 10 did not reply."],
        ["She moved to the U.S. The family followed in 2019."],
        ["J. K. Rowling and Samuel L. Harte wrote it.", "It sold 3.5 million copies."],
        ["Mellbridge Inc. Chief Executive Ann Lee resigned.", "Shares of Mellbridge Inc. fell."],
        ["“We will stay.", "We will fight,” he said."],
        ['"It is over."', "The mayor sat down."],
        ["“Will you go?” Ann Lee asked.", "“No!” he said.", "Nobody laughed."],
        ["“Why now?” she wondered."],
        ["He paused… then went on.", "It was late..."],
        ["Visit example.com or read about Node.js and the U.S.A today.", "It costs $3.50."],
        ["(He did not reply.)", "The line went dead."],
        ["He felt ill.", "Doctors came.", "Two men sat.", "Nobody spoke."],
        ["The tour runs Sept. 15-Oct. 31 on Union St. and Artisan Dr.", "The fee is $4."],
        ["Was it true?", "No.", "Biden denied it."],
        ["She works at the Museum of Art.", "Visitors like her."],
        ["They spoke to Rep. Ann Lee, R-W.Va., at 1:30 p.m. ET on Nov. 6.", "Then they left."],
        ["Lee (Orlando, Fla.) — who scored twice — won.", "“We have snakes!” ”", "The couple fled."],
        ["It began at 8 p.m.", "Police came at 10 a.m. Oct. 31."],
        ["Dr. He Jiankui works for Warner Bros. Discovery in Washington, D.C.", "He lives there."],
        ["People were said... to leave.", "She said, “I ... I think so.”", "It was over."],
        ["It was written by Lee et al. in 2019.", "iPhone sales fell."],
    ],
)
def test_cuts_where_a_reader_would(sentences: list[str]) -> None:
    expected = sentences
    if sentences[0].startswith("She moved"):
        expected = ["She moved to the U.S.", "The family followed in 2019."]
    assert cut(" ".join(sentences)) == expected


def test_a_missing_space_after_a_full_stop() -> None:
    assert cut("The talks ended.The next round is in May.") == ["The talks ended.", "The next round is in May."]
    assert cut("“It ended.”The next round") == ["“It ended.”", "The next round"]
    assert cut("It ended in 1987.The bridge stood.") == ["It ended in 1987.", "The bridge stood."]
    assert cut("A group called Accountable.US and W.Va. won.") == ["A group called Accountable.US and W.Va. won."]


def test_a_see_also_line_that_runs_into_the_text() -> None:
    text = "SEE ALSO: New Words For MellbridgeLee said on YouTube that McDonald agreed. He left."
    assert cut(text) == [
        "SEE ALSO: New Words For Mellbridge",
        "Lee said on YouTube that McDonald agreed.",
        "He left.",
    ]
    assert cut("McDonald said YouTube and his iPhone failed.") == ["McDonald said YouTube and his iPhone failed."]


def test_a_date_at_the_head() -> None:
    assert cut(" date 2024-06-13 Ministers met. They left.") == ["date 2024-06-13", "Ministers met.", "They left."]


def test_newlines_between_paragraphs_and_headings() -> None:
    text = "Bridge reopens\nThe bridge over the Mell reopened on Monday\nCars crossed. Nobody stopped them.\n\nThe end"
    assert cut(text) == [
        "Bridge reopens",
        "The bridge over the Mell reopened on Monday",
        "Cars crossed.",
        "Nobody stopped them.",
        "The end",
    ]


def test_hard_wrapped_prose_is_joined() -> None:
    text = (
        "Bridge reopens after a year\n\n"
        "The bridge over the river Mell reopened on Monday after a year of works,\n"
        "the town council said. Traffic had been sent through the village of Lower\n"
        "Harting, where residents complained about noise and about the dust. Mr.\n"
        "Brown, the mayor, cut the ribbon.\n"
    )
    assert [" ".join(s.split()) for s in cut(text)] == [
        "Bridge reopens after a year",
        "The bridge over the river Mell reopened on Monday after a year of works, the town council said.",
        "Traffic had been sent through the village of Lower Harting, where residents complained about noise and about "
        "the dust.",
        "Mr. Brown, the mayor, cut the ribbon.",
    ]


def test_a_wrapped_line_may_go_on_with_a_capital_and_an_indent_opens_a_paragraph() -> None:
    text = (
        "   The bridge over the river Mell reopened on Monday after a year, said\n"
        "Ann Lee of the town council. Traffic had been sent through the village\n"
        "of Lower Harting – where residents complained about noise – for months\n"
        "   Shopkeepers in Mellbridge were glad, and they said so to the council\n"
        "in the evening.\n"
    )
    assert [" ".join(s.split()) for s in cut(text)] == [
        "The bridge over the river Mell reopened on Monday after a year, said Ann Lee of the town council.",
        "Traffic had been sent through the village of Lower Harting – where residents complained about noise – for "
        "months",
        "Shopkeepers in Mellbridge were glad, and they said so to the council in the evening.",
    ]


def test_a_list_of_short_lines_is_no_wrapped_prose() -> None:
    lines = [
        "Council votes for a new bridge over the river Mell after twelve years",
        "Farmers in Lower Harting say the new road will cut their fields in two",
        "Mellbridge school wins the county prize for a play about the old ferry",
    ]
    assert cut("\n".join(lines)) == lines


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="aB1. \n\"”“?!…'-(Mr", max_size=200),
        st.lists(
            st.sampled_from(["Mr.", "U.S.", "ended.", "The", "\n", "\n\n", "“No!”", "SEE ALSO:", "aB", "3.5"])
        ).map(" ".join),
    )
)
def test_spans_cover_every_code_point_but_whitespace(text: str) -> None:
    spans = split(text)
    covered = [at for span in spans for at in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert {at for at, c in enumerate(text) if not c.isspace()} <= set(covered)
    for span in spans:
        assert span.of(text) == span.of(text).strip()


@pytest.mark.parametrize("unit", [".", '"', '."', ". ", "\n", " ", "\n ", "A.", "a\n", "SEE ALSO: aB", "“", "? A b "])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begun = time.perf_counter()
    split(text)
    assert time.perf_counter() - begun < 2
