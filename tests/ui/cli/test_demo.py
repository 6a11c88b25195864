import json
import tempfile
from pathlib import Path
from typing import Any

import pytest

from qa.types import Reason
from ui.cli.demo import QUESTIONS


def test_three_are_answered_one_is_refused_and_nothing_is_left(
    attribune: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ran = attribune("demo", "--json")
    assert ran.status == 0
    replies = json.loads(ran.out)["replies"]
    assert [reply["question"] for reply in replies] == list(QUESTIONS)
    assert [reply["answered"] for reply in replies] == [True, True, True, False]
    assert replies[1]["short"]["text"].startswith("July 9")
    assert replies[3]["refusal"]["reason"] == Reason.NAME_MISSING.value
    assert list(tmp_path.iterdir()) == []
