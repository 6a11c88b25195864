"""What the tests that visit the page in a browser share."""

import os
from collections.abc import Callable
from typing import Any

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
QUESTION = "When is the Washington summit?"
Visit = Callable[..., Any]


def ask(page: Any, question: str) -> Any:
    """Ask and wait; the last turn."""
    count = page.locator(".turn").count()
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_function("n => document.querySelectorAll('.turn .foot').length > n", arg=count)
    page.wait_for_selector("html:not(.busy)")  # until then the next question is not taken
    return page.locator(".turn").last


def pressure() -> float:
    """How much longer a second takes on this machine now than on an idle one: times are bounded for an idle one."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
