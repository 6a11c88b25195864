"""Which sentences are furniture, and what the head of a text says."""

from __future__ import annotations

import time
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.furniture import Head, Section, head, sections
from index.prose.sentences import split

FULL = "The bridge over the Mell reopened on Monday."


def labels(text: str) -> list[str]:
    return list(sections(text, split(text)))


def label(paragraph: str) -> str:
    """What one paragraph between two of prose is; all its sentences must agree."""
    inner = labels(f"{FULL}\n\n{paragraph}\n\n{FULL}")[1:-1]
    assert len(set(inner)) == 1, inner
    return inner[0]


@pytest.mark.parametrize(
    "paragraph",
    [
        "What the Council Decided",
        "Cars are back",
        "When does the bridge open?",
        "Council Votes For New Bridge Over The River Mell After Twelve Years Of Talks",
        "FULL TEXT.",
        "* * *",
    ],
)
def test_headings(paragraph: str) -> None:
    assert label(paragraph) == "heading"


def test_a_topic_and_a_headline_alone_between_paragraphs_are_a_link() -> None:
    assert label("Voting rights: New laws could create barriers for voters with disabilities") == "see_also"
    assert label("May 10: Musk says that he would reinstate the account again") == "prose"
    listed = (
        "Where: The old town hall of Mellbridge by the river\n\nWho: Everybody who has ever crossed the bridge twice"
    )
    assert set(labels(f"{FULL}\n\n{listed}\n\n{FULL}")) == {"prose"}


@pytest.mark.parametrize(
    "paragraph",
    [
        "Cars cross the bridge in Mellbridge on Monday (Ann Lee/AP)",
        "Cars cross the bridge. Some honked. Bo Holm/AFP/Getty Images",
        "FILE - Mayor Ann Lee speaks in Mellbridge on May 3, 2024.",
        "The mayor on the bridge (AP Photo/Ann Lee)",
        "(Photo: Mellbridge Echo)",
        "Video: the bridge from above 1:23",
        "Bo Holm/Reuters",
        "(Image credit: Ann Lee / Alamy)",
        "Hide Caption 3 of 12 Photos: The mayor on the bridge on Monday.",
    ],
)
def test_captions(paragraph: str) -> None:
    assert label(paragraph) == "caption"


@pytest.mark.parametrize(
    "paragraph",
    [
        "By Ann Lee",
        "By Ann Lee and Bo Holm, The Mellbridge Echo",
        "Ann Lee, CNN",
        "– Ann Lee",
        "Published 12 June 2024",
        "Updated June 12, 2024, 10:14 p.m. ET",
        "Jan. 26, 2022, 10:14 p.m. ET",
        "Editor's note: Ann Lee writes about bridges. The views are her own.",
        "Contributing: The Associated Press",
        "London CNN —",
        "The Associated Press contributed to this report.",
    ],
)
def test_bylines(paragraph: str) -> None:
    assert label(paragraph) == "byline"


@pytest.mark.parametrize(
    "paragraph",
    [
        "SEE ALSO: Bridge Builders Of The Mell",
        "READ MORE: Is the bridge safe? What experts say",
        "Related: Bridge closed again",
        "Read also: The other bridge.",
        "Bridge woes:Mellbridge council shuts the old crossing",
        "Snubbed!Mayor was not asked to the opening",
        "Read more",
    ],
)
def test_links_to_other_articles(paragraph: str) -> None:
    assert label(paragraph) == "see_also"


@pytest.mark.parametrize(
    "paragraph",
    [
        "Share this article: Facebook Twitter WhatsApp",
        "Sign up for our newsletter.",
        "Subscribe to the Mellbridge Echo today.",
        "For the full story, click here.",
        "Follow us on Facebook!",
        "Follow Ann Lee on Twitter: @annlee",
        "Download our app.",
        "Listen to our podcast on Mondays.",
        "Get the Echo's weekly newsletter Sign up here to get it every Tuesday.",
        "The Echo's Live Briefing gives you the latest developments on the bridge. For all of the Echo's coverage of "
        "the bridge, click here.",
    ],
)
def test_promotion(paragraph: str) -> None:
    assert label(paragraph) == "promotion"


