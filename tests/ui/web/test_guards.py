import json
import re

import pytest
from starlette.testclient import TestClient

from ui.web.guards import LARGEST_BODY


def test_the_page_comes_with_its_headers_and_no_address_of_another_host(guarded: TestClient) -> None:
    page = guarded.get("/")
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy.partition("style-src")[0]
    nonce = re.search(r"'nonce-([\w-]+)'", policy)
    assert nonce is not None
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in page.headers
    inline = re.findall(r"<script([^>]*)>", page.text)
    assert all("src=" in one or f'nonce="{nonce.group(1)}"' in one for one in inline)
    for address in re.findall(r"""(?:src|href)\s*=\s*["']?([^"'\s>]+)""", page.text):
        assert not re.match(r"(?:[a-z]+:)?//", address), address
    assert guarded.get("/").headers["content-security-policy"] != policy


def test_no_article_is_in_the_first_html(guarded: TestClient) -> None:
    page = guarded.get("/").text
    assert "Stoltenberg" not in page
    assert "Mellbridge" not in page


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "10.0.0.9:7860", "", "a b"]
)
def test_another_name_is_refused(guarded: TestClient, host: str) -> None:
    assert guarded.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:7860", "[::1]:7860", "127.0.0.1:7860"])
def test_every_name_of_the_loopback_address_is_ours(guarded: TestClient, host: str) -> None:
    assert guarded.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "file://"])
def test_another_site_is_refused(guarded: TestClient, origin: str) -> None:
    answer = guarded.post("/gradio_api/queue/join", headers={"origin": origin}, json={"session_hash": "a"})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert guarded.get("/attribune/conversation.json", headers={"origin": origin}).status_code == 403


def test_a_link_of_another_site_may_lead_here_and_nothing_else_may(guarded: TestClient) -> None:
    visited = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert guarded.get("/", headers=visited).status_code == 200
    assert guarded.get("/attribune/conversation.md", headers=visited).status_code == 403
    fetched = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert guarded.get("/", headers=fetched).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        "/openapi.json",
        "/config",
        "/monitoring",
        "/gradio_api/info",
        "/gradio_api/openapi.json",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=http://10.0.0.1/",
        "/gradio_api/runs",
        "/gradio_api/mcp/sse",
        "/gradio_api/token",
        "/gradio_api/dev/reload",
        "/gradio_api/vibe-code",
        "/attribune/../server.py",
        "/attribune/%2e%2e/server.py",
        "/static/../../../etc/passwd",
        "/robots.txt",
    ],
)
def test_what_the_page_does_not_use_is_not_there(guarded: TestClient, path: str) -> None:
    assert guarded.get(path).status_code == 404
    assert guarded.post(path, json={}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/run/asked",
        "/gradio_api/call/asked",
        "/gradio_api/component_server",
        "/gradio_api/process_recording",
    ],
)
def test_no_event_is_called_but_through_the_queue(guarded: TestClient, path: str) -> None:
    assert guarded.post(path, json={"data": []}).status_code == 404


def test_no_other_method_is_known(guarded: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert guarded.request(method, "/").status_code == 404


def test_a_body_that_is_too_large_is_refused(guarded: TestClient) -> None:
    body = json.dumps({"session_hash": "large", "data": ["x" * LARGEST_BODY]})
    assert guarded.post("/gradio_api/queue/join", content=body).status_code == 413

    def endless() -> "object":
        for _ in range(30):
            yield b"x" * 100_000

    unsaid = guarded.post("/gradio_api/queue/join", content=endless())
    assert unsaid.status_code in (400, 403, 413, 422)


def test_a_stream_belongs_to_the_browser_that_opened_it(guarded: TestClient) -> None:
    mine = TestClient(guarded.app, "http://127.0.0.1:7860", raise_server_exceptions=False)
    theirs = TestClient(guarded.app, "http://127.0.0.1:7860")
    assert mine.get("/").status_code == theirs.get("/").status_code == 200
    body = {"session_hash": "stream1", "fn_index": 999, "data": []}
    mine.post("/gradio_api/queue/join", json=body)
    assert theirs.post("/gradio_api/queue/join", json=body).status_code == 403
    assert theirs.get("/gradio_api/queue/data?session_hash=stream1").status_code == 403
    assert theirs.get("/gradio_api/heartbeat/stream1").status_code == 403


def test_a_forged_session_is_another_one(guarded: TestClient) -> None:
    client = TestClient(guarded.app, "http://127.0.0.1:7860", cookies={"attribune-7860": "chosen.by-me"})
    cookie = client.get("/").headers["set-cookie"]
    assert "chosen" not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "set-cookie" not in guarded.get("/").headers or "attribune-7860" in guarded.cookies


def test_health_is_told_without_a_session(guarded: TestClient, locked: TestClient) -> None:
    for client in (guarded, locked):
        assert client.get("/health/live").text == "live\n"
        assert client.get("/health/ready").text == "ready\n"


def test_without_the_password_there_is_only_the_form(locked: TestClient) -> None:
    fresh = TestClient(locked.app, "http://192.0.2.7:7860", follow_redirects=False)
    assert 'type="password"' in fresh.get("/").text
    for path in ("/attribune/page.js", "/attribune/conversation.json", "/gradio_api/queue/data?session_hash=a"):
        assert fresh.get(path).status_code == 401
    assert fresh.post("/gradio_api/queue/join", json={}).status_code == 401


def test_the_password_opens_the_page_under_a_new_session(locked: TestClient) -> None:
    fresh = TestClient(locked.app, "http://news.example:7860", follow_redirects=False)
    before = fresh.get("/").cookies
    assert fresh.post("/login", data={"password": "wrong"}).status_code == 401
    entered = fresh.post("/login", data={"password": "open sesame"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert entered.headers["set-cookie"] not in str(before)
    assert "gradio" in fresh.get("/").text
    fresh.post("/logout")
    assert 'type="password"' in fresh.get("/").text


def test_nothing_is_uploaded_from_elsewhere(locked: TestClient) -> None:
    assert locked.post("/gradio_api/upload", files={"files": ("a.txt", b"x")}).status_code == 404
