from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from index.text import plain
from index.types import Article, ArticleKey, Period, Span
from qa.types import Answer, Claim, Conflict, Reason, Refusal, Reply, Short, Withheld
from ui import explanation, terminal


def _answer(make: Any) -> Answer:
    copies = ("copy/one.txt", "copy/two.txt")
    stops = make.citation(make.harbour, "Ferry crossings stop on May 4.", *copies)
    said = '"We will refund every\nticket," said Ines Duarte, who runs the line.'
    refund = make.citation(make.harbour, said, *copies)
    wire = make.citation(make.wire, make.wire.text)
    hit = make.hit(make.harbour, *copies)
    return Answer(
        make.question("When does the ferry stop?", asked=date(2024, 5, 3), period=Period(since=date(2024, 5, 1))),
        (Claim(stops.quote, (stops, wire)), Claim(refund.quote, (refund,), "Ines Duarte")),
        0.87,
        Short(make.citation(make.harbour, "May 4")),
        trace=make.trace(make.candidate(stops, hit), make.candidate(refund, hit, speaker="Ines Duarte")),
    )


def _refusal(make: Any) -> Refusal:
    quay = make.citation(make.harbour, "The quay is being rebuilt.")
    told = make.candidate(quay, make.hit(make.harbour), speaker=None, section="caption")
    return Refusal(
        make.question("Who built the quay of Atlantis?"),
        Reason.NAME_MISSING,
        "No article names Atlantis.",
        (quay,),
        0.1,
        trace=make.trace(told),
    )


def test_an_answer_shows_quotations_sources_and_what_is_unknown(make: Any, golden: Callable[[str, str], None]) -> None:
    golden("answer.txt", terminal.plain_text(terminal.reply(_answer(make))))


def test_a_refusal_shows_what_came_nearest_and_what_to_try(make: Any, golden: Callable[[str, str], None]) -> None:
    golden("refusal.txt", terminal.plain_text(terminal.reply(_refusal(make))))


def test_an_unclear_question_is_one_line_with_examples(make: Any) -> None:
    asked = make.question("hi")
    lines = terminal.reply(
        Refusal(asked, Reason.QUESTION_UNCLEAR, "Ask something.", examples=("Who?", "When?", "Why?"))
    )
    assert terminal.plain_text(lines) == 'Ask something. For example: "Who?" · "When?" · "Why?"\n'


def test_what_each_stage_saw_is_explained(make: Any, golden: Callable[[str, str], None]) -> None:
    golden("explanation.txt", terminal.plain_text(explanation.lines(_answer(make))))


def test_an_article_has_the_cited_words_marked(make: Any, golden: Callable[[str, str], None]) -> None:
    golden("article.txt", terminal.plain_text(terminal.article(make.harbour, Span(24, 29))))


def test_passages_are_shown_with_their_place(make: Any, golden: Callable[[str, str], None]) -> None:
    hit = make.hit(make.harbour, *(f"copy/{n}.txt" for n in range(7)))
    golden(
        "passages.txt", terminal.plain_text(terminal.passages([(hit, make.harbour), (make.hit(make.wire), make.wire)]))
    )


def test_a_short_answer_from_elsewhere_has_its_own_source(make: Any) -> None:
    answer = _answer(make)
    alone = Answer(answer.question, answer.claims[1:], 0.8, answer.short)
    assert terminal.plain_text(terminal.reply(alone)).splitlines()[:2] == [
        "May 4",
        "news/harbour.txt · The Quay Post · 2024-05-02",
    ]


def test_who_tells_a_claim_is_counted_and_copies_are_named(make: Any) -> None:
    cited = make.citation(make.wire, make.wire.text, *(f"copy/{n}.txt" for n in range(7)))
    alone = make.citation(make.harbour, "The quay is being rebuilt.")
    claims = (Claim(cited.quote, (cited,)), Claim(alone.quote, (alone,)))
    shown = terminal.plain_text(terminal.reply(Answer(make.question("When?"), claims, 0.5))).splitlines()
    assert shown[2:4] == [
        "   8 articles, 1 origin",
        "   same text: copy/0.txt, copy/1.txt, copy/2.txt, copy/3.txt, copy/4.txt and 2 more",
    ]
    assert not any("1 article," in line for line in shown)


def test_conflicts_and_what_was_withheld_are_said(make: Any) -> None:
    answer = _answer(make)
    told = Answer(
        answer.question,
        answer.claims,
        0.8,
        conflicts=(Conflict((0, 1), "the day"),),
        withheld=(Withheld("Boats fly.", "the articles do not say it"),),
    )
    text = terminal.plain_text(terminal.reply(told))
    assert "The articles differ about the day: points 1 and 2." in text
    assert "Left out: Boats fly. (the articles do not say it)" in text


def test_a_claim_in_other_words_stands_before_what_it_cites(make: Any) -> None:
    answer = _answer(make)
    claim = Claim("It stops in May.", answer.claims[0].citations[:1])
    lines = terminal.plain_text(terminal.reply(Answer(answer.question, (claim,), 0.5))).splitlines()
    assert lines[0] == "1  It stops in May."
    assert lines[1] == '   "Ferry crossings stop on May 4."'


def test_hostile_articles_stay_text(make: Any, golden: Callable[[str, str], None]) -> None:
    cited = make.citation(make.hostile, make.hostile.text)
    claim = Claim(cited.quote, (cited,), "[blink]Eve\x1b[5m")
    answer = Answer(make.question("What\x1b[31m of\u202e [u]boats[/u]?"), (claim,), 0.5, Short(cited))
    lines = [*terminal.reply(answer), *terminal.article(make.hostile, Span(0, 5)), *explanation.lines(answer)]
    golden("hostile.txt", terminal.plain_text(lines))
    shown = _on_terminal(lines)
    assert "[red]sink[/red]" in shown
    assert "\x1b]0;" not in shown
    assert plain(shown.replace("\x1b", "")) == shown.replace("\x1b", "")


@given(st.text(min_size=1), st.text(), st.text())
def test_nothing_of_an_article_reaches_a_terminal_raw(text: str, title: str, outlet: str) -> None:
    article = Article(ArticleKey(title or "key"), text, title=title, outlet=outlet, authors=(outlet,), url=title)
    for lines in (terminal.article(article), terminal.article(article, Span(0, 1))):
        shown = terminal.plain_text(lines)
        assert plain(shown) == shown


def test_a_terminal_gets_wrapped_lines_with_hanging_indents(make: Any) -> None:
    shown = _on_terminal(terminal.reply(_answer(make)), width=40)
    assert "\x1b[1mMay 4\x1b[0m" in shown
    lines = [line for line in shown.splitlines()[1:] if line.strip()]
    assert all(line[:3] in ("1  ", "2  ", "   ") for line in lines)
    assert len(lines) > 8


def test_every_reason_but_one_comes_with_advice(make: Any) -> None:
    told = {reason: terminal.advice(Refusal(make.question("x"), reason, "why")) for reason in Reason}
    assert [reason for reason, advice in told.items() if not advice] == [Reason.QUESTION_UNCLEAR]


def _on_terminal(lines: list[terminal.Line], width: int = 80) -> str:
    file = StringIO()
    Console(file=file, force_terminal=True, width=width, markup=False, highlight=False, color_system="standard").print(
        terminal.renderable(lines)
    )
    return file.getvalue()


def test_replies_of_both_kinds_are_rendered(make: Any) -> None:
    replies: list[Reply] = [_answer(make), _refusal(make)]
    assert all(terminal.reply(reply) for reply in replies)
