from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from index.text import plain
from index.types import Article, ArticleKey, Period, Span
from qa.types import Answer, Claim, Conflict, Reason, Refusal, Reply, Short, Verdict, Withheld
from ui import html
from ui.tags import Html, join, tag

OURS = {"a", "aside", "b", "button", "details", "div", "h2", "header", "li", "mark", "ol", "p", "span", "strong"}
OURS |= {"summary", "time", "ul"}


def _answer(make: Any) -> Answer:
    stops = make.citation(make.harbour, "Ferry crossings stop on May 4.")
    refund = make.citation(make.harbour, '"We will refund every\nticket," said Ines Duarte, who runs the line.')
    wire = make.citation(make.wire, make.wire.text)
    return Answer(
        make.question("When does the ferry stop?", asked=date(2024, 5, 3), period=Period(since=date(2024, 5, 1))),
        (
            Claim(stops.quote, (stops, wire)),
            Claim("Tickets are refunded in June.", (refund,), "Ines Duarte", Verdict("neither", 0.4, "June")),
        ),
        0.87,
        Short(make.citation(make.harbour, "May 4")),
        withheld=(Withheld("The quay sank.", "no article says so"), Withheld("It was old.", "not in the cited words")),
        conflicts=(Conflict((0, 1), "the day"),),
        trace=make.trace(make.candidate(refund, make.hit(make.harbour), speaker="Ines Duarte")),
    )


def _refusal(make: Any) -> Refusal:
    quay = make.citation(make.harbour, "The quay is being rebuilt.")
    asked = make.question("Who built the quay of Atlantis?")
    return Refusal(asked, Reason.NAME_MISSING, "No article names Atlantis.", (quay,), 0.1)


def _lines(markup: str) -> str:
    return markup.replace("><", ">\n<") + "\n"


def test_an_answer_has_marks_sources_verdicts_and_what_was_withheld(
    make: Any, golden: Callable[[str, str], None]
) -> None:
    golden("answer.html", _lines(html.reply(_answer(make), "t1")))


def test_a_refusal_has_reason_advice_and_what_came_nearest(make: Any, golden: Callable[[str, str], None]) -> None:
    golden("refusal.html", _lines(html.reply(_refusal(make), "t2")))


def test_an_article_has_the_cited_words_marked(make: Any, golden: Callable[[str, str], None]) -> None:
    answer = _answer(make)
    golden("article.html", _lines(html.article(make.harbour, html.marks(answer)[0], answer)))


def test_marks_are_numbered_as_they_are_met_and_each_place_once(make: Any) -> None:
    numbered = html.marks(_answer(make))
    assert [(m.number, m.citation.key, m.speaker) for m in numbered] == [
        (1, "news/harbour.txt", None),
        (2, "news/wire.md", None),
        (3, "news/harbour.txt", "Ines Duarte"),
    ]
    assert numbered[0].told == "2 articles, 2 origins"


def test_copies_are_counted_and_named(make: Any, parsed: Any) -> None:
    cited = make.citation(make.wire, make.wire.text, "copy/<one>.txt", "copy/two.txt")
    answer = Answer(make.question("When?"), (Claim(cited.quote, (cited,)),), 0.5)
    (mark,) = html.marks(answer)
    assert mark.told == "3 articles, 1 origin"
    shown = parsed(html.reply(answer, "t1"))
    assert "3 articles, 1 origin" in shown.text("p", "byline")
    assert shown.text("p", "copies") == "Same text: copy/<one>.txt, copy/two.txt"


def test_a_short_answer_from_elsewhere_has_a_mark_of_its_own(make: Any) -> None:
    answer = _answer(make)
    alone = Answer(answer.question, answer.claims[1:], 0.8, answer.short)
    assert [m.citation.quote for m in html.marks(alone)][-1] == "May 4"


def test_the_marked_words_are_the_quotation(make: Any, parsed: Any) -> None:
    answer = _answer(make)
    for mark in html.marks(answer):
        article = make.harbour if mark.citation.key == "news/harbour.txt" else make.wire
        markup = parsed(html.article(article, mark, answer))
        assert markup.text("mark", "cited") == mark.citation.quote
        assert markup.text("div", "text") == article.text


def test_an_unclear_question_is_answered_with_questions_to_choose(make: Any, parsed: Any) -> None:
    unclear = Refusal(make.question("hi"), Reason.QUESTION_UNCLEAR, "Ask something.", examples=("Who <b>is</b> it?",))
    assert parsed(html.reply(unclear, "t")).text("button", "example") == "Who <b>is</b> it?"


