"""Hostile articles and questions: no request leaves the page, and what they hold is text, nothing else."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from index import build
from index.stores.archive import Archive

EXTERNAL = """![i](http://{at}/md.png) <img src="http://{at}/img.png" onerror="fetch('http://{at}/x')"> [c](http://{at}/a)
<link rel=stylesheet href="http://{at}/l.css"><style>@import url(http://{at}/i.css);body{{background:url(http://{at}/b)}}</style>
<script src="http://{at}/s.js"></script><script>new Image().src='http://{at}/n'</script>
<svg onload="fetch('http://{at}/svg')"><use href="http://{at}/u.svg#a"/></svg><iframe src="http://{at}/f"></iframe>
<form action="http://{at}/form" id=stolen><input name=password autofocus onfocus="fetch('http://{at}/f')"><button>Go</button></form>
<div style="position:fixed;inset:0;background:url(http://{at}/o);z-index:99999">OVERLAY</div>
<video poster="http://{at}/p"><source src="http://{at}/v"></video><object data="http://{at}/o"></object>
<meta http-equiv=refresh content="0;url=http://{at}/m"><base href="http://{at}/">
<a href="javascript:fetch('http://{at}/j')">x</a>
${{fetch('http://{at}/t')}} {{{{constructor.constructor('fetch()')()}}}}
</mark></div></body><img src=//{at}/proto> <math><mi xlink:href="http://{at}/x"></math> `</textarea>` --> ]]>"""
NAMED = "".join(f" Otto Finch of Tannery Steps said number {n}." for n in range(3))
OURS = set(
    "a aside b button details div form h1 h2 h3 header input label li mark nav ol p section span strong summary "
    "textarea time ul dl dt dd table caption thead tbody tr th td code".split()
)


class Trap(NamedTuple):
    """A listening port and whoever came to it."""

    at: str
    came: list[str]


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    """Listens on this machine; a page that asks it for anything has been led astray."""
    listening = socket.create_server(("127.0.0.1", 0))
    found = Trap(f"127.0.0.1:{listening.getsockname()[1]}", [])

    def listen() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(1)
                found.came.append(connection.recv(200).decode("latin-1").partition("\r\n")[0])

    threading.Thread(target=listen, daemon=True).start()
    yield found
    listening.close()


@pytest.fixture(scope="module")
def attacked(trap: Trap, serve: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A server over articles that hold every string in text, title, outlet, author, URL, id and file name."""
    folder = tmp_path_factory.mktemp("attack")
    news = folder / "<img src=x onerror=alert(1)>"
    news.mkdir()
    lines = [line for line in EXTERNAL.format(at=trap.at).splitlines() if line]
    rows = [
        {
            "id": f"{number} {line}",
            "title": f"Otto Finch {line}",
            "text": f"{line}\n\nOtto Finch saw the {line} at Tannery Steps on Monday, he said.{NAMED}",
            "outlet": line,
            "authors": [line],
            "url": f"http://{trap.at}/{number}" if number % 2 else f"javascript:fetch('http://{trap.at}/')",
            "date": "2024-05-06",
        }
        for number, line in enumerate(lines)
    ]
    (news / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (news / "<svg onload=alert(1)>.txt").write_text(f"Otto Finch\n\nOtto Finch saw a heron. {lines[0]}{NAMED}")
    with Archive.write(folder / "archive") as archive:
        build.index(archive, [news])
    return serve(archive=folder / "archive")


def test_nothing_hostile_becomes_an_element_or_a_request(
    browser: Any, attacked: Any, trap: Trap, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    page.set_default_timeout(60_000)
    asked: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(attacked.address)
    page.wait_for_selector(".composer[data-ready]")
    first = page.evaluate("document.querySelectorAll('body *').length")
    assert first
    everything = EXTERNAL.format(at=trap.at)
    questions = ["What did Otto Finch see at Tannery Steps?", *everything.splitlines()[::3], everything[:900]]
    for count, question in enumerate(questions, 1):
        page.fill("#question", question)
        page.press("#question", "Enter")
        page.wait_for_function("n => document.querySelectorAll('.turn .foot').length === n", arg=count)
        page.wait_for_selector("html:not(.busy)")  # until then the next question is not taken
        marks = page.locator(".turn").last.locator("button.mark")
        for number in range(min(marks.count(), 3)):
            mark = marks.nth(number)
            mark.click()
            shown = f"#source[data-mark='{mark.get_attribute('data-mark')}'] mark.cited"
            page.wait_for_selector(shown, state="attached")
        _only_ours(page)
    page.locator(".edit summary").first.click()
    page.click("text=Library")
    page.wait_for_selector(".shelves .list")
    hostile = {"name": "<img src=x onerror=alert(2)>.txt", "mimeType": "text/plain", "buffer": everything.encode()}
    page.set_input_files("#files", [hostile])
    page.wait_for_selector(".outcomes")
    page.fill("#search", everything.splitlines()[0])
    page.press("#search", "Enter")
    page.wait_for_timeout(500)
    _only_ours(page)
    page.reload()
    page.wait_for_selector(".shelves .list")
    _only_ours(page)
    assert trap.came == []
    assert [url for url in asked if not url.startswith((attacked.address, "data:"))] == []
    assert dialogs == []
    assert "OVERLAY" in page.content() or "OVERLAY" in page.evaluate("document.body.innerText")
    context.close()
    assert trap.at not in "\n".join(attacked.log)


def _only_ours(page: Any) -> None:
    """Every element below our parts is one of our few, without a handler, a style or an address of its own."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('[id^="part-"] [id^="html-"] *')].map(e => [e.localName,
           [...e.attributes].map(a => [a.name, a.value])])"""
    )
    assert {name for name, _ in found} <= OURS
    for name, attributes in found:
        for attribute, value in attributes:
            assert not attribute.startswith("on"), (name, attribute)
            if attribute in ("href", "src", "action", "formaction", "srcset", "data", "poster"):
                own = value.startswith(("#", "./attribune/"))
                original = (
                    name == "a" and "/" in value and value.startswith("http://127.0.0.1:") and "#:~:text=" in value
                )
                assert own or original, (name, attribute, value)
            if attribute == "style":
                assert value.startswith(("height:", "width:")), value
