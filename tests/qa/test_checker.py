import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.types import Article, ArticleKey
from qa.checker import FEATURES, RuleChecker, Words, features, verbatim, words_of
from qa.reading import Reading

ARTICLE = """River Mell floods 320 homes

Some 320 homes were flooded in Mellbridge when the River Mell burst its banks late on Saturday, the council said.

"The council will not block the new bridge, and it may pay for the repairs," Mayor Helena Voss said on Monday.

Gen. Arthur Pell, who chairs the commission, accused the council of hiding the figures. He was not at the meeting.

The ferry plans to stop on 4 May 2024 after 90 years. Voss proposed a fee of £3.
"""
CHECKER = RuleChecker(alike=lambda word, others: 0.4)
READING = Reading(Article(ArticleKey("k"), ARTICLE, published=date(2024, 2, 12)))
WORDS = words_of(READING)


def judged(claim: str, words: Words = WORDS) -> tuple[str, str | None]:
    (verdict,) = CHECKER.check([(words, claim)])
    assert 0 <= verdict.score <= 1
    assert (verdict.score > 0.5) is (verdict.label == "supported")
    return verdict.label, verdict.fault


@pytest.mark.parametrize(
    "claim",
    [
        "Some 320 homes were flooded in Mellbridge.",
        "The River Mell flooded 320 homes in Mellbridge on 10 February 2024.",
        "The council won't block the new bridge.",
        "Helena Voss said that the council may pay for the repairs.",
        "Arthur Pell accused the council of hiding the figures.",
        "Voss proposed a £3 fee.",
        "The ferry plans to stop on May 4 after ninety years.",
    ],
)
def test_true_claims_in_other_words(claim: str) -> None:
    assert judged(claim) == ("supported", None)


def test_what_a_figure_moved_away_from_is_neither_affirmed_nor_denied() -> None:
    words = Words("The number of flooded homes is 230, not 320.")
    assert judged("The number of flooded homes was put from 320 to 230.", words) == ("supported", None)
    other = Words("The rule applies not from 320 to 400 but to every firm.")
    assert judged("The rule applies from 320 to 400.", other)[0] != "supported"


def test_a_record_excuses_no_other_denial() -> None:
    words = Words("Voss was the first mayor to resign this year, for the first time since the war.")
    assert judged("Voss has not resigned this year.", words)[0] != "supported"
    assert judged("Voss never resigned this year.", words)[0] != "supported"
    missile = Words("The army did not use the missile, the most powerful in its arsenal.")
    assert judged("The army used the missile, never before in its arsenal.", missile)[0] != "supported"


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        ("Some 350 homes were flooded in Mellbridge.", "350"),
        ("The River Mell burst its banks late on Friday.", "Friday"),
        ("Some 320 homes were flooded in Fenwick.", "Fenwick"),
        ("The council will block the new bridge.", "block"),
        ("Some 320 homes were not flooded in Mellbridge.", "flooded"),
        ("The council will pay for the repairs.", "pay"),
        ("The ferry stopped on 4 May 2024.", "stopped"),
        ("Arthur Pell said the council will not block the new bridge.", "Arthur Pell"),
        ("Voss approved a fee of £3.", "approved"),
        ("The council proved that 320 homes were flooded in Mellbridge.", "proved"),
    ],
)
def test_false_claims_and_the_word_that_failed(claim: str, fault: str) -> None:
    label, found = judged(claim)
    assert label != "supported"
    assert found is not None
    assert found.lower() == fault.lower()


def test_what_nobody_wrote_about_is_neither() -> None:
    assert judged("Scientists bred a striped orchid.")[0] == "neither"


def test_what_the_words_turn_round_is_contradicted() -> None:
    assert judged("The council will block the new bridge.")[0] == "contradicted"
    assert judged("Some 350 homes were flooded in Mellbridge.")[0] == "contradicted"


