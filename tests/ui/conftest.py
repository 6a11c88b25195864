"""Replies made by hand over three small articles, and the files that hold what they must look like."""

import os
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from index.types import Article, ArticleKey, Hit, Passage, PassageId, Period, Query, Span
from qa.types import Candidate, Citation, Evidence, Kind, Question, Trace, cite

GOLDEN = Path(__file__).parent / "golden"

HARBOUR = Article(
    ArticleKey("news/harbour.txt"),
    'Ferry crossings stop on May 4. "We will refund every\nticket," said Ines Duarte, who runs the line. '
    "The quay is being rebuilt.",
    title="Ferry stops",
    published=date(2024, 5, 2),
    outlet="The Quay Post",
    authors=("A. Writer",),
    url="https://example.org/ferry?a=1",
)
WIRE = Article(ArticleKey("news/wire.md"), "The ferry line stops its crossings on May 4, it said.")
HOSTILE = Article(
    ArticleKey("evil/[bold]\u202etxt.\x1b[31mkey"),
    "Boats [red]sink[/red] *today*\u202e \u2066and\x07 <b>now</b> `rm`.\x1b]0;title\x07 Nothing\u200b else.",
    title="A \x1b[2Jtitle [link=file:///etc/passwd]here[/link]",
    outlet="Out\u202elet\r\nattribune: forged: line",
    url="javascript:alert(1)",
)


class Maker:
    """Citations, candidates and questions over the three articles."""

    harbour, wire, hostile = HARBOUR, WIRE, HOSTILE

    def citation(self, article: Article, words: str, *copies: str) -> Citation:
        start = article.text.index(words)
        place = Span(start, start + len(words))
        return cite(article, place, article.key, tuple(ArticleKey(c) for c in copies))

    def hit(self, article: Article, *copies: str) -> Hit:
        whole = Passage(PassageId(1), article.key, 0, Span(0, len(article.text)))
        return Hit(whole, 1.0, 0.9, 0.8, tuple(ArticleKey(c) for c in copies))

    def candidate(self, cited: Citation, hit: Hit, *, speaker: str | None = None, section: str = "prose") -> Candidate:
        found = Evidence(cited.key, cited.span, cited.quote, speaker, section, hit)  # type: ignore[arg-type]
        return Candidate(found, 1.25, taken=True, why="answers")

    def question(self, text: str, *, asked: date | None = None, period: Period = Period()) -> Question:  # noqa: B008
        return Question(text, text, Kind.WHAT, Query(text, ("ferry", "stop"), (), period, asked))

    def trace(self, *candidates: Candidate) -> Trace:
        return Trace(("Atlantis",), ("submarine",), candidates)


@pytest.fixture
def make() -> Maker:
    return Maker()


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compares a text with the file of that name; GOLDEN=write in the environment writes it."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if os.environ.get("GOLDEN") == "write":
            file.write_text(text, "utf-8")
        assert text == file.read_text("utf-8")

    return compare


class Markup(HTMLParser):
    """What a browser would make of a fragment: elements, attributes, and the text inside of some of them."""

    VOID = ("br", "hr", "input", "link", "meta")

    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str]] = []
        self._texts: dict[int, str] = {}
        self._open: list[int] = []
        self.feed(fragment)
        self.close()
        assert not self._open, "an element was not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.elements.append((tag, named.get("class", "")))
        self.attributes += named.items()
        if tag not in self.VOID:
            self._open.append(len(self.elements) - 1)
            self._texts[self._open[-1]] = ""

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for place in self._open:
            self._texts[place] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    handle_decl = unknown_decl = handle_pi = handle_comment

    def text(self, tag: str, class_: str = "") -> str:
        """The text of the first such element."""
        at = next(i for i, (name, classes) in enumerate(self.elements) if name == tag and class_ in classes)
        return self._texts[at]


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Markup]:
    return Markup


@pytest.fixture(scope="session")
def maker() -> Maker:
    return Maker()
