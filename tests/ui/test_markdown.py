from collections.abc import Callable
from datetime import date
from typing import Any

from qa.types import Answer, Claim, Reason, Refusal, Short
from ui import markdown


def test_quotations_and_sources_to_paste(make: Any, golden: Callable[[str, str], None]) -> None:
    refund = make.citation(make.harbour, '"We will refund every\nticket," said Ines Duarte, who runs the line.')
    wire = make.citation(make.wire, make.wire.text)
    claims = (Claim(refund.quote, (refund, wire), "Ines Duarte"),)
    short = Short(make.citation(make.harbour, "May 4"))
    golden("answer.md", markdown.reply(Answer(make.question("When?", asked=date(2024, 5, 3)), claims, 0.9, short)))


def test_a_refusal_says_so_and_shows_what_came_nearest(make: Any) -> None:
    cited = make.citation(make.wire, make.wire.text)
    text = markdown.reply(Refusal(make.question("Who?"), Reason.NO_MATCH, "Nothing fits.", (cited,)))
    assert "No answer. Nothing fits." in text
    assert '> "The ferry line stops' in text


def test_an_article_cannot_make_markup(make: Any) -> None:
    cited = make.citation(make.hostile, make.hostile.text)
    text = markdown.reply(Answer(make.question("# *Boats*?"), (Claim(cited.quote, (cited,)),), 0.5))
    assert "javascript" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert r"\[red\]sink\[/red\] \*today\*" in text
    assert r"\<b\>now\</b\> \`rm\`" in text
    assert text.startswith(r"### \# \*Boats\*?")


def test_who_tells_a_claim_is_counted_and_copies_are_named(make: Any) -> None:
    cited = make.citation(make.wire, make.wire.text, "copy/*one*.txt", "copy/two.txt")
    text = markdown.reply(Answer(make.question("When?"), (Claim(cited.quote, (cited,)),), 0.5))
    assert text.endswith("\n\nTold by 3 articles, 1 origin; same text: copy/\\*one\\*.txt, copy/two.txt\n")
