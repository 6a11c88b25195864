"""The page over a copy of the sample archive: in this process, behind its guard; and as a server of its own."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from starlette.testclient import TestClient

from index.stores.archive import Archive
from qa.bot import Bot
from tests.ui.web.visits import WIDE, Visit, pressure
from ui.web.place import Place

COMMAND = "import sys, attribune; sys.argv[0] = 'attribune'; sys.exit(attribune.main())"
HOST = "127.0.0.1:7860"


class Served(NamedTuple):
    """A running `attribune web`."""

    address: str
    archive: Path
    process: subprocess.Popen[str]
    log: list[str]
    folder: Path
    """Where it keeps what is temporary."""

    def end(self, number: int = signal.SIGTERM) -> int:
        """Tell it to end; its exit status."""
        self.process.send_signal(number)
        return self.process.wait(15)


Serve = Callable[..., Served]


@pytest.fixture(scope="session")
def application(sample_archive: Path) -> Callable[..., Any]:
    """Builds the guarded application over the sample articles; nothing listens."""

    def build(**place: Any) -> Any:
        from ui.web.application import built

        return built(Bot(Archive.read(sample_archive)), Place(**{"port": 7860, **place}))

    return build


@pytest.fixture(scope="session")
def guarded(application: Callable[..., Any]) -> Iterator[TestClient]:
    """A browser of an open page on the loopback address."""
    with TestClient(application().guard, f"http://{HOST}", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def locked(application: Callable[..., Any]) -> Iterator[TestClient]:
    """A browser of a page on a LAN address, with a password."""
    made = application(host="192.0.2.7", names=("news.example",), password="open sesame")
    with TestClient(made.guard, "http://192.0.2.7:7860", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def serve(
    sample_archive: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serve]:
    """Starts `attribune web` on a free port over a copy of the sample archive, or over `archive`; ends them all."""
    running: list[Served] = []

    def start(*arguments: str, archive: Path | None = None, code: str = COMMAND) -> Served:
        folder = tmp_path_factory.mktemp("web")
        if archive is None:
            archive = folder / "archive"
            shutil.copytree(sample_archive, archive)
        process = subprocess.Popen(
            [sys.executable, "-c", code, "web", *arguments, "--port", "0", "--archive", str(archive)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**environment, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"},
            cwd=folder,
        )
        log: list[str] = []
        told = threading.Event()
        address: list[str] = []

        def read() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                log.append(line.rstrip("\n"))
                if line.startswith("attribune: http://"):
                    address.append(line.split()[1])
                    told.set()
            told.set()

        threading.Thread(target=read, daemon=True).start()
        assert told.wait(60)
        assert address, log
        served = Served(address[0], archive, process, log, folder)
        running.append(served)
        return served

    yield start
    for served in running:
        if served.process.poll() is None:
            served.end()
        assert not [line for line in served.log if "Traceback" in line], served.log


@pytest.fixture(scope="session")
def site(serve: Serve) -> Served:
    """One server that the tests of the browser share."""
    return serve()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium, driven by playwright; without one the test is left out, in one line."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser tests")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no chromium on this machine: apt-get install chromium, or name one in CHROMIUM")
    quiet = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=[*quiet.split(), "--no-first-run", "--disable-quic"])
        yield opened
        with contextlib.suppress(sync_api.Error):
            opened.close()


@pytest.fixture
def visit(browser: Any, site: Any) -> Iterator[Visit]:
    """A fresh visitor's page: nothing may go to another host, and no script may fail."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def open_page(at: str = "", address: str = site.address, **context: Any) -> Any:
        made = browser.new_context(**{"viewport": WIDE, "accept_downloads": True, **context})
        contexts.append(made)
        made.set_default_timeout(15_000 * pressure())
        page = made.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        page.on(
            "request", lambda asked: wrong.append(asked.url) if not asked.url.startswith((address, "data:")) else None
        )
        page.goto(address + at)
        page.wait_for_selector(".composer[data-ready]", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong
