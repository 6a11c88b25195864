"""Many people at once, and many questions: no error, no wait without a word, no growth.

The suite asks with a few people; `make soak` with twenty for two minutes, and two thousand questions. With
ATTRIBUNE_ARCHIVE named, over that archive. The figures are printed (`pytest -s`).
"""

import asyncio
import json
import os
import random
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Times:
    """Seconds from a question to its first sign and to its answer; seconds in which the page itself was had."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def told(self) -> str:
        """The middle, the 95th in a hundred and the longest of each."""
        rows = {"first sign": self.first, "answer": self.whole, "page": self.page}
        return "; ".join(
            f"{name}: n {len(s)}, p50 {_at(s, 0.5):.2f}, p95 {_at(s, 0.95):.2f}, max {max(s):.2f} s"
            for name, s in rows.items()
            if s
        )


def _at(seconds: list[float], share: float) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


class Person:
    """Somebody with a browser's cookies who asks through Gradio's queue, as the page's own script does."""

    def __init__(self, client: httpx.AsyncClient, config: dict[str, Any], times: Times) -> None:
        self._client = client
        self._times = times
        by_id = {c["id"]: c["props"].get("elem_id") for c in config["components"]}
        self._ask, self._target = next(
            (d["id"], target)
            for d in config["dependencies"]
            for target, event in d["targets"]
            if event == "submit" and by_id.get(target) == "part-composer"
        )
        self._stream = f"s{random.randrange(1 << 60):x}"

    async def ask(self, question: str) -> None:
        """Ask, and read until the answer is whole."""
        body = {
            "data": [],
            "fn_index": self._ask,
            "session_hash": self._stream,
            "trigger_id": self._target,
            "event_data": {"question": question, "since": "", "until": ""},
        }
        started = time.perf_counter()
        joined = await self._client.post("gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            self._times.faults.append(f"join {joined.status_code}")
            return
        first, said = None, ""
        async with self._client.stream("GET", "gradio_api/queue/data", params={"session_hash": self._stream}) as lines:
            async for line in lines.aiter_lines():
                if not line.startswith("data:"):
                    continue
                message = json.loads(line[5:])
                said += line
                if message["msg"] == "process_generating" and first is None:
                    first = time.perf_counter() - started
                if message["msg"] == "process_completed":
                    if not message["success"] or first is None:
                        self._times.faults.append("not answered")
                        return
                    if "foot" not in said:
                        self._times.faults.append("busy" if "Many people" in said else "no answer came")
                        return
                    self._times.first.append(first)
                    self._times.whole.append(time.perf_counter() - started)
                    return
        self._times.faults.append("the stream broke off")


async def crowd(address: str, people: int, questions: list[str], *, seconds: float | None, times: Times) -> None:
    """So many people ask one question after another; for so long, or each question once among them."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as probe:
        page = (await probe.get("")).text
        config = json.loads(re.search(r"window\.gradio_config = (\{.*?\});</script>", page, re.DOTALL)[1])  # type: ignore[index]
        waiting = list(reversed(questions))
        until = time.perf_counter() + (seconds or 1e9)

        async def somebody() -> None:
            async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
                await client.get("")
                person = Person(client, config, times)
                while time.perf_counter() < until and waiting:
                    await person.ask(waiting.pop())
                    if seconds:
                        waiting.insert(0, random.choice(questions))

        async def looks() -> None:
            while True:
                started = time.perf_counter()
                there = await probe.get("")
                times.page.append(time.perf_counter() - started)
                if there.status_code != 200:
                    times.faults.append(f"page {there.status_code}")
                await asyncio.sleep(1)

        looking = asyncio.ensure_future(looks())
        await asyncio.gather(*(somebody() for _ in range(people)))
        looking.cancel()


@pytest.fixture(scope="module")
def questions() -> list[str]:
    """The questions of the bundled cases; of the set beside a named archive, its own."""
    named = os.environ.get("ATTRIBUNE_QUESTIONS")
    file = Path(named) if named else ROOT / "evals" / "sample" / "cases.jsonl"
    return [json.loads(line)["question"] for line in file.read_text("utf-8").splitlines()]


def _resident(pid: int) -> float:
    """Megabytes of memory that a process holds."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024  # type: ignore[index]


def _served(serve: Any) -> Any:
    named = os.environ.get("ATTRIBUNE_ARCHIVE")
    return serve(archive=Path(named)) if named else serve()


def test_a_few_people_at_once(serve: Any, questions: list[str]) -> None:
    _at_once(serve, questions[:18], people=6, seconds=None)


@pytest.mark.soak
def test_one_person(serve: Any, questions: list[str]) -> None:
    started, times = time.perf_counter(), Times()
    served = _served(serve)
    assert httpx.get(served.address).status_code == 200
    sys.stdout.write(f"\nfirst page: {time.perf_counter() - started:.1f} s" + "\n")
    asyncio.run(crowd(served.address, 1, questions[:4], seconds=None, times=Times()))
    asyncio.run(crowd(served.address, 1, questions[100:128] or questions, seconds=None, times=times))
    sys.stdout.write(times.told() + "\n")
    assert times.faults == []


@pytest.mark.soak
def test_twenty_people_for_two_minutes(serve: Any, questions: list[str]) -> None:
    _at_once(serve, questions, people=20, seconds=120)


def _at_once(serve: Any, questions: list[str], *, people: int, seconds: float | None) -> None:
    served, times = _served(serve), Times()
    asyncio.run(crowd(served.address, people, questions, seconds=seconds, times=times))
    sys.stdout.write(f"\n{people} people: {times.told()}" + "\n")
    assert times.faults == []
    assert _at(times.page, 0.95) < 5
    assert len(times.whole) >= len(questions[:18])


def test_memory_after_sixty_questions(serve: Any, questions: list[str]) -> None:
    grown, times = _grown(serve, questions, warm=40, count=60)
    assert times.faults == []
    assert grown < 15


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_memory_after_two_thousand_questions(serve: Any, questions: list[str]) -> None:
    grown, times = _grown(serve, questions, warm=300, count=int(os.environ.get("ATTRIBUNE_LIMIT", "2000")))
    sys.stdout.write(f"\ngrown by {grown:.0f} MB; {times.told()}" + "\n")
    assert times.faults == []
    assert grown < 50


def _grown(serve: Any, questions: list[str], *, warm: int, count: int) -> tuple[float, Times]:
    served, times = _served(serve), Times()
    several = [questions[n % len(questions)] for n in range(warm)]
    asyncio.run(crowd(served.address, 2, several, seconds=None, times=times))
    before = _resident(served.process.pid)
    several = [questions[n % len(questions)] for n in range(count)]
    asyncio.run(crowd(served.address, 2, several, seconds=None, times=times))
    return _resident(served.process.pid) - before, times