def test_a_long_article_is_shown_around_the_cited_words(make: Any, parsed: Any) -> None:
    text = "a " * html.WINDOW + "The bell rang. " + "b " * html.WINDOW
    article = Article(ArticleKey("long"), text)
    cited = make.citation(article, "The bell rang.")
    answer = Answer(make.question("What rang?"), (Claim(cited.quote, (cited,)),), 0.9)
    markup = html.article(article, html.marks(answer)[0], answer)
    assert len(markup) < 2 * html.WINDOW + 3000
    assert markup.count('class="cut"') == 2
    assert parsed(markup).text("mark", "cited") == "The bell rang."


def test_the_original_is_linked_with_its_words_and_only_on_the_web() -> None:
    words = "Ferry crossings stop on May 4, and a well-known quay is being rebuilt by the harbour."
    assert html.original("https://example.org/f?a=1", words) == (
        "https://example.org/f?a=1#:~:text=Ferry%20crossings%20stop%20on%20May,being%20rebuilt%20by%20the%20harbour."
    )
    assert (
        html.original("https://example.org/#top", "a well-known") == "https://example.org/#top:~:text=a%20well%2Dknown"
    )
    for other in ("javascript:alert(1)", "data:text/html,x", 'https://e.org/"onx=', "//example.org", None):
        assert html.original(other, "words") is None


def _pages(make: Any, foreign: str) -> list[Html]:
    """Everything that is rendered, with `foreign` wherever somebody else writes."""
    text = f"Before. {foreign} said so. After."
    article = Article(ArticleKey(foreign), text, title=foreign, outlet=foreign, authors=(foreign, foreign), url=foreign)
    span = Span(8, 8 + len(foreign) + 9)
    cited = make.citation(article, span.of(text)) if text.index(span.of(text)) == 8 else make.citation(article, text)
    claim = Claim(foreign, (cited,), foreign, Verdict("contradicted", 0.1, foreign))
    asked = make.question(foreign)
    answer = Answer(asked, (claim,), 0.5, Short(cited), (Withheld(foreign, foreign),), (Conflict((0,), foreign),))
    refusal = Refusal(asked, Reason.QUESTION_UNCLEAR, foreign, (cited,), 0.1, (foreign,))
    mark = html.marks(answer)[0]
    replies: list[Reply] = [answer, refusal]
    return [*(html.reply(r, "t") for r in replies), html.article(article, mark, answer), html.gone(mark)]


HOSTILE = st.one_of(
    st.text(min_size=1, max_size=60),
    st.sampled_from(
        [
            "<img src=x onerror=alert(1)>",
            "</mark></div><script>alert(1)</script>",
            '" onmouseover="alert(1)',
            "![x](http://10.0.0.1/a.png)",
            "<style>@import url(http://10.0.0.1/)</style>",
            "<form action=http://10.0.0.1><input name=a>",
            "&lt;b&gt; &#60;i>",
            "${alert(1)} {{value}} `",
            "<!--",
            "]]><svg onload=alert(1)>",
        ]
    ),
)


@given(foreign=HOSTILE)
def test_no_foreign_text_becomes_markup(maker: Any, parsed: Any, foreign: str) -> None:
    harmless = [_shape(parsed(page)) for page in _pages(maker, "word")]
    for page, shape in zip(_pages(maker, foreign), harmless, strict=True):
        read = parsed(page)
        assert {name for name, _ in read.elements} <= OURS
        assert not [name for name, _ in read.attributes if name.startswith("on") or name in ("style", "src")]
        assert all(value.startswith(("http://", "https://")) for name, value in read.attributes if name == "href")
        assert _shape(read) == shape


def _shape(read: Any) -> list[tuple[str, str]]:
    """The elements of a page, but those that are there only where an address is one."""
    return [e for e in read.elements if e[0] != "a" and e not in (("span", "sr"), ("span", "dot"))]


@given(text=st.text())
def test_what_is_escaped_is_read_as_it_was(parsed: Any, text: str) -> None:
    assert parsed(tag("p", text)).text("p") == plain(text)
    assert parsed(join([text, tag("b", text)])).text("b") == plain(text)


def test_markup_is_made_by_tags_alone() -> None:
    for wrong in ("script", "p onclick=x", "P", ""):
        try:
            tag(wrong)
        except ValueError:
            continue
        raise AssertionError(wrong)
    try:
        tag("p", onclick="alert(1)")
    except ValueError:
        return
    raise AssertionError("an event handler")
