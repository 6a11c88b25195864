"""What words stand for without saying it: a pointing word means one name at most, and only if nothing nearer fits."""

import pytest

from index.types import Article, ArticleKey, Span
from qa.meant import meant
from qa.reading import Reading

TEXT = """Mayor Helena Voss opened the Old Weir Bridge in Mellbridge on Monday. She thanked the engineers. \
The mayor also spoke of the budget. It cost more than planned.

Councillor Martin Hale stayed away from the bridge. He blamed the town. \
Tarn Line, a Mellbridge company, sells the tickets. The company wants more. \
Martin Hale said that Helena Voss had let him down."""
READING = Reading(Article(ArticleKey("k"), TEXT))


def _meant(part: str) -> tuple[str, ...]:
    start = TEXT.index(part)
    return meant(READING, Span(start, start + len(part)))


@pytest.mark.parametrize(
    ("part", "name", "others"),
    [
        ("She thanked the engineers.", "Helena Voss", ("Martin Hale",)),
        ("The mayor also spoke of the budget.", "Helena Voss", ("Martin Hale",)),
        ("He blamed the town.", "Martin Hale", ("Helena Voss",)),
        ("He blamed the town.", "Mellbridge", ("Tarn Line",)),
        ("The company wants more.", "Tarn Line", ("Helena Voss", "Martin Hale")),
        ("Councillor Martin Hale stayed away from the bridge.", "Old Weir Bridge", ("Helena Voss", "Tarn Line")),
    ],
)
def test_a_pointing_word_means_what_was_named_last_and_fits(part: str, name: str, others: tuple[str, ...]) -> None:
    found = _meant(part)
    assert name in found
    assert not set(others) & set(found)


def test_a_name_in_the_words_is_what_their_pronoun_means() -> None:
    assert "Helena Voss" not in _meant("Martin Hale said that Helena Voss had let him down.")


def test_words_without_pointers_mean_at_most_where_it_all_happens() -> None:
    assert set(_meant("let him down.")) <= {"Mellbridge", "Martin Hale"}
    text = "Nothing was said."
    assert meant(Reading(Article(ArticleKey("k"), text)), Span(0, len(text))) == ()
