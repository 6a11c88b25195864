from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.names import mentions
from index.prose.sentences import split
from index.types import Span
from qa.quotations import quotations
from qa.sources import MENTION, WORDS
from qa.speakers import Attribution, attribute


def told(text: str) -> tuple[Attribution, ...]:
    sentences = split(text)
    return attribute(text, sentences, mentions(text, sentences))


def speakers(text: str) -> list[tuple[str, str]]:
    """Speaker and first word of each attributed sentence."""
    return [(a.speaker, a.span.of(text).split()[0].strip("\"“'")) for a in told(text)]


INTRO = "The mayor of Velmora is Ida Brandt. Karl Weber is an engineer. "


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"The bridge will open in the spring of next year," Ida Brandt said.', "Ida Brandt"),
        ('"The bridge will open in the spring," said Mayor Brandt.', "Ida Brandt"),
        ("''The bridge will open in the spring,'' Ms. Brandt told reporters.", "Ida Brandt"),
        ("Brandt said the bridge would open in the spring.", "Ida Brandt"),
        ("Brandt, who is 54, has repeatedly said that the bridge would open in the spring.", "Ida Brandt"),
        ("Brandt, the mayor of the town, announced that the bridge would open in the spring.", "Ida Brandt"),
        ("The bridge would open in the spring, according to Brandt.", "Ida Brandt"),
        ("According to Brandt, the bridge would open in the spring.", "Ida Brandt"),
        ("The bridge would open in the spring, said Brandt.", "Ida Brandt"),
        ("The bridge would open in the spring, said Brandt here.", "Ida Brandt"),
        ("The bridge would open in the spring, said Karl Weber here on Monday.", "Karl Weber"),
        ("The bridge would open in the spring, the town's engineer, Karl Weber, said here on Monday.", "Karl Weber"),
        ("The bridge would open in the spring, Brandt said there last week.", "Ida Brandt"),
        ("The bridge would open in the spring, Brandt said today.", "Ida Brandt"),
        ("Brandt said here that the bridge would open in the spring.", "Ida Brandt"),
        ("Brandt said there was a bridge that would open in the spring.", "Ida Brandt"),
        ("The bridge, Brandt said, would open in the spring after a long winter.", "Ida Brandt"),
        ("Speaking in the rain, Brandt warned that the bridge would not open this year.", "Ida Brandt"),
        ("Brandt thanked the workers, adding that the bridge would open in the spring.", "Ida Brandt"),
        ("The company said the bridge would open in the spring.", "The company"),
        ("A spokesman for the company said the bridge would open.", "A spokesman for the company"),
        ("Officials said the bridge would open in the spring.", "Officials"),
        ("But police said the bridge would open in the spring.", "police"),
        ("The plan was first reported by the Harbour Gazette. The Harbour Gazette is small.", "Harbour Gazette"),
        ("Brandt, who has run the town since 2016, explained the rule to parents in a long letter.", "Ida Brandt"),
        ('"The bridge will open in the spring," said their coach, Dario Quint.', "Dario Quint"),
        ("The bridge will open in the spring, said the manager, Casper Ode, and it will be free.", "Casper Ode"),
        ("The chemistry master, Aldo Finch, admitted that he had broken the rule at once.", "Aldo Finch"),
        ('"She was a month short of ninety," her family said in a statement.', "her family"),
        (
            '"No such deal was ever made between us," Karl Weber, Brandt\'s deputy chief of staff, wrote to us.',
            "Karl Weber",
        ),
        ('"Nobody will sleep tonight," Brandt thundered from the stage.', "Ida Brandt"),
        ("\n\nIda Brandt: The bridge will open in the spring, and I shall be the first to cross it.", "Ida Brandt"),
    ],
)
def test_the_speaker_is_found(text: str, speaker: str) -> None:
    attributed = told(INTRO + text)
    assert [a.speaker for a in attributed] == [speaker]
    assert attributed[0].mention is not None


@pytest.mark.parametrize(
    "text",
    [
        "Brandt opened the bridge in the spring.",
        "Brandt did not say when the bridge would open.",
        "Brandt was told that the bridge would open in the spring.",
        "Brandt could say more about the bridge next year.",
        "It has the highest number of pledged visitors in the land.",
        "Brandt continued to work on the bridge.",
        "They said that the bridge would open in the spring.",
        'The so-called "bridge" stands.',
        "\n\nLive Briefing: The bridge will open in the spring, and the town is ready for it.",
    ],
)
def test_no_speaker_rather_than_a_wrong_one(text: str) -> None:
    assert told("It rained. " + INTRO + text) == ()


def test_direct_means_quoted() -> None:
    quoted, reported = told(INTRO + 'Brandt said: "It opens in spring, in spring, at last." Weber said it was late.')
    assert quoted.direct
    assert not reported.direct


def test_a_quotation_of_two_parts() -> None:
    text = INTRO + '"The bridge will open soon," Brandt said. "We have waited for it long enough. It is time."'
    assert speakers(text) == [("Ida Brandt", "The"), ("Ida Brandt", "We"), ("Ida Brandt", "It")]


def test_a_quotation_that_runs_over_paragraphs() -> None:
    text = 'Ida Brandt said: "The bridge will open soon.\n\n"We have waited for it. It is time."\n\nIt rained.'
    assert {who for who, _ in speakers(text)} == {"Ida Brandt"}
    assert len(told(text)) == 3


def test_a_pronoun_is_the_last_person_it_fits() -> None:
    text = "Anna Keller met Paul Roux on the old bridge. She said that the town had waited long enough for it."
    assert speakers(text) == [("Anna Keller", "She")]
    assert speakers(text.replace("She", "He")) == [("Paul Roux", "He")]


def test_a_name_between_commas_that_nothing_tells_apart_may_be_meant() -> None:
    text = (
        INTRO + 'The baker in Mill Street, Ottilie Kern, has lost a third of her guests. "I need a bridge," she said.'
    )
    assert speakers(text) == [("Ottilie Kern", "I")]


def test_an_office_is_its_only_holder() -> None:
    text = "Mayor Ida Brandt opened the bridge on Monday. The mayor said that it would be free for everybody."
    assert speakers(text) == [("Ida Brandt", "The")]
    two = text.replace("on Monday", "with Mayor Karl Weber")
    assert speakers(two) == [("The mayor", "The")]


@pytest.mark.parametrize(
    "text",
    [
        "President Joe Biden sent a letter. The club has a new president, a dentist. The president said it was broke.",
        "Mayor Ida Brandt met the mayor of Orla. The mayor said that it would be free for everybody in the town.",
        "Vice President Ida Brandt came to town on Monday. The president said that it would be free for everybody.",
        "Former Mayor Ida Brandt came to town on Monday. The mayor said that it would be free for everybody.",
        "Officer Dan Brown was shot at noon. The officer said that he had died in his arms on the way to the clinic.",
    ],
)
def test_an_office_of_which_there_may_be_another_is_nobody_by_name(text: str) -> None:
    assert speakers(text)[-1][0].lower().startswith("the ")


def test_a_work_between_commas_is_meant_by_no_pronoun() -> None:
    text = INTRO + "Brandt came at noon. The film, Silent Running, opened on Monday. She said that it was a fine day."
    assert speakers(text) == [("Ida Brandt", "She")]


def test_a_role_that_is_no_name_speaks_for_itself() -> None:
    text = INTRO + '"We will win this race," Ida Brandt said.\n\n"We threw no stones at anybody," the riot police said.'
    assert [who for who, _ in speakers(text)] == ["Ida Brandt", "the riot police"]


def test_who_is_not_a_name_that_only_tells_what_a_thing_is_called() -> None:
    text = "The ban drew protests from the owners of the Brandt paper mill, who say that it makes no sense to them."
    assert speakers(text) == []


