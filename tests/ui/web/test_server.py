"""The command: what it refuses to do, how it ends, what it leaves in its log."""

import signal
import socket
import stat
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from index.errors import WrongUse
from ui.cli.app import run
from ui.web.origins import Origins
from ui.web.place import Place, check, is_loopback


def test_another_address_needs_a_password() -> None:
    for host in ("0.0.0.0", "::", "192.168.1.7", "myhost.example"):
        with pytest.raises(WrongUse, match="--password-file"):
            check(Place(host))
        check(Place(host, password="x"))
    for host in ("127.0.0.1", "localhost", "::1", "127.8.8.8"):
        check(Place(host))
        assert Place(host).may_write
    assert not Place("0.0.0.0", password="x").may_write
    assert not is_loopback("127.0.0.1.evil.example")


def test_wrong_use_is_one_line(capsys: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATTRIBUNE_PASSWORD", raising=False)
    empty = tmp_path / "empty"
    empty.write_text("\n")
    taken = socket.create_server(("127.0.0.1", 0))
    port = str(taken.getsockname()[1])
    lines = [
        (["--host", "0.0.0.0"], "--host 0.0.0.0: others could read the archive"),
        (["--password-file", str(empty)], "its first line is empty"),
        (["--password-file", str(tmp_path / "none")], "no such file"),
        (["--port", port], f"127.0.0.1:{port}: cannot be listened on"),
        (["--host", "no.such.host.invalid", "--port", "0"], "no.such.host.invalid"),
        (["--port", "70000"], "port"),
    ]
    for arguments, told in lines:
        password = (
            [] if "--password-file" in arguments or "0.0.0.0" in arguments else ["--password-file", str(tmp_path / "p")]
        )
        (tmp_path / "p").write_text("secret\n")
        assert run(["--quiet", "--archive", str(tmp_path / "a"), "web", *password, *arguments]) == 2
        error = capsys.readouterr().err
        assert told in error
        assert error.count("\n") == 1
        assert "secret" not in error
    taken.close()


def test_it_ends_in_order_and_its_log_tells_no_words(serve: Any) -> None:
    served = serve()
    folder = next(served.folder.glob("attribune-web-*"))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert urllib.request.urlopen(served.address + "health/ready", timeout=20).read() == b"ready\n"
    urllib.request.urlopen(served.address, timeout=20).read()
    assert served.end(signal.SIGINT) == 130
    assert not folder.exists()
    assert [line for line in served.log if not line.startswith(("starting", "attribune: http"))] == []


def test_a_name_is_ours_only_where_it_was_allowed() -> None:
    from starlette.datastructures import Headers

    scope = {"type": "http", "method": "GET", "path": "/", "server": ("10.1.2.3", 7860)}
    everywhere = Origins("0.0.0.0", ["news.example"])
    for host, ours in {
        "10.1.2.3:7860": True,
        "news.example": True,
        "10.1.2.4:7860": False,
        "other.example": False,
    }.items():
        assert (everywhere.fault(scope, Headers({"host": host})) is None) is ours


def test_gradio_still_calls_the_rest_of_its_queue_so() -> None:
    import gradio as gr

    with gr.Blocks(analytics_enabled=False) as made:
        assert vars(made.queue()._queue)["sleep_when_free"] > 0