def test_a_slice_is_supported_whatever_is_in_it() -> None:
    for span in READING.sentences:
        words = words_of(READING, span)
        (verdict,) = CHECKER.check([(words, span.of(ARTICLE))])
        assert (verdict.label, verdict.score) == ("supported", 1.0)


def test_a_slice_that_leaves_its_not_behind_is_no_slice() -> None:
    words = Words("Holt denied that the mayor had taken the money.")
    assert not verbatim(words, "the mayor had taken the money")
    assert judged("the mayor had taken the money", words)[0] != "supported"
    assert not verbatim(Words("The unfair fee stands."), "fair fee")


def test_the_speaker_of_the_cited_words_is_known() -> None:
    quote = next(span for span in READING.sentences if "block" in span.of(ARTICLE))
    words = words_of(READING, quote)
    assert words.speaker == "Helena Voss"
    assert judged("Helena Voss said the council will not block the new bridge.", words)[0] == "supported"
    assert judged("Arthur Pell said the council will not block the new bridge.", words)[0] != "supported"


def test_a_long_source_is_read_in_windows() -> None:
    filler = " ".join(f"On day {n} the market sold {n} crates of pears and nobody spoke of it." for n in range(300))
    source = Words(f"{filler} Ines Duarte opened the quay. {filler}")
    started = time.process_time()
    assert judged("Ines Duarte opened the quay.", source)[0] == "supported"
    assert judged("Ines Duarte closed the quay.", source)[0] != "supported"
    assert time.process_time() - started < 20


def test_features_are_named_and_bounded() -> None:
    found = features(WORDS, "Some 350 homes were flooded in Fenwick.", lambda word, others: 0.0)
    assert len(found) == len(FEATURES)
    assert all(0 <= value <= 1 for value in found)
    assert found[FEATURES.index("numbers")] == found[FEATURES.index("names")] == 0.5


def test_the_same_pairs_give_the_same_verdicts_in_any_company() -> None:
    claims = ["Some 350 homes were flooded.", "The council won't block the new bridge.", "Voss spoke."]
    together = CHECKER.check([(WORDS, claim) for claim in claims])
    assert together == tuple(CHECKER.check([(WORDS, claim)])[0] for claim in claims)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gets_a_verdict(words: str, claim: str) -> None:
    (verdict,) = CHECKER.check([(Words(words), claim)])
    assert 0 <= verdict.score <= 1


@settings(deadline=None, max_examples=6)
@given(st.sampled_from(["not " * 3000, "1" * 5000, "A" * 5000, "Mara " * 3000, '"' * 5000, "on 4 May " * 1500]))
def test_hostile_texts_are_judged_in_time(text: str) -> None:
    started = time.process_time()
    CHECKER.check([(Words(text), text[:200] + " x"), (Words("Mara Holt left."), text[:2000])])
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("Stoltenberg said that Hungary will not take part in the efforts.", True),
        ("Orban said that Hungary will not take part in the efforts.", False),
        ("Macron told reporters that Hungary will not take part in the efforts.", False),
        ("Police said that Hungary will not take part in the efforts.", True),  # nobody by name
    ],
)
def test_a_bare_name_that_opens_a_claim_is_who_says_it(claim: str, supported: bool) -> None:
    words = '"Hungary will not take part in the efforts," Stoltenberg told reporters after meeting Orban.'
    (verdict,) = RuleChecker().check([(Words(words, None, ("Jens Stoltenberg", "Viktor Orban")), claim)])
    assert (verdict.label == "supported") is supported


@pytest.mark.parametrize(("claim", "supported"), [("from 5% to 7%", True), ("from 7% to 5%", False)])
def test_a_change_is_not_turned_round(claim: str, supported: bool) -> None:
    (verdict,) = RuleChecker().check(
        [(Words("The tax was changed in May, from 5% to 7%."), f"The tax was changed {claim}.")]
    )
    assert (verdict.label == "supported") is supported