def test_who_spoke_last_goes_on() -> None:
    text = (
        INTRO
        + '"Karl Weber built this bridge with his own two hands," Brandt said. "It is a good bridge," she added later.'
    )
    assert [who for who, _ in speakers(text)] == ["Ida Brandt", "Ida Brandt"]


def test_a_pronoun_without_a_person_has_no_speaker() -> None:
    assert told('"The bridge will open in the spring of next year," she said.') == ()


def test_a_person_in_the_quotation_is_not_who_speaks() -> None:
    text = INTRO + '"When Weber says that it will open, I believe him," said Ida Brandt.'
    assert speakers(text)[-1][0] == "Ida Brandt"


def test_the_nearest_saying_is_of_the_quotation() -> None:
    text = INTRO + 'When Weber said it was late, Brandt replied, "We have all the time in the whole wide world."'
    assert [a.speaker for a in told(text) if a.direct] == ["Ida Brandt"]


def test_quotation_marks_are_paired_inside_paragraphs() -> None:
    text = 'He said "one two three four five six.\n\n"Seven eight nine ten eleven twelve." And "thirteen", too.'
    found = quotations(text)
    assert [q.span.of(text)[:6] for q in found] == ['"one t', '"Seven', '"thirt']
    assert [q.goes_on for q in found] == [False, True, False]
    assert [q.speech for q in found] == [True, True, False]


def test_single_marks_count_where_there_are_no_double_ones() -> None:
    text = INTRO + "‘The bridge won’t open before the spring,’ Brandt said."
    assert speakers(text) == [("Ida Brandt", "‘The")]


PIECES = st.sampled_from(
    [
        "Ida Brandt",
        "he",
        "she",
        "who",
        "said",
        "told",
        "saying",
        "according to",
        "the police",
        '"',
        "“",
        "”",
        "''",
        ".",
        ",",
        "\n\n",
        "that it will open in the spring",
        "- ",
        "(",
        ")",
        "Mayor",
        ":",
        "I",
        "They",
        "and",
        "İ",
        "asked",
        "by",
    ]
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_attributions_are_sentences_in_order(text: str) -> None:
    sentences = split(text)
    found = attribute(text, sentences, mentions(text, sentences))
    assert [a.span for a in found] == sorted({a.span for a in found})
    assert {a.span for a in found} <= set(sentences)
    for a in found:
        assert a.speaker.strip()
        assert a.mention is None or (a.mention.end <= len(text) and len(a.mention) <= MENTION)


@given(st.text(max_size=300))
def test_any_text_can_be_listened_to(text: str) -> None:
    sentences = [Span(0, len(text))] if text else []
    attribute(text, sentences, mentions(text, sentences))
    assert all(q.span.end <= len(text) for q in quotations(text))


def test_a_speaker_that_is_no_name_is_short() -> None:
    text = "The tall man with the very long coat and the even longer list of old complaints said it was late."
    assert all(len(a.speaker.split()) <= WORDS for a in told(text))


@pytest.mark.parametrize(
    "piece",
    ["he said ", 'Ann Lee said "it is a fine day. " ', '" ', "Ann, saying ", "said, ", "Ann Lee said here today "],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        whole = [Span(0, len(text))]
        started = time.process_time()
        attribute(text, whole, mentions(text, whole))
        return time.process_time() - started

    assert seconds(4000) < 20 * seconds(500) + 0.5


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        ("“It was too late for all of us,” said Gen. Arthur Pell, who chairs it.", "Arthur Pell"),
        ("“It was too late for all of us,” said Mr. Pell on Monday.", "Pell"),
        ("“It was too late for all of us,” said Chief Supt. Marsh.", "Marsh"),
        ("The road to the ferry will be closed in May, Mr. Pell said.", "Pell"),
        ("The road to the ferry will be closed in May, Mayor Ada Quill said, and nobody is paid.", "Ada Quill"),
    ],
)
def test_a_title_belongs_to_the_name_behind_it(told: str, speaker: str) -> None:
    spans = split(told)
    assert [found.speaker for found in attribute(told, spans, mentions(told, spans))] == [speaker]
