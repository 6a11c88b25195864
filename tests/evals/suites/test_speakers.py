import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.rows import Fault
from evals.suites import speakers
from evals.suites.speakers import Told
from index.text import normalise

TEXT = '"The ferry is late," Mara Holt said. "We will wait," Holt told reporters.\n\nRain fell.'


def test_sentences_with_their_speaker_in_the_words_of_the_text() -> None:
    (row,) = speakers.run([Told("x", TEXT)])
    assert row["id"] == "x"
    assert [TEXT[s["start"] : s["end"]].split()[0] for s in row["sentences"]] == ['"The', '"We']
    for sentence in row["sentences"]:
        assert sentence["speaker"] == "Mara Holt"
        start, end = sentence["mention"]
        assert "Holt" in TEXT[start:end]


def test_offsets_count_in_the_row_s_own_text() -> None:
    windows = "\ufeff" + TEXT.replace("\n", "\r\n").replace(". ", ".\r\n")
    (plain,), (row,) = speakers.run([Told("x", TEXT)]), speakers.run([Told("x", windows)])
    assert [s["speaker"] for s in row["sentences"]] == [s["speaker"] for s in plain["sentences"]]
    for ours, theirs in zip(row["sentences"], plain["sentences"], strict=True):
        assert windows[ours["start"] : ours["end"]].split() == TEXT[theirs["start"] : theirs["end"]].split()


@given(st.text("a \r\n\ufeff\x07é"))
def test_every_character_knows_its_place(raw: str) -> None:
    text, places = normalise(raw), speakers._places(raw)
    assert len(places) == len(text)
    for character, place in zip(text, places, strict=True):
        assert raw[place] == character or character in "\n "


def test_only_what_may_be_read_is_kept() -> None:
    assert speakers.parse({"id": "x", "text": "Rain fell.", "attributions": [{}]}) == Told("x", "Rain fell.")
    with pytest.raises(Fault):
        speakers.parse({"id": "x"})


def test_a_text_of_nothing_has_no_speakers() -> None:
    assert list(speakers.run([Told("x", "")])) == [{"id": "x", "sentences": []}]
