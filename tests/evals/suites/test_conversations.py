from pathlib import Path
from typing import Any

import pytest

from evals import rows
from evals.metrics.conversations import measure
from evals.rows import Fault
from evals.suites import conversations
from index import build
from index.stores.archive import Archive
from qa.bot import Bot
from qa.reader import TrainedReader

FERRY = "The Orla ferry will stop on May 4, the line said on Monday. Ines Duarte runs the Orla ferry."
MILL = "The old mill at Sund burned down on Friday. Peter Holt saw the fire at the mill."
TURNS: list[dict[str, Any]] = [
    {"question": "When will the Orla ferry stop?", "stand_alone": "When will the Orla ferry stop?"},
    {"question": "Who runs it?", "stand_alone": "Who runs the Orla ferry?"},
    {"question": "What about the old mill at Sund?", "stand_alone": "When did the old mill at Sund burn down?"},
]
PLACES = [("news/ferry.txt", 60, 92), ("news/mill.txt", 0, 42)]
ROW: dict[str, Any] = {
    "id": "t1",
    "turns": [
        TURNS[0],
        *(
            {**turn, "article": a, "start": start, "end": end}
            for turn, (a, start, end) in zip(TURNS[1:], PLACES, strict=True)
        ),
    ],
}


def test_each_follow_up_is_searched_for_in_three_wordings(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "ferry.txt").write_text(FERRY, "utf-8")
    (folder / "mill.txt").write_text(MILL, "utf-8")
    with Archive.write(tmp_path / "archive") as archive:
        build.index(archive, [folder])
    archive = Archive.read(tmp_path / "archive")
    told: list[tuple[str, int, int]] = []
    found = conversations.run([conversations.parse(ROW)], Bot(archive), progress=lambda *step: told.append(step))
    archive.close()
    assert [(f.asked, f.understood) for f in found] == [
        ("Who runs it?", "Who runs the Orla ferry?"),
        ("What about the old mill at Sund?", found[1].understood),
    ]
    assert all(f.by_written.gold and f.kept and f.same for f in found)
    assert told == [("conversations", 0, 1), ("conversations", 1, 1)]


def test_the_bundled_conversations_can_be_held(sample_archive: Path) -> None:
    talks = rows.read(conversations.bundled(), conversations.parse)
    assert len(talks) == 40
    archive = Archive.read(sample_archive)
    found = conversations.run(talks[:3], Bot(archive))
    archive.close()
    assert [f.asked for f in found] == [asked.question for talk in talks[:3] for asked in talk.later]
    assert measure(found)["kept"].value is not None


@pytest.mark.soak
def test_follow_ups_find_what_a_persons_wording_finds(sample_archive: Path) -> None:
    archive, reader = Archive.read(sample_archive), TrainedReader()
    talks = rows.read(conversations.bundled(), conversations.parse)
    kept = measure(conversations.run(talks, Bot(archive, reader), reader))["kept"]
    archive.close()
    assert kept.value is not None
    assert kept.value >= 0.85


@pytest.mark.parametrize("broken", [{"turns": 1}, {"turns": []}, {"turns": [{"question": "Who?"}] * 2}, {"id": None}])
def test_a_broken_row_is_a_fault(broken: dict[str, Any]) -> None:
    with pytest.raises(Fault):
        conversations.parse(ROW | broken)
