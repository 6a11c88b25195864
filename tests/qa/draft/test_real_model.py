"""A real model that makes things up freely: what it writes unsupported does not get out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from evals import cases, make
from index.stores.archive import Archive
from qa.bot import Bot
from qa.draft.write import Drafter
from qa.reader import TrainedReader
from qa.replies import to_json, verify
from qa.types import Answer, Reply
from tests.qa.draft import rechecked
from tests.qa.draft.hidden import ASKED


def held(bot: Bot, reply: Reply) -> list[float]:
    """Every sentence shown is a quotation, or states no number, date or name that its cited words do not have.

    Looked at without the gate; the share of each sentence's content words that its cited words have is given back.
    """
    assert verify(to_json(reply), bot.archive.article)[1] == []
    if not isinstance(reply, Answer):
        return []
    assert reply.engine.host is not None
    assert rechecked.faults(reply, bot.archive) == []
    return [rechecked.found(claim) for claim in reply.claims if claim.text != claim.citations[0].quote]


def told(shares: list[float]) -> str:
    """What the shown sentences of a model hold of their cited words, for whoever reads the log."""
    each = ", ".join(f"{share:.2f}" for share in sorted(shares))
    return f"\ncontent words found in the cited words, of {len(shares)} sentences shown: {each}\n"


def logged(question: str, reply: Reply) -> dict[str, Any]:
    """What a person would read, for the log of a soak."""
    shown = [[c.text, [q.quote for q in c.citations]] for c in reply.claims] if isinstance(reply, Answer) else []
    return {
        "question": question,
        "engine": reply.engine.kind,
        "shown": shown,
        "withheld": [w.text for w in reply.withheld],
    }


@pytest.mark.parametrize("question", ASKED)
def test_nothing_unsupported_gets_out(samples: Archive, reader: TrainedReader, drafter: Drafter, question: str) -> None:
    bot = Bot(samples, reader, drafter=drafter)
    sys.stdout.write(told(held(bot, bot.ask(question))))


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_the_sample_questions_and_forty_made_ones(
    samples: Archive, reader: TrainedReader, drafter: Drafter, tmp_path: Path
) -> None:
    asked = [case.question for case in cases.read(cases.bundled()[1], samples.article)]
    asked += [case.question for case in make.make(samples, 40)]
    bot = Bot(samples, reader, drafter=drafter)
    shares: list[float] = []
    with (tmp_path / "drafts.jsonl").open("w") as log:
        for question in asked:
            reply = bot.ask(question)
            shares += held(bot, reply)
            log.write(json.dumps(logged(question, reply)) + "\n")
    sys.stdout.write(told(shares))
    sys.stdout.write(f"\nto be read by eye: {tmp_path / 'drafts.jsonl'}\n")