@pytest.mark.parametrize(
    "paragraph",
    [
        "More than 200 people signed up for the tour on Monday.",
        "Subscribers to the service must click here and there, Lee said.",
        "“Sign up for the tour,” the mayor told them.",
        "By Monday the bridge had reopened.",
        "Photos showed the bridge in flames.",
        "Published reports put the cost at 3 million.",
        "Updated plans were shown in May 2024.",
        "She told the Associated Press (AP) so.",
        "Related costs rose by 3 percent.",
        "Read the report before you vote, he said.",
        "It is the longest bridge in the county",
        "• The bridge is 300 metres long",
        "Status: closed",
        "Follow-up talks begin in May.",
    ],
)
def test_prose_stays_prose(paragraph: str) -> None:
    assert label(paragraph) == "prose"


def test_the_head_of_a_table_is_a_heading() -> None:
    table = "| Candidate | Votes |\n| --- | --- |\n| Ann Lee of the Mell party | 4,120 |"
    assert labels(f"{FULL}\n\n{table}\n\n{FULL}")[1:3] == ["heading", "heading"]


def test_a_heading_that_a_promotion_takes_up_belongs_to_it() -> None:
    text = (
        f"{FULL}\nLive Briefing: The Mell Bridge\nOur Live Briefing gives you the latest developments on the Mell "
        f"bridge and its builders. For all of our coverage, click here.\n{FULL}"
    )
    assert labels(text) == ["prose", "promotion", "promotion", "promotion", "prose"]


def test_promotion_inside_a_paragraph_is_that_sentence_alone() -> None:
    assert labels(f"{FULL} Sign up for our newsletter.\n\n{FULL}") == ["prose", "promotion", "prose"]
    joined = f"{FULL}\nSEE ALSO: New Words For MellbridgeLee said so on Monday.\n{FULL}"
    assert labels(joined) == ["prose", "see_also", "prose", "prose"]


def test_the_fuller_entries_of_a_list_are_prose() -> None:
    entries = "\n\n".join(["What we know", "The bridge is open to cars only", "The tram line stays shut until June"])
    assert labels(f"{FULL}\n\n{entries}\n\n{FULL}") == ["prose", "heading", "prose", "prose", "prose"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Bridge reopens after a year\n\nBy Ann Lee, The Mellbridge Echo\n12 March 2024\n\n{FULL}",
            Head("Bridge reopens after a year", date(2024, 3, 12), "The Mellbridge Echo", ("Ann Lee",)),
        ),
        (
            f"Bridge reopens\nBy Ann Lee and Bo Holm | Published March 12, 2024\n{FULL}",
            Head("Bridge reopens", date(2024, 3, 12), None, ("Ann Lee", "Bo Holm")),
        ),
        (f" date 2024-06-13 {FULL}\n\n{FULL}", Head(published=date(2024, 6, 13))),
        (f"Ann Lee\n\nUSA TODAY\n\n{FULL}", Head(outlet="USA TODAY", authors=("Ann Lee",))),
        (f"Ann Lee\n\nSpecial to the Mellbridge Echo\n\n{FULL}", Head(outlet="Mellbridge Echo", authors=("Ann Lee",))),
        (
            f"Bridge reopens after a year\nThe Mellbridge Clarion\n14 May 2021\nBy Ann Lee\n\n{FULL}",
            Head("Bridge reopens after a year", date(2021, 5, 14), "The Mellbridge Clarion", ("Ann Lee",)),
        ),
        (
            f"Bridge reopens after a year\nMell Gazette, 9 February 2024\n{FULL}",
            Head("Bridge reopens after a year", date(2024, 2, 9), "Mell Gazette"),
        ),
        (
            f"THE MELL GAZETTE\nBridge reopens after a year\n9 February 2024\n{FULL}",
            Head("Bridge reopens after a year", date(2024, 2, 9), "The Mell Gazette"),
        ),
        (
            f"Correction: the bridge\nThe Mellbridge Clarion\n22 February 2022\n{FULL}",
            Head("Correction: the bridge", date(2022, 2, 22), "The Mellbridge Clarion"),
        ),
        (f"The Times is sued again\n3 May 2024\n{FULL}", Head("The Times is sued again", date(2024, 5, 3))),
        (f"2024-06-13\nBridge reopens\n{FULL}", Head("Bridge reopens", date(2024, 6, 13))),
        (f"Updated 3 May 2024\n\n{FULL}", Head()),
        (f"Bridge reopens\n12 March\n{FULL}", Head("Bridge reopens")),
        (f"Bridge reopens\nBy Ann Lee, Staff Writer\n{FULL}", Head("Bridge reopens", authors=("Ann Lee",))),
        (f"MELLBRIDGE (AP) — {FULL}", Head(outlet="AP")),
        (f"By Ann Lee, The Mellbridge Clarion\n{FULL}", Head(outlet="The Mellbridge Clarion", authors=("Ann Lee",))),
        (f"Ann Lee and Bo Holm\nThe Bridge Opens Again\n{FULL}", Head()),
        (f"London Reuters —\n\n{FULL}", Head(outlet="Reuters")),
        (f"Bridge reopens\nBy Ann Lee, ann@mellbridge.example\n{FULL}", Head("Bridge reopens", authors=("Ann Lee",))),
        (f"{FULL}\n{FULL}", Head()),
        (f"Ann Lee\n{FULL}", Head()),
        ("Bridge reopens", Head()),
        ("", Head()),
    ],
)
def test_what_a_head_says(text: str, expected: Head) -> None:
    assert head(text) == expected


