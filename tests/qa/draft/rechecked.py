"""A shown sentence looked at again without the gate: is what it states where it says that it is?

By its numbers, dates and names alone, each looked for in the cited words, among the article's names or in its day. Asks
no checker, and none of the rules by which two literals agree: only what is found in a text, and whether it is equal.
"""

from __future__ import annotations

from datetime import date

from index.prose.name_words import DEMONYMS
from index.prose.words import stems, words
from index.stores.archive import Archive
from index.text import fold
from index.types import Article
from qa import literals
from qa.literals import Dated, Literals
from qa.reading import Reading
from qa.types import Answer, Claim


def faults(answer: Answer, archive: Archive) -> list[str]:
    """What of an answer's claims does not stand where they say; empty where all does."""
    return [f"{fault}: {claim.text}" for claim in answer.claims for fault in _faults(claim, archive)]


def found(claim: Claim) -> float:
    """The share of a claim's content words that its cited words have, by their stems."""
    ours = set(stems(claim.text))
    return len(ours & set(stems(_quoted(claim)))) / len(ours) if ours else 1.0


def _quoted(claim: Claim) -> str:
    return " ".join(citation.quote for citation in claim.citations)


def _faults(claim: Claim, archive: Archive) -> list[str]:
    articles = [archive.article(citation.key) for citation in claim.citations]
    first = articles[0]
    if first is None:
        return ["no such article"]
    wrong = [
        f"the quotation {citation.quote!r} is not the slice"
        for citation, article in zip(claim.citations, articles, strict=True)
        if article is None or citation.quote != article.text[citation.span.start : citation.span.end]
    ]
    if claim.text in (citation.quote for citation in claim.citations):
        return wrong
    if {citation.key for citation in claim.citations} != {first.key}:
        wrong.append("the words of several articles")
    ours, theirs = (literals.find(text, first.published) for text in (claim.text, _quoted(claim)))
    return wrong + _numbers(ours, theirs) + _dates(ours, theirs, first.published) + _names(ours, theirs, first)


def _numbers(ours: Literals, theirs: Literals) -> list[str]:
    values = {number.value for number in theirs.numbers}
    return [
        f"number {number.text}"
        for number in ours.numbers
        if number.value not in values and not set(_words(number.text)) <= set(theirs.words)
    ]


def _dates(ours: Literals, theirs: Literals, day: date | None) -> list[str]:
    values = [dated.value for dated in theirs.dates] + ([day.isoformat()] if day else [])

    def there(dated: Dated) -> bool:
        stemmed = {word.stem for word in words(dated.text)} <= {word.stem for word in words(theirs.text)}
        return any(value.startswith(dated.value) for value in values) or stemmed  # "Saturday", "Saturdays"

    return [f"date {dated.text}" for dated in ours.dates if not there(dated)]


def _names(ours: Literals, theirs: Literals, article: Article) -> list[str]:
    known = {word for mention in Reading(article).mentions for word in _words(mention.name)} | set(theirs.words)
    known |= {form for form, place in DEMONYMS.items() if set(_words(place)) <= known}
    return [f"name {named.text}" for named in ours.names if not set(_words(named.text)) <= known]


def _words(text: str) -> tuple[str, ...]:
    """Its words, folded, without what an apostrophe adds."""
    return tuple(fold(word.span.of(text)) for word in words(text) if len(word.stem) > 1 or word.stem.isdigit())
