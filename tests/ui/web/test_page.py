"""The page in a browser: what a person does with it, and what must hold whatever they do."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.ui.web.visits import PHONE, QUESTION, Visit, ask
from ui.cli.app import run

BEYOND = """[...document.querySelectorAll('.thread *, .composer *, .top *, .library *')].filter(e =>
    e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, .sr, summary')).map(e => e.outerHTML)"""
"""What stands out of the screen at its right side; a table may be scrolled."""


def test_an_answer_its_marks_and_the_words_behind_them(visit: Visit) -> None:
    page = visit()
    turn = ask(page, QUESTION)
    assert turn.locator(".short strong").inner_text() == "July 9 to July 11"
    assert turn.locator(".verdict.supported").count() >= 1
    page.wait_for_selector("#source mark.cited")
    for mark in turn.locator(".claims button.mark").all():
        number = mark.get_attribute("data-mark")
        mark.click()
        page.wait_for_selector(f"#source[data-mark='{number}'] mark.cited")
        cited = page.locator("#source mark.cited")
        assert cited.is_visible()
        claim = mark.locator("xpath=ancestor::li").locator(".sentence").inner_text()
        words = " ".join(cited.inner_text().split())
        if number == "1":
            assert words in " ".join(claim.split())
        assert page.evaluate("document.activeElement.matches('mark.cited')")
        assert mark.get_attribute("aria-current") == "true"
    assert "Northgate Wire" in page.locator("#source .from").inner_text()
    assert "2 articles, 2 origins" in page.locator("#source .facts").inner_text()


def test_whose_words_they_are_stays_in_sight(visit: Visit) -> None:
    page = visit(viewport={"width": 1280, "height": 420})
    ask(page, QUESTION)
    page.wait_for_selector("#source mark.cited")
    page.evaluate("document.querySelector('#part-source').scrollTop = 0")
    page.wait_for_selector("#source:not(.away)")
    assert not page.locator("#source .whence").is_visible()
    page.evaluate("document.querySelector('#part-source').scrollTop = 1e6")
    page.wait_for_selector("#source.away .whence")
    told = page.locator("#source .whence").inner_text()
    assert page.locator("#source .title").inner_text() in told
    assert page.locator("#source .from .outlet").inner_text() in told


def test_the_marked_words_equal_the_quotation_of_the_export(
    visit: Visit, site: Any, capsys: Any, tmp_path: Path
) -> None:
    page = visit()
    ask(page, "What did Orban agree to?")
    page.click(".menu summary")
    with page.expect_download() as saved:
        page.click("text=Export as JSON")
    file = tmp_path / "conversation.json"
    saved.value.save_as(file)
    document = json.loads(file.read_text())
    quotes = [c["quote"] for claim in document["replies"][0]["claims"] for c in claim["citations"]]
    for number, quote in enumerate(quotes, 1):
        page.click(f".claims button.mark[data-mark='{number}']")
        page.wait_for_selector(f"#source[data-mark='{number}']")
        assert page.locator("#source mark.cited").text_content() == quote
    assert not re.search(r'"source": "', file.read_text())
    assert run(["verify", str(file), "--archive", str(site.archive)]) == 0
    assert capsys.readouterr().out == f"{len(quotes)} quotations, 0 at fault\n"


def test_a_link_leads_to_the_original_at_the_cited_words(visit: Visit) -> None:
    page = visit()
    ask(page, "How much did the work on the Riverside pool cost?")
    page.wait_for_selector("#source mark.cited")
    link = page.locator("#source .facts a")
    assert str(link.get_attribute("href")).startswith("https://example.com/echo/2024/07/09/pool#:~:text=")
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_refusal_looks_like_one(visit: Visit) -> None:
    page = visit()
    turn = ask(page, "What did Macron agree to?")
    refusal = turn.locator(".refusal")
    assert "No article names Macron." in refusal.inner_text()
    assert "What to try" in refusal.inner_text()
    assert refusal.locator(".nearest button.mark").count() == 3
    assert turn.locator(".answer").count() == 0


def test_a_second_question_follows_and_a_reload_keeps_both(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    ask(page, "What did Orban agree to?")
    before = page.locator(".turn .question").all_inner_texts()
    page.fill("#question", "half a tho")
    page.reload()
    page.wait_for_selector(".turn .foot")
    assert page.locator(".turn .question").all_inner_texts() == before
    assert page.input_value("#question") == "half a tho"
    page.wait_for_selector("#source mark.cited")
    page.click(".turn button.mark >> nth=0")
    page.wait_for_selector("#source[data-mark='1'] mark.cited")


def test_two_people_never_see_each_other(visit: Visit, site: Any) -> None:
    first, second = visit(), visit()
    turn = ask(first, QUESTION)
    ask(second, "What did Macron agree to?")
    second.reload()
    second.wait_for_selector(".turn .foot")
    assert QUESTION not in second.content()
    theirs = second.context.request.get(site.address + "attribune/conversation.md").text()
    assert QUESTION not in theirs
    name = turn.locator(".copy").get_attribute("data-turn")
    assert second.context.request.get(f"{site.address}attribune/exchange/{name}.md").text() == ""
    nobody = visit()
    nobody.wait_for_selector(".example")
    assert nobody.locator(".turn").count() == 0


def test_examples_are_asked_by_choosing_them(visit: Visit) -> None:
    page = visit()
    page.wait_for_selector(".example")
    assert page.locator(".example").count() == 4
    page.locator(".example").first.click()
    page.wait_for_selector(".turn .foot")


def test_a_question_is_changed_where_it_stands(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    turn = page.locator(".turn")
    turn.locator(".edit summary").click()
    turn.locator(".edit input[type=text]").fill("What did Orban agree to?")
    turn.locator(".edit input[name=since]").fill("2030-01-01")
    turn.locator(".edit .ask").click()
    page.wait_for_selector(".refusal.out_of_period")
    assert page.locator(".turn").count() == 1
    assert "from 2030-01-01" in page.locator(".edit summary").inner_text()
    page.locator(".edit summary").click()
    page.locator(".edit input[name=since]").fill("")
    page.locator(".edit .ask").click()
    page.wait_for_selector(".turn .answer")
    page.click(".retry")
    page.wait_for_selector(".turn .answer")
    assert page.locator(".turn").count() == 1


def test_the_period_of_the_form_counts(visit: Visit) -> None:
    page = visit()
    page.click(".composer .period summary")
    page.fill("#period-since", "2024-06-20")
    page.fill("#period-until", "2024-06-01")
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    page.wait_for_selector(".notice")
    assert "after the last one" in page.locator(".notice").inner_text()
    page.fill("#period-until", "2024-06-30")
    ask(page, QUESTION)
    assert "2024-06-20 to 2024-06-30" in page.locator(".edit summary").inner_text()


def test_a_period_that_the_question_names_is_dropped_at_a_click(visit: Visit) -> None:
    page = visit()
    turn = ask(page, "What did Orban agree to last week?")
    assert turn.locator(".refusal.out_of_period").count() == 1
    turn.locator(".any-date").click()
    page.wait_for_selector(".claims")
    assert page.locator(".turn").count() == 1
    assert "any date" in page.locator(".edit summary").inner_text()
    assert page.locator(".any-date").count() == 0


def test_a_thumb_is_kept_without_words(visit: Visit, site: Any) -> None:
    page = visit()
    ask(page, QUESTION)
    page.click(".vote[data-vote=up]")
    page.wait_for_selector(".vote[data-vote=up][aria-pressed=true]")
    page.click(".vote[data-vote=up]")
    page.wait_for_selector(".vote[data-vote=up][aria-pressed=false]")
    lines = (site.archive / "feedback.jsonl").read_text().splitlines()
    votes = [json.loads(line) for line in lines][-2:]
    assert [vote["vote"] for vote in votes] == ["up", None]
    assert votes[0]["id"] == votes[1]["id"]
    assert "summit" not in "".join(lines)


def test_an_answer_is_copied_as_markdown(visit: Visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.click(".copy")
    page.wait_for_selector("text=Copied")
    assert "**July 9 to July 11**" in page.evaluate("navigator.clipboard.readText()")


def test_a_new_conversation_is_empty(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    page.click(".menu summary")
    page.click("text=Begin a new conversation")
    page.wait_for_selector(".welcome")
    page.reload()
    page.wait_for_selector(".welcome .example")


def test_everything_is_reached_by_the_keyboard(visit: Visit) -> None:
    page = visit()
    page.wait_for_selector(".example")
    assert page.evaluate("document.activeElement.id") == "question"
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn .foot")
    page.wait_for_selector("#source mark.cited")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.claims button.mark')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('mark.cited')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.claims button.mark')")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.className || document.activeElement.id"))
    assert {"mark", "copy", "retry", "vote", "question", "theme"} <= reached


def test_on_a_phone_the_panel_is_a_sheet(visit: Visit) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    ask(page, QUESTION)
    assert not page.locator("#source").is_visible()
    assert page.evaluate(BEYOND) == []
    page.locator(".claims button.mark").first.tap()
    page.wait_for_selector("#source mark.cited", state="visible")
    box = page.locator("#source mark.cited").bounding_box()
    assert 0 <= box["y"] < PHONE["height"]
    page.click("#source .close")
    assert not page.locator("#source").is_visible()
    page.goto(page.url.partition("#")[0] + "#library")
    page.wait_for_selector(".shelves .list")
    assert page.evaluate(BEYOND) == []


def test_dark_follows_the_system_and_can_be_chosen(visit: Visit) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    dark, light = visit(color_scheme="dark"), visit(color_scheme="light")
    assert dark.evaluate(paper) == "rgb(19, 21, 24)"
    assert light.evaluate(paper) == "rgb(246, 243, 236)"
    light.click(".theme")
    assert light.evaluate(paper) == dark.evaluate(paper)
    light.reload()
    light.wait_for_selector(".composer")
    assert light.evaluate(paper) == dark.evaluate(paper)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found(visit: Visit, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = visit(color_scheme=scheme)
    page.wait_for_selector(".example")
    found = {"welcome": axe.Axe().run(page)}
    ask(page, QUESTION)
    ask(page, "What did Macron agree to?")
    page.locator(".edit summary").last.click()
    found["talk"] = axe.Axe().run(page)
    page.click("text=Library")
    page.wait_for_selector(".shelves .list")
    found["library"] = axe.Axe().run(page)
    page.set_viewport_size(PHONE)
    page.click("text=Chat")
    page.locator(".nearest button.mark").first.click()
    page.wait_for_selector("#source mark.cited", state="visible")
    found["sheet"] = axe.Axe().run(page)
    for place, result in found.items():
        worst = [v for v in result.response["violations"] if v["impact"] in ("serious", "critical")]
        assert not worst, (place, [(v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"]) for v in worst])


def test_nothing_jumps_while_an_answer_comes(visit: Visit) -> None:
    page = visit()
    page.wait_for_selector(".example")
    page.evaluate(
        "window.jumps = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) "
        "if (!one.hadRecentInput) window.jumps += one.value; }).observe({ type: 'layout-shift', buffered: false })"
    )
    place = page.locator(".composer .box").bounding_box()
    ask(page, QUESTION)
    page.wait_for_selector("#source mark.cited")
    assert page.locator(".composer .box").bounding_box() == place
    assert page.evaluate("window.jumps") < 0.1


def test_a_very_long_question_is_cut_and_said_to_be(visit: Visit) -> None:
    page = visit()
    ask(page, "What did Orban agree to? " + "x " * 50_000)
    assert "only its first 1,000 characters" in page.locator(".notice").inner_text()
    assert page.locator(".turn .question").bounding_box()["height"] < 300
    assert page.input_value("#question") == ""  # it was taken


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_a_later_answer_is_lifted_into_view(visit: Visit, size: tuple[int, int]) -> None:
    page = visit()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for question in (QUESTION, "When is the Washington summit?", "What did Macron agree to?"):
        turn = ask(page, question)
    page.wait_for_timeout(600)  # it glides
    thread, top = page.locator("#part-thread").bounding_box(), turn.bounding_box()["y"]
    assert top - thread["y"] < 0.35 * min(thread["height"], size[1])