@pytest.mark.parametrize(
    ("text", "title", "day", "outlet", "authors"),
    [
        ("Title: Gulls win\nDate: 3 July 2024\nSource: Kestrel Bay Courier\nAuthor: Ann Lee\n\n", "Gulls win", True,
         "Kestrel Bay Courier", ("Ann Lee",)),
        ("GULLS APPOINT A COACH\nKestrel Bay Courier sport desk, 3 July 2024\n\n", "GULLS APPOINT A COACH", True,
         "Kestrel Bay Courier", ()),
        ("Kestrel Bay Courier | 3 July 2024\n\nGulls win\n\n", "Gulls win", True, "Kestrel Bay Courier", ()),
        ("Gulls win\n*Kestrel Bay Courier, July 3, 2024*\n\n", "Gulls win", True, "Kestrel Bay Courier", ()),
        ("Source: the mayor lied about the pier\n\n", "Source: the mayor lied about the pier", False, None, ()),
    ],
)  # fmt: skip
def test_lines_at_the_top_that_say_what_they_are(
    text: str, title: str, day: bool, outlet: str | None, authors: tuple[str, ...]
) -> None:
    found = head(f"{text}{FULL}\n{FULL}")
    assert found == Head(title, date(2024, 7, 3) if day else None, outlet, authors)


def test_nothing_below_the_head_is_read() -> None:
    assert head("\n".join([FULL] * 8 + ["By Ann Lee", "12 March 2024"])) == Head()


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                [FULL, "By Ann Lee", "\n", "\n\n", "Heading", "SEE ALSO:", "click here.", "(Bo/AP)", "12 May 2024", "|"]
            )
        ).map(" ".join),
    )
)
def test_one_label_a_sentence(text: str) -> None:
    found = split(text)
    assert len(sections(text, found)) == len(found)
    assert set(sections(text, found)) <= set(get_args(Section))
    head(text)


@pytest.mark.parametrize(
    "unit", ["1", "1:", "A", "Ab ", "Ab, ", "a\n", ". ", "(", "By Ab ", "Ab/AP\n", "May ", "Get ", "@", "Video "]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    found = split(text)
    begun = time.perf_counter()
    sections(text, found)
    head(text)
    assert time.perf_counter() - begun < 2
