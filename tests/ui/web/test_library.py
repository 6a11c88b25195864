"""The library page in a browser, and what becomes of the chat when the archive changes."""

from pathlib import Path
from typing import Any

import pytest

from index.stores.archive import Archive
from index.types import ArticleKey
from tests.ui.web.visits import QUESTION, Visit, ask


@pytest.fixture(scope="module")
def changing(serve: Any) -> Any:
    """A server whose archive these tests change."""
    return serve()


def test_uploads_are_found_and_removed_again(visit: Visit, changing: Any) -> None:
    served = changing
    page = visit("#library", served.address)
    page.wait_for_selector(".shelves .list")
    fox = b"Fox on Mill Lane\n\nA red fox was seen on Mill Lane on Monday, said Ada Brook, who lives there.\n"
    files = [
        {"name": "fox.txt", "mimeType": "text/plain", "buffer": fox},
        {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""},
        {"name": "<img src=x>.html", "mimeType": "text/html", "buffer": b"<html><script>alert(1)</script></html>"},
        {"name": "picture.png", "mimeType": "image/png", "buffer": b"\x89PNG"},
    ]
    page.set_input_files("#files", files)
    page.wait_for_selector(".outcomes")
    told = page.locator(".outcomes li").all_inner_texts()
    assert told[0] == "fox.txt: 1 added"
    assert page.locator(".outcomes .bad").count() == 3
    assert str(served.archive) not in page.content()
    page.fill("#search", "mill lane")
    page.press("#search", "Enter")
    page.wait_for_selector("text=uploads/fox.txt")
    assert [path.parent.name for path in served.folder.rglob("fox.txt")] == ["uploads"]  # no temporary copy is left
    page.goto(served.address)
    ask(page, "Who saw a red fox on Mill Lane?")
    page.wait_for_selector("#source mark.cited")
    page.click("text=Library")
    page.fill("#search", "fox")
    page.press("#search", "Enter")
    page.wait_for_selector("text=1 to 1 of 1 article")
    page.locator("tr", has_text="uploads/fox.txt").locator(".sure summary").click()
    page.click(".remove >> visible=true")
    page.wait_for_selector("text=Removed.")
    assert not (served.archive / "uploads" / "fox.txt").exists()
    page.click("text=Chat")
    page.locator(".turn button.mark").first.click()
    page.wait_for_selector("#source .gone")
    assert "red fox" in page.locator("#source mark.cited").inner_text()


def test_a_file_that_is_too_large_is_said_to_be_and_nothing_is_kept(
    visit: Visit, changing: Any, tmp_path: Path
) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    page = visit("#library", changing.address)
    page.wait_for_selector(".shelves .list")
    page.set_input_files("#files", [large])
    page.wait_for_selector("text=Not taken, files of up to 50 MB are: large.txt", timeout=60_000)
    assert list(changing.folder.rglob("large.txt")) == []


def test_an_empty_archive_says_how_to_fill_it(visit: Visit, serve: Any, tmp_path: Path) -> None:
    served = serve(archive=tmp_path / "nothing")
    page = visit("", served.address)
    page.wait_for_selector("text=There are no articles yet")
    turn = ask(page, QUESTION)
    assert turn.locator(".refusal.empty_archive").count() == 1
    page.locator(".samples").first.click()
    page.wait_for_selector(".outcomes", timeout=60_000)
    page.click("text=Chat")
    turn = ask(page, QUESTION)
    assert turn.locator(".short strong").inner_text() == "July 9 to July 11"


def test_what_another_process_indexes_is_found_without_a_restart(visit: Visit, changing: Any, tmp_path: Path) -> None:
    served = changing
    page = visit("", served.address)
    assert ask(page, "Who saw a badger at Tannery Steps?").locator(".refusal").count() == 1
    article = tmp_path / "badger.txt"
    article.write_text("Badger\n\nOtto Finch saw a badger at Tannery Steps on Friday, he said.\n")
    with Archive.write(served.archive) as archive:
        page.click("text=Library")
        page.set_input_files("#files", [{"name": "a.txt", "mimeType": "text/plain", "buffer": b"A\n\nB saw C.\n"}])
        page.wait_for_selector("text=Another process is writing the archive")
        from index import build

        build.index(archive, [article])
        page.click("text=Chat")
        assert ask(page, "Who saw a badger at Tannery Steps?").locator(".answer").count() == 1
    assert served.process.poll() is None


def test_a_citation_of_a_removed_article_keeps_its_words(visit: Visit, changing: Any) -> None:
    served = changing
    page = visit("", served.address)
    turn = ask(page, "When does the Riverside pool open on weekdays?")
    page.wait_for_selector("#source mark.cited")
    words = page.locator("#source mark.cited").text_content()
    with Archive.write(served.archive) as archive:
        archive.remove([ArticleKey("echo-20240709-pool")])
    turn.locator("button.mark").first.click()
    page.wait_for_selector("#source .gone")
    assert page.locator("#source mark.cited").text_content() == words
