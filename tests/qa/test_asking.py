"""Sentences to questions: what is asked, what the answer is, and what is better not asked."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose import sentences
from index.prose.names import Mention, NameKind
from index.stores.archive import Archive
from index.types import Span
from qa.asking import CLOZE, GAP, KINDS, questions
from qa.suggest import made
from qa.verbs import base, participle

DAY = date(2024, 6, 13)


NAMES: dict[str, NameKind] = {
    "Priya Raman": "person",
    "Gwen Addo": "person",
    "Helena Voss": "person",
    "Anya Sorrell": "person",
    "Kit Sorrell": "person",
    "Agathe Lund": "person",
    "Tarn Line": "body",
    "Museum": "body",
    "Corrigan Paper": "body",
    "Mellbridge": "place",
    "Fallow End": "place",
    "Norhaven": "place",
    "Tarn": "place",
}


def mentions(text: str) -> list[Mention]:
    """The names of NAMES in the text, as a whole article would have told them."""
    found = re.finditer("|".join(NAMES), text)
    return [Mention(Span(m.start(), m.end()), m.group(), NAMES[m.group()]) for m in found]


def asked(text: str) -> dict[str, tuple[str, str]]:
    """Kind -> question and answer, of the first question of each kind."""
    found: dict[str, tuple[str, str]] = {}
    for one in questions(text, mentions(text), DAY):
        found.setdefault(one.kind, (one.question, one.answer.of(text)))
    return found


@pytest.mark.parametrize(
    ("text", "kind", "question", "answer"),
    [
        (
            "Priya Raman runs the Tarn Line between Mellbridge and Fallow End.",
            "who",
            "Who runs the Tarn Line between Mellbridge and Fallow End?",
            "Priya Raman",
        ),
        (
            '"Nobody enjoys raising a tax in an election year," said Gwen Addo, who holds the purse.',
            "who",
            "Who said “Nobody enjoys raising a tax in an election year”?",
            "Gwen Addo",
        ),
        (
            '"Nobody enjoys raising a tax in an election year," Gwen Addo told the council.',
            "who",
            "Who said “Nobody enjoys raising a tax in an election year”?",
            "Gwen Addo",
        ),
        (
            "Corrigan Paper will close its mill in Mellbridge on 30 September, ending a long chapter.",
            "when",
            "When will Corrigan Paper close its mill in Mellbridge?",
            "30 September",
        ),
        (
            "In March 2021, Norhaven opened a second bridge over the Tarn, and it fell down.",
            "when",
            "When did Norhaven open a second bridge over the Tarn?",
            "March 2021",
        ),
        (
            "Some 320 homes were flooded in Mellbridge when the Tarn burst its banks, according to the police.",
            "how many",
            "How many homes were flooded in Mellbridge when the Tarn burst its banks?",
            "320",
        ),
        (
            "Helena Voss was born in Norhaven to a family of millers, Anya Sorrell said.",
            "where",
            "Where was Helena Voss born to a family of millers?",
            "Norhaven",
        ),
        (
            "Corrigan Paper paid £4.7 million for the mill in Norhaven.",
            "how much",
            "How much did Corrigan Paper pay for the mill in Norhaven?",
            "£4.7 million",
        ),
        (
            "The painting by Agathe Lund was found in an attic that belongs to Kit Sorrell.",
            CLOZE,
            f"Fill the gap: The painting by Agathe Lund was found in an attic that belongs to {GAP}.",
            "Kit Sorrell",
        ),
    ],
)
def test_what_a_sentence_answers(text: str, kind: str, question: str, answer: str) -> None:
    assert asked(text).get(kind) == (question, answer)


@pytest.mark.parametrize(
    "text",
    [
        "He will close its mill in Mellbridge on 30 September.",  # who?
        "Gwen Addo discussed the war in Norhaven.",  # not where she did
        "When Gwen Addo took over the council in 2014, nobody cared.",  # not the main clause
        "The players drafted were Kit Sorrell in 1997 and Gwen Addo in 1998.",  # no verb of its own
        "Gwen Addo said the mill had closed in March 2021 or so.",  # the date is not of the saying
        "Sign up for the newsletter of the Mellbridge Echo on 30 September.",
        "Gwen Addo of Mellbridge",  # no sentence
        "The territory was given to Norhaven in March 2021.",  # which territory?
        "Gwen Addo will hear the case on 30 September 2024.",  # which case?
        "Gwen Addo accused Kit Sorrell of having left Norhaven in March 2021.",  # the date is not of the accusing
        "A Norhaven company formed by Gwen Addo in March 2021 makes paper.",  # no verb of its own
        "In March 2021, Gwen Addo led and flew the first balloon over Norhaven.",  # two verbs
        "Gwen Addo released on 30 September 2024 the plan of 2 May 2023.",  # two dates
    ],
)
def test_what_is_better_not_asked(text: str) -> None:
    assert not set(asked(text)) & {"when", "where", "how many"}


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("The Norhaven Weekly had shown the Children’s Museum in the old mill.", "Museum"),  # inside a name
        ("The Long Way Home by Gwen Addo (Corrigan Press).", "Gwen Addo"),  # a line of a list
        ("That is how Gwen Addo and the council of the town saw it in Norhaven.", "Norhaven"),  # what is?
        ("Gwen Addo bought the old paper mill in Norhaven 27 years ago.", "27 years ago"),  # before what day?
    ],
)
def test_gaps_that_are_better_not_made(text: str, gap: str) -> None:
    gaps = [one.answer.of(text) for one in questions(text, mentions(text), DAY) if one.kind == CLOZE]
    assert gap not in gaps


def test_the_words_of_a_question_never_hold_its_answer(sample_archive: Path) -> None:
    archive = Archive.read(sample_archive)
    found = [one for article, _ in archive.database.articles() for one in made(article)]
    assert {one.kind for one in found} <= set(KINDS)
    assert len(found) >= 60
    for one in found:
        answer = one.answer.of(one.article.text)
        assert one.gold.holds(one.answer)
        assert answer not in one.question
        assert one.question.endswith((".", "?", "”", '"'))
    archive.close()


@pytest.mark.parametrize(
    ("past", "present"),
    [
        ("announced", "announce"),
        ("planned", "plan"),
        ("hoped", "hope"),
        ("carried", "carry"),
        ("held", "hold"),
        ("cut", "cut"),
        ("red", None),
        ("mill", None),
    ],
)
def test_the_base_of_a_past(past: str, present: str | None) -> None:
    assert base(past) == present


def test_participles() -> None:
    assert participle("written")
    assert participle("announced")
    assert not participle("bridge")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=200))
def test_any_sentence_is_taken(text: str) -> None:
    for span in sentences.split(text):
        for one in questions(span.of(text), (), None):
            assert one.answer.of(span.of(text))
