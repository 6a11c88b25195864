"""The chat's own furniture as markup: the thread, the form below it, the panel beside it. Pure.

What a reply looks like is in ui.html; what is done when something is chosen, in ui.web.page and the page's script.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from index.text import one_line
from index.types import Article, Period
from qa.question import LONGEST
from qa.types import Answer, Reason, Refusal, Reply
from ui import html
from ui.html import Mark
from ui.tags import Html, tag
from ui.web.conversations import Conversation, Exchange, Stage, Vote

_STAGES = {
    Stage.WAITING: "Waiting for its turn",
    Stage.SEARCHING: "Searching the articles",
    Stage.READING: "Reading what was found",
    Stage.WRITING: "The language model is writing",
    Stage.CHECKING: "Checking each sentence",
    Stage.STOPPED: "Stopped. Ask again whenever you like.",
}
_TAKEN = 200_000
"""Characters that the form takes: more than is read of a question, and less than a request may hold."""
_LEAVING = "A question and the passages found for it, and for a follow-up the earlier questions and answers,"
_STEPS = (Stage.SEARCHING, Stage.READING, Stage.CHECKING)


def top() -> Html:
    """The bar over everything: pages, what can be done with the conversation, light or dark."""
    menu = tag(
        "div",
        tag("a", "Export as Markdown", href="./attribune/conversation.md", download=True),
        tag("a", "Export as JSON", href="./attribune/conversation.json", download=True),
        tag("button", "Begin a new conversation", type="button", class_="anew"),
    )
    theme = {
        "type": "button",
        "class_": "theme",
        "aria_label": "Dark",
        "aria_pressed": "false",
        "title": "Light or dark",
    }
    return tag(
        "header",
        tag("h1", "attribune", class_="brand"),
        tag("nav", tag("a", "Chat", href="#chat"), tag("a", "Library", href="#library"), aria_label="Pages"),
        tag(
            "div",
            tag(
                "details",
                tag(
                    "summary",
                    tag("span", "Conversation", class_="wide"),
                    tag("span", "\u22ef", class_="tight", aria_hidden="true"),
                ),
                menu,
                class_="menu",
            ),
            tag("button", "\u25d0", **theme),
            class_="tools",
        ),
        tag("p", "", id="lost", class_="lost", role="alert", hidden=True),
        class_="top",
    )


def thread(conversation: Conversation, examples: Sequence[str], *, empty: bool, may_write: bool) -> Html:
    """The whole conversation; before the first question, what can be done here."""
    busy = conversation.running
    shown: Iterable[Html]
    if conversation.exchanges:
        shown = [_turn(e, number, may_write=may_write) for number, e in enumerate(conversation.exchanges, 1)]
    else:
        shown = [_empty(may_write=may_write) if empty else _welcome(examples)]
    return tag("div", *shown, class_="thread", data_running=busy.id if busy else None)


def status(conversation: Conversation) -> Html:
    """What is going on, in one line for a screen reader."""
    last = conversation.exchanges[-1] if conversation.exchanges else None
    return tag("p", _spoken(last) if last else "", role="status", class_="sr")


def notice(text: str) -> Html:
    """A line about something that could not be done; shown over the form."""
    return tag("p", text, role="alert", class_="notice")


def lacking(notices: Sequence[str]) -> Html:
    """What the server works without, over the form: no alarm, for the answers go on."""
    return tag("div", *(tag("p", one_line(text, 300), class_="lacking") for text in notices), role="status")


def composer(model: tuple[str, str] | None = None) -> Html:
    """The form in which questions are written. `model`: name and host of the language model that is sent passages."""
    told = f"{_LEAVING} go to {model[1]} ({model[0]})." if model else None
    field = tag(
        "textarea",
        id="question",
        name="question",
        rows=1,
        placeholder="Ask about the articles",
        maxlength=_TAKEN,
        aria_describedby="question-hint",
        autocomplete="off",
        enterkeyhint="send",
    )
    return tag(
        "form",
        tag("label", "Your question", for_="question", class_="sr"),
        tag(
            "div",
            field,
            tag("button", "Stop", type="button", class_="stop", hidden=True),
            tag("button", "Ask", type="submit", class_="ask"),
            class_="box",
        ),
        tag(
            "div",
            _period(Period(), "period"),
            tag("p", "Enter asks, Shift and Enter begin a new line.", id="question-hint", class_="hint"),
            tag("p", one_line(told), class_="hint leaving") if told else None,
            class_="under",
        ),
        class_="composer",
        novalidate=True,
    )


def nothing_chosen() -> Html:
    """The panel before a source was chosen."""
    return _panel(
        tag("h2", "The words behind the answer", class_="title"),
        tag(
            "p",
            "Each sentence carries numbered marks. Choose one to read the exact words in their article, with who said "
            "them, the outlet and the day.",
        ),
        class_="source hint",
    )


def source(reply: Reply, name: str, mark: Mark, article: Article | None) -> Html:
    """The panel with one citation of a reply; `article` is None, or another version, where it was removed since."""
    numbered = html.marks(reply)
    shown = (
        html.article(article, mark, reply)
        if article is not None and mark.citation.span.of(article.text) == mark.citation.quote
        else html.gone(mark)
    )
    bar = tag(
        "div",
        _step("Previous source", "\u2039", name, mark.number - 1 if mark.number > 1 else None),
        tag("p", f"Source {mark.number} of {len(numbered)}", class_="count"),
        _step("Next source", "\u203a", name, mark.number + 1 if mark.number < len(numbered) else None),
        tag("button", "Close", type="button", class_="close"),
        html.whence(mark),
        class_="bar",
    )
    return _panel(bar, shown, class_="source", data_turn=name, data_mark=mark.number)


def _panel(*content: Html, **attributes: str | int) -> Html:
    return tag("aside", *content, id="source", aria_label="Source", **attributes)


def _step(label: str, sign: str, name: str, number: int | None) -> Html:
    place = {"data_turn": name, "data_mark": number} if number else {"disabled": True}
    return tag("button", sign, type="button", class_="step", aria_label=label, title=label, **place)


def _welcome(examples: Sequence[str]) -> Html:
    return tag(
        "div",
        tag("h2", "Ask your articles"),
        tag(
            "p",
            "Every sentence of an answer is tied to the exact words that support it. What the articles do not answer "
            "is not answered.",
        ),
        tag("p", "For example", class_="label") if examples else None,
        html.examples(examples) if examples else None,
        class_="welcome",
    )


def _empty(*, may_write: bool, headed: bool = True) -> Html:
    fill = tag(
        "p",
        *(("Add files on the ", tag("a", "Library page", href="#library"), ", or run ") if may_write else ("Run ",)),
        tag("code", "attribune index FOLDER"),
        " where this server runs: the page finds them without a restart.",
    )
    return tag(
        "div",
        tag("h2", "There are no articles yet") if headed else None,
        fill,
        tag("p", tag("button", "Try it with the sample articles", type="button", class_="samples"))
        if may_write
        else None,
        class_="welcome",
    )


def _turn(exchange: Exchange, number: int, *, may_write: bool) -> Html:
    reply = exchange.reply
    content: list[Html | None] = [tag("h2", tag("span", one_line(exchange.question, LONGEST)), class_="question")]
    if exchange.stage is Stage.FAILED:
        content.append(tag("p", exchange.fault or "", class_="failed"))
    elif reply is None:
        content += _progress(exchange)
    else:
        content.append(html.reply(reply, exchange.id))
        if isinstance(reply, Refusal) and reply.reason is Reason.EMPTY_ARCHIVE:
            content.append(_empty(may_write=may_write, headed=False))
    if exchange.stage.over:
        content.append(_foot(exchange))
    return tag(
        "section",
        *content,
        class_="turn",
        id=f"turn-{exchange.id}",
        aria_label=f"Question {number}",
        data_once=exchange.once or None,
    )


def _progress(exchange: Exchange) -> list[Html | None]:
    stage = exchange.stage
    if stage is Stage.STOPPED:
        return [tag("p", _STAGES[stage], class_="stopped")]
    reached = Stage.CHECKING if stage is Stage.WRITING else stage
    at = _STEPS.index(reached) if reached in _STEPS else -1
    steps = (tag("span", class_="done" if i < at else "now" if i == at else "to-come") for i in range(len(_STEPS)))
    told = tag("p", tag("span", *steps, class_="steps", aria_hidden="true"), _going_on(exchange), class_="progress")
    return [_checked(exchange), told]


def _going_on(exchange: Exchange) -> str:
    done, total = exchange.steps
    if exchange.stage is Stage.CHECKING and total:
        return f"Checking sentence {min(done + 1, total)} of {total}"
    if exchange.stage is Stage.READING and total:
        return f"Reading {total:,} passage{'s' if total > 1 else ''}"
    return _STAGES[exchange.stage]


def _checked(exchange: Exchange) -> Html | None:
    """What a language model wrote and the articles hold, until the whole answer takes its place."""
    if not exchange.checked:
        return None
    return tag("div", *(tag("p", one_line(claim.text, LONGEST)) for claim in exchange.checked), class_="so-far")


def _foot(exchange: Exchange) -> Html:
    reply = exchange.reply
    understood = reply.question.stand_alone if reply else exchange.question
    period = reply.question.query.period if reply else exchange.period or Period()
    days = _days(period)
    again = tag("button", "Ask again", type="button", class_="retry", data_turn=exchange.id)
    edit = tag(
        "details",
        tag(
            "summary",
            tag("span", "Edit", class_="verb"),
            tag("span", f" Understood as \u201c{one_line(understood)}\u201d, {days}"),
        ),
        tag(
            "form",
            tag("label", "Question", for_=f"edit-{exchange.id}"),
            tag("input", type="text", id=f"edit-{exchange.id}", name="question", value=one_line(understood, LONGEST)),
            _dates(period, f"days-{exchange.id}"),
            tag("button", "Ask this", type="submit", class_="ask"),
            class_="edit-form",
            data_turn=exchange.id,
            novalidate=True,
        ),
        class_="edit",
    )
    told: list[Html | None] = [again]
    if reply is not None and reply.question.period_words is not None:
        again_whenever = tag(
            "button", "Any date", type="button", class_="any-date", data_turn=exchange.id, data_question=understood
        )
        told = [again_whenever, again]
    if reply is not None:
        copy = tag("button", "Copy", type="button", class_="copy", data_turn=exchange.id)
        votes = [_vote(exchange, Vote.UP, "Good answer"), _vote(exchange, Vote.DOWN, "Bad answer")]
        told = [copy, *told, *votes]
    return tag("div", edit, tag("div", *told, class_="actions"), class_="foot")


def _vote(exchange: Exchange, vote: Vote, label: str) -> Html:
    pressed = "true" if exchange.vote is vote else "false"
    named = {"aria_label": label, "title": label, "aria_pressed": pressed, "data_turn": exchange.id, "data_vote": vote}
    return tag("button", type="button", class_="vote", **named)


def _period(period: Period, name: str) -> Html:
    return tag("details", tag("summary", "Any date", class_="days-told"), _dates(period, name), class_="period")


def _dates(period: Period, name: str) -> Html:
    return tag(
        "div",
        tag("label", "Published from", for_=f"{name}-since"),
        tag("input", type="date", id=f"{name}-since", name="since", value=_iso(period.since)),
        tag("label", "until", for_=f"{name}-until"),
        tag("input", type="date", id=f"{name}-until", name="until", value=_iso(period.until)),
        class_="dates",
    )


def _days(period: Period) -> str:
    if not period:
        return "any date"
    since, until = (day.isoformat() if day else None for day in (period.since, period.until))
    return f"{since} to {until}" if since and until else f"from {since}" if since else f"until {until}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _spoken(exchange: Exchange) -> str:
    if exchange.fault:
        return exchange.fault
    if exchange.reply is None:
        return _going_on(exchange)
    if isinstance(exchange.reply, Answer):
        return f"Answered in {len(exchange.reply.claims)} sentences."
    return f"No answer. {one_line(exchange.reply.explanation)}"
