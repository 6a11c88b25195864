"""The page in a browser when something comes late, is lost on its way, stopped or ended."""

import time
from typing import Any

import pytest

from tests.ui.web.visits import QUESTION, Visit, ask, pressure


def test_a_panel_that_comes_late_takes_no_focus_from_who_writes_on(visit: Visit) -> None:
    page = visit()
    turn = ask(page, QUESTION)
    page.wait_for_selector("#source[data-mark='1'] mark.cited")
    page.evaluate(
        """() => { document.querySelector(".claims button.mark[data-mark='2']").click();
                    document.querySelector("#question").focus(); }"""
    )
    page.wait_for_selector("#source[data-mark='2'] mark.cited")
    page.wait_for_selector(".claims button.mark[data-mark='2'][aria-current]")
    page.keyboard.type("Where?")
    assert page.input_value("#question") == "Where?"
    assert turn.count() == 1


def test_a_refused_asking_clears_nothing_that_is_written(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    page.click(".composer summary")
    page.fill(".composer [name=since]", "2024-07-02")
    page.fill(".composer [name=until]", "2024-07-01")
    page.fill("#question", "What did Orban agree to?")
    page.press("#question", "Enter")
    page.wait_for_selector("text=The first day is after the last one.")
    page.locator(".turn .retry").click()
    page.wait_for_function("document.querySelectorAll('.turn .foot').length === 1")
    page.wait_for_selector("html:not(.busy)")
    assert page.input_value("#question") == "What did Orban agree to?"


def test_a_lost_connection_is_said_and_nothing_is_lost(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    page.context.set_offline(True)
    page.wait_for_selector("#lost:not([hidden])", timeout=20_000)
    page.fill("#question", "kept")
    page.context.set_offline(False)
    page.wait_for_selector("#lost", state="hidden", timeout=20_000)
    page.wait_for_selector(".turn .answer")
    assert page.input_value("#question") == "kept"


def test_a_question_that_the_server_never_had_stays_written(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    assert page.input_value("#question") == ""  # it was taken
    page.context.set_offline(True)
    page.fill("#question", "never sent")
    page.press("#question", "Enter")
    page.wait_for_selector("#lost:not([hidden])", timeout=20_000)
    assert not page.locator(".toast-body:visible").count()
    page.context.set_offline(False)
    page.wait_for_selector("#lost", state="hidden", timeout=20_000)
    page.wait_for_selector(".turn .answer")
    assert page.input_value("#question") == "never sent"
    assert page.locator(".turn").count() == 1


def test_what_is_lost_on_its_way_is_sent_again(visit: Visit) -> None:
    page = visit()
    lost: list[str] = []

    def lose_first(route: Any) -> None:
        kind = "source" if '"mark"' in route.request.post_data else "question"
        if kind in lost or "event_data" not in route.request.post_data:
            route.continue_()
        else:
            lost.append(kind)
            route.fulfill(json={"event_id": f"lost {kind}"})

    page.route("**/queue/join**", lose_first)
    turn = ask(page, QUESTION)
    turn.locator("button.mark[data-mark='2']").first.click()
    page.wait_for_selector("#source[data-mark='2'] mark.cited")
    assert lost == ["question", "source"]
    assert page.locator(".turn").count() == 1


SLOW = """
import sys, time
from pathlib import Path
import attribune
attribune._be_silent()
from index.stores.archive import Archive
from qa.bot import Bot
from qa.rank import FeatureRanker
from ui.web import server
from ui.web.place import Place

class Slow(FeatureRanker):
    def rank(self, *given):
        time.sleep(2)
        return super().rank(*given)

place = Place(port=0)
with server.bound(place) as listening:
    told = lambda address: print('attribune:', address, flush=True)
    sys.exit(server.serve(Bot(Archive.read(Path(sys.argv[-1])), ranker=Slow()), place, listening, told))
"""


@pytest.fixture(scope="module")
def slow(serve: Any) -> Any:
    """A server whose every answer takes two seconds."""
    return serve(code=SLOW)


def test_an_answer_on_its_way_is_stopped_or_outlives_a_reload(visit: Visit, slow: Any) -> None:
    served = slow
    page = visit("", served.address)
    page.wait_for_selector(".example")
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    page.wait_for_selector(r"text=/Reading \d+ passages/")
    page.click(".composer .stop")
    page.wait_for_selector(".stopped")
    assert page.locator(".composer .ask").is_visible()
    page.click(".retry")
    page.wait_for_selector(".progress")
    page.reload()
    page.wait_for_selector(".progress")
    page.wait_for_selector(".turn .answer")
    assert page.locator(".turn").count() == 1


def test_the_server_drains_and_leaves_nothing(visit: Visit, slow: Any) -> None:
    served = slow
    page = visit("", served.address)
    page.wait_for_selector(".example")
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    page.wait_for_selector(".progress")
    started = time.monotonic()
    assert served.end() == 0
    assert time.monotonic() - started < 10 * pressure()
    assert not list(served.folder.glob("attribune-web-*"))
