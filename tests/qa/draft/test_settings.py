"""Which model is asked, where, with which key: options before the environment before the file; keys stay at home."""

from pathlib import Path

import pytest

from index.errors import WrongUse
from qa.draft.endpoint import OPENAI, Endpoint
from qa.draft.settings import chosen

LOCAL = "http://127.0.0.1:11434/v1"
KEY = "sk-0123456789abcdef"


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / "settings.toml"
    file.write_text(text)
    file.chmod(mode)
    return file


def test_without_a_model_nobody_is_asked(tmp_path: Path) -> None:
    assert chosen(None, None, {}) is None
    assert chosen(None, None, {"OPENAI_API_KEY": KEY}, tmp_path / "absent.toml") is None
    assert chosen("", None, {"ATTRIBUNE_LLM": "qwen", "ATTRIBUNE_LLM_URL": LOCAL}) is None


def test_options_before_the_environment_before_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, 'llm = "kept"\nllm_url = "http://kept.example/v1"\n')
    assert chosen(None, None, {}, file) == Endpoint("kept", "http://kept.example/v1")
    environment = {"ATTRIBUNE_LLM": "named", "ATTRIBUNE_LLM_URL": LOCAL}
    assert chosen(None, None, environment, file) == Endpoint("named", LOCAL)
    assert chosen("given", "http://given.example/v1/", environment, file) == Endpoint(
        "given", "http://given.example/v1"
    )


def test_an_openai_key_goes_to_openai_alone() -> None:
    environment = {"OPENAI_API_KEY": KEY}
    assert chosen("gpt", None, environment) == Endpoint("gpt", OPENAI, KEY)
    assert chosen("qwen", LOCAL, environment) == Endpoint("qwen", LOCAL, None)
    assert chosen("qwen", None, environment | {"ATTRIBUNE_LLM_URL": LOCAL}) == Endpoint("qwen", LOCAL, None)


def test_a_key_stays_with_the_address_of_its_source(tmp_path: Path) -> None:
    other = "https://other.example/v1"
    environment = {"ATTRIBUNE_LLM_URL": LOCAL, "ATTRIBUNE_LLM_KEY": KEY}
    assert chosen("m", None, environment) == Endpoint("m", LOCAL, KEY)
    assert chosen("m", other, environment) == Endpoint("m", other, None)
    assert chosen("m", other, {"ATTRIBUNE_LLM_KEY": KEY}) == Endpoint("m", other, KEY)
    file = written(tmp_path, f'llm = "m"\nllm_url = "{LOCAL}"\nllm_key = "{KEY}"\n')
    assert chosen(None, None, {}, file) == Endpoint("m", LOCAL, KEY)
    assert chosen(None, other, {}, file) == Endpoint("m", other, None)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_with_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = written(tmp_path, f'llm = "m"\nllm_url = "{LOCAL}"\nllm_key = "{KEY}"\n', mode)
    with pytest.raises(WrongUse, match="chmod 600") as raised:
        chosen(None, None, {}, file)
    assert KEY not in str(raised.value)


def test_a_file_without_a_key_may_be_read_by_all(tmp_path: Path) -> None:
    file = written(tmp_path, f'llm = "m"\nllm_url = "{LOCAL}"\n', 0o644)
    assert chosen(None, None, {}, file) == Endpoint("m", LOCAL)


@pytest.mark.parametrize("text", [f'llm_key = "{KEY}', f"llm_key = {KEY}", 'model = "m"', "llm = 3"])
def test_a_broken_file_is_one_line_without_its_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(WrongUse) as raised:
        chosen(None, None, {}, written(tmp_path, text))
    assert KEY not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:11434", "ftp://host/v1", "http://", "http://host:99999/v1", "http://h/v1?key=sk-1", "http://a b/"],
)
def test_what_is_no_address_is_said(url: str) -> None:
    with pytest.raises(WrongUse, match="--llm-url"):
        chosen("m", url, {})


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(WrongUse, match="ATTRIBUNE_LLM_KEY") as raised:
        chosen("m", f"https://me:{KEY}@host.example/v1", {})
    assert KEY not in str(raised.value)


def test_openai_without_a_key_and_an_address_without_a_model_are_said() -> None:
    with pytest.raises(WrongUse, match="OPENAI_API_KEY"):
        chosen("gpt", None, {})
    with pytest.raises(WrongUse, match="no model is named"):
        chosen(None, LOCAL, {})


def test_a_key_with_a_line_end_is_refused_and_not_shown() -> None:
    with pytest.raises(WrongUse) as raised:
        chosen("m", LOCAL, {"ATTRIBUNE_LLM_KEY": f"{KEY}\nx-evil: 1"})
    assert KEY not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "host", "local"),
    [
        (LOCAL, "127.0.0.1:11434", True),
        ("http://localhost:8000/v1", "localhost:8000", True),
        ("http://[::1]:8000/v1", "[::1]:8000", True),
        ("http://192.0.2.7:8000/v1", "192.0.2.7:8000", False),
        ("http://localhost.evil.example/v1", "localhost.evil.example", False),
        (OPENAI, "api.openai.com", False),
    ],
)
def test_where_it_goes(url: str, host: str, local: bool) -> None:
    endpoint = Endpoint("m", url, KEY)
    assert (endpoint.host, endpoint.local) == (host, local)
    assert KEY not in repr(endpoint)


def test_a_name_with_a_colon_is_a_model_unless_it_names_a_class() -> None:
    assert chosen("qwen2.5:7b", LOCAL, {}) == Endpoint("qwen2.5:7b", LOCAL)
    assert chosen("llama3.2:latest", None, {"OPENAI_API_KEY": KEY}) == Endpoint("llama3.2:latest", OPENAI, KEY)
    with pytest.raises(WrongUse, match="MODULE:NAME"):
        chosen("no.such.module:Model", None, {})
    with pytest.raises(WrongUse, match="MODULE:NAME"):
        chosen("json:Nothing", None, {"OPENAI_API_KEY": KEY})
    assert chosen("__main__:m", None, {"OPENAI_API_KEY": KEY}) == Endpoint("__main__:m", OPENAI, KEY)
