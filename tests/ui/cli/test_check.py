import json
from pathlib import Path
from typing import Any

import pytest

TEXT = """The ferry to Orla

12 March 2024

The Orla ferry will stop on 4 May after 90 years. "The council will not pay for a new boat," Mayor Mara Holt said.
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "ferry.txt"
    file.write_text(TEXT, "utf-8")
    return file


def test_a_supported_claim(attribune: Any, source: Path) -> None:
    ran = attribune("check", "--source", source, "The Orla ferry will stop on May 4, 2024.")
    assert ran.status == 0
    assert ran.out.startswith("supported (")
    assert ran.out.endswith(", judge: rule+model)\n")


def test_a_claim_that_the_source_turns_round(attribune: Any, source: Path) -> None:
    ran = attribune("check", "--source", source, "The", "council", "will", "pay", "for", "a", "new", "boat.")
    assert ran.status == 1
    assert ran.out.startswith("contradicted (")
    assert '"pay"' in ran.out


def test_what_the_source_does_not_tell(attribune: Any, source: Path) -> None:
    ran = attribune("check", "--source", source, "Scientists bred a striped orchid.")
    assert (ran.status, ran.out[:13]) == (1, "not supported")


def test_as_json(attribune: Any, source: Path) -> None:
    told = json.loads(attribune("check", "--source", source, "The ferry will stop on 5 May 2024.", "--json").out)
    assert (told["label"], told["fault"], told["judge"]) == ("contradicted", "5 May 2024", "rule+model")
    assert told["published"] == "2024-03-12"


def test_wrong_use_is_one_line(attribune: Any, source: Path, tmp_path: Path) -> None:
    two = tmp_path / "two.jsonl"
    two.write_text('{"id": "a", "text": "Rain fell."}\n{"id": "b", "text": "Snow fell."}\n', "utf-8")
    for arguments in (
        ["--source", tmp_path / "none.txt", "Rain fell."],
        ["--source", tmp_path, "Rain fell."],
        ["--source", two, "Rain fell."],
        ["--source", source, " ... "],
        ["--source", source, "rain " * 2000],
        ["Rain fell."],
    ):
        ran = attribune("check", *arguments)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith("attribune: ")
        assert ran.err.count("\n") == 1
