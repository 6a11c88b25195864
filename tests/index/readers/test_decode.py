"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import Rejected
from index.readers.decode import decode
from index.text import normalise

WESTERN = (
    "\u201cIt\u2019s a caf\u00e9,\u201d she said \u2013 the na\u00efve fellow paid \u00a35 and left the town for good."
)
RUSSIAN = "Президент сказал, что встреча состоится в четверг вечером в столице, и все гости приедут утром."


@pytest.mark.parametrize(
    "data",
    [
        WESTERN.encode(),
        WESTERN.encode("utf-8-sig"),
        WESTERN.encode("utf-16"),
        WESTERN.encode("utf-16-le"),
        WESTERN.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + WESTERN.encode("utf-16-be"),
        WESTERN.encode("utf-32"),
        WESTERN.encode("cp1252"),
    ],
)
def test_the_usual_encodings_of_english(data: bytes) -> None:
    assert decode(data, "a.txt") == WESTERN


def test_other_scripts() -> None:
    assert decode(RUSSIAN.encode("cp1251"), "a.txt") == RUSSIAN
    assert decode(RUSSIAN.encode("koi8-r"), "a.txt", declared="koi8-r") == RUSSIAN
    assert decode(RUSSIAN.encode(), "a.txt", declared="latin-1") == RUSSIAN


def test_an_encoding_that_does_not_exist_or_does_not_fit_is_not_believed() -> None:
    assert decode(WESTERN.encode("cp1252"), "a.txt", declared="x-unknown") == WESTERN
    assert decode(WESTERN.encode("cp1252"), "a.txt", declared="ascii") == WESTERN


def test_junk_names_the_file() -> None:
    with pytest.raises(Rejected, match="photo"):
        decode(bytes(range(32)) * 100, "photo.txt")


@given(st.binary(max_size=300), st.none() | st.sampled_from(["utf-8", "idna", "punycode", "hex", "utf-7", "undefined"]))
def test_bytes_are_text_or_rejected(data: bytes, declared: str | None) -> None:
    try:
        text = decode(data, "a.txt", declared)
    except Rejected:
        return
    assert isinstance(text, str)


@given(st.text(min_size=1).filter(lambda text: not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text)))
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text.removeprefix("\ufeff")


@given(st.text(st.characters(exclude_categories=[])))
def test_normalising_twice_changes_nothing_and_keeps_every_length(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    unix = text.removeprefix("\ufeff").replace("\r\n", "\n")
    assert len(once) == len(unix)
    assert once.encode().decode() == once
