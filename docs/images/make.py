"""Makes the pictures of the page and of a report: the sample articles, asked and measured. `make images`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from index import build
from index.stores.archive import Archive

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
QUESTION = "What did Orban agree to?"
COMMAND = "import sys, attribune; sys.argv[0] = 'attribune'; sys.exit(attribune.main())"
WIDE = {"viewport": {"width": 1360, "height": 820}}
PHONE = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


def asked(page: Page, question: str) -> None:
    """Ask, and wait until the answer and the words behind it are there."""
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_selector(".turn .foot", timeout=60_000)
    page.wait_for_selector("#source mark.cited", state="attached")
    page.locator("#question").blur()
    page.wait_for_timeout(300)


def picture(page: Page, name: str) -> None:
    """A screenshot in 256 colours: nobody sees the difference, and it is a third of the size."""
    file = HERE / f"{name}.png"
    page.screenshot(path=file)
    with Image.open(file) as taken:
        taken.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)


def taken(address: str, folder: Path) -> None:
    """Every picture: of the page at `address`, and of a report that is written into `folder`."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])

        def opened_page(at: str = "", **context: Any) -> Page:
            page = browser.new_context(**context).new_page()
            page.goto(address + at)
            page.wait_for_selector(".composer[data-ready]", state="attached")
            return page

        for name, scheme in (("light", "light"), ("dark", "dark")):
            page = opened_page(**WIDE, color_scheme=scheme)
            asked(page, QUESTION)
            picture(page, f"web-{name}")
        page = opened_page(**PHONE)
        asked(page, QUESTION)
        picture(page, "web-phone")
        page.locator(".claims button.mark").nth(1).tap()
        page.wait_for_selector("#source[data-mark='2'] mark.cited", state="visible")
        picture(page, "web-phone-source")
        page = opened_page(**WIDE)
        asked(page, "What did Macron agree to?")
        picture(page, "web-refusal")
        page = opened_page("#library", **WIDE)
        page.wait_for_selector(".shelves .list")
        picture(page, "web-library")
        report = folder / "report.html"
        line = [sys.executable, "-c", COMMAND, "eval", "run", "--quiet", "--html", str(report)]
        subprocess.run(line, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)  # noqa: S603  our own command
        page = browser.new_context(viewport={"width": 1200, "height": 1500}).new_page()
        page.goto(report.as_uri())
        picture(page, "evaluation-report")
        browser.close()


def main() -> None:
    """Every picture, from one server."""
    with TemporaryDirectory(prefix="attribune-images-") as folder:
        archive = Path(folder) / "archive"
        with Archive.write(archive) as opened:
            build.index(opened, [ROOT / "evals" / "sample" / "articles"])
        line = [sys.executable, "-c", COMMAND, "web", "--quiet", "--port", "0", "--archive", str(archive)]
        server = subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=ROOT)  # noqa: S603  our own command
        with server:
            try:
                assert server.stdout is not None
                taken(server.stdout.readline().split()[1], Path(folder))
            finally:
                server.terminate()  # else leaving the block would wait for it


if __name__ == "__main__":
    main()
