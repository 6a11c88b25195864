"""Any LLM of LlamaIndex as the model that drafts."""

import os
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.base.llms.types import LLMMetadata
from llama_index.core.llms.mock import MockLLM

from index.errors import WrongUse
from qa.bot import Bot
from qa.draft.llm import LlamaIndexModel, named
from qa.types import Answer
from tests.qa.draft.conftest import QUESTION


class Hosted(MockLLM):  # type: ignore[misc]
    """One that says where it sends things."""

    api_base: str = "https://models.example:8443/v1"


def test_what_it_writes_is_checked_as_any_model_is(drafted: Callable[..., Bot]) -> None:
    reply = drafted(model=LlamaIndexModel(MockLLM(max_tokens=30))).ask(QUESTION)
    assert isinstance(reply, Answer)
    assert reply.engine.model == "MockLLM"
    assert reply.engine.host == "where MockLLM sends them"
    assert all(claim.verdict.label == "supported" for claim in reply.claims)


class Asking(MockLLM):  # type: ignore[misc]
    """One that asks its server what it is, which is down."""

    model: str = "qwen2.5:7b"

    @property
    def metadata(self) -> LLMMetadata:
        raise ConnectionError("nobody there")


def test_one_whose_server_is_down_is_a_notice_under_the_grounded_answer(drafted: Callable[..., Bot]) -> None:
    reply = drafted(model=LlamaIndexModel(Asking())).ask(QUESTION)
    assert isinstance(reply, Answer)
    assert (reply.engine.kind, reply.engine.model) == ("extractive", "qwen2.5:7b")
    assert reply.engine.notice == "it failed (ConnectionError)"


def test_its_address_is_the_host() -> None:
    model = LlamaIndexModel(Hosted())
    assert (model.host, model.local) == ("models.example:8443", False)
    near = Hosted()
    near.api_base = "http://127.0.0.1:8000/v1"
    assert LlamaIndexModel(near).local


def test_a_name_finds_an_llm_or_makes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = types.ModuleType("my_llms")
    module.ready, module.Made, module.nothing = MockLLM(), Hosted, lambda: 3
    monkeypatch.setitem(sys.modules, "my_llms", module)
    assert named("my_llms:ready").name == "MockLLM"
    assert named("my_llms:Made").host == "models.example:8443"
    for spec in ("my_llms:nothing", "my_llms:absent", "no.such:Thing"):
        with pytest.raises(WrongUse):
            named(spec)


ASKED = "When is the Washington summit?"
ASK = "import sys, attribune; sys.argv[0] = 'attribune'; sys.exit(attribune.main())"
MINE = "from llama_index.core.llms.mock import MockLLM\n\nllm = MockLLM()\n"


@pytest.mark.parametrize(("path", "status"), [(".", 0), ("elsewhere", 2)])
def test_a_module_of_the_folder_is_found_as_the_documentation_says(
    sample_archive: Path, environment: dict[str, str], tmp_path: Path, path: str, status: int
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "models.py").write_text(MINE)
    # -P: as the installed command, which has not its own folder on the path either
    command = [sys.executable, "-P", "-c", ASK, "--archive", sample_archive, "ask", "--llm", "mine.models:llm", ASKED]
    named = {**environment, "PYTHONPATH": os.pathsep.join((path, environment["PYTHONPATH"]))}
    ran = subprocess.run(command, env=named, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False)
    assert ran.returncode == status, ran.stderr
    assert ("PYTHONPATH=." in ran.stderr) == (status == 2)
