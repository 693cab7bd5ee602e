"""Every page without a browser, before a service that is played."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import streamlit as st
from all_types_client import Client, RetryPolicy
from all_types_client._http import httpx
from streamlit.testing.v1 import AppTest

import backend

APP = Path(__file__).parents[1] / "app.py"
PAGES: dict[str, set[str]] = {
    "pages/inputs.py": {
        "POST /v1/save-table",
        "POST /v1/all-inputs",
    },
    "pages/outputs.py": {
        "PUT /v1/nothing/at-all",
        "GET /v1/get-table",
        "GET /v1/get-any-table",
        "GET /v1/get-record",
        "GET /v1/get-dates",
        "GET /v1/get-scalar",
        "GET /v1/get-file",
    },
}


def arrow(rows: list[dict[str, Any]]) -> dict[str, Any]:
    sink, table = pa.BufferOutputStream(), pa.Table.from_pylist(rows)
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    headers = {"Content-Type": "application/vnd.apache.arrow.stream"}
    return {"content": sink.getvalue().to_pybytes(), "headers": headers}


ANSWERS: dict[str, dict[str, Any]] = {
    "POST /v1/save-table": {"json": 7},
    "POST /v1/all-inputs": {
        "json": {"a_string": "text", "a_decimal": "19.90", "a_date": "2026-01-31", "rest": "text"}
    },
    "PUT /v1/nothing/at-all": {"status_code": 204},
    "GET /v1/get-table": arrow(
        [
            {
                "text": "text",
                "int": 7,
                "number": 1.5,
                "decimal": "19.90",
                "bool": True,
                "date": "2026-01-31",
                "datetime": "2026-01-31T08:30:00",
                "time": "08:30:00",
                "maybe": 7,
                "anything": "text",
            }
        ]
    ),
    "GET /v1/get-any-table": arrow([{"any": 1}]),
    "GET /v1/get-record": {"json": {"any": 1}},
    "GET /v1/get-dates": {"json": ["2026-01-31"]},
    "GET /v1/get-scalar": {"json": "19.90"},
    "GET /v1/get-file": {"content": b"a,b", "headers": {"Content-Type": "text/csv"}},
}


class Service:
    """Plays the service, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.waits: set[float] = set()
        self.status = 200

    def __call__(self, request: httpx.Request) -> httpx.Response:
        asked = f"{request.method} {request.url.path}"
        self.asked.add(asked)
        self.waits.add(request.extensions["timeout"]["read"])
        if self.status == 0:
            raise httpx.ConnectError("refused", request=request)
        if self.status != 200:
            return httpx.Response(self.status, json={"detail": "it does *not* work"})
        return httpx.Response(**{"status_code": 200, **ANSWERS[asked]})


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    played = Service()
    monkeypatch.setenv("API_URL", "http://service")
    monkeypatch.setenv("API_KEY", "k" * 32)
    transport, retry = httpx.MockTransport(played), RetryPolicy(retries=0)
    monkeypatch.setattr(backend, "Client", partial(Client, transport=transport, retry=retry))
    st.cache_resource.clear()
    yield played
    st.cache_resource.clear()


def drive(page: str) -> Iterator[AppTest]:
    """The page as it opens, and after each of its buttons."""
    app = AppTest.from_file(str(APP), default_timeout=60).run().switch_page(page).run()
    yield app
    for key in [button.key for button in app.button if button.key]:
        app.run()
        yield app.button(key=key).click().run()


@pytest.mark.parametrize("page", PAGES)
def test_shows_what_the_service_answers(page: str, service: Service) -> None:
    service.asked.clear()
    for app in drive(page):
        assert not app.exception
        assert not app.error
        assert app.title
    assert service.asked >= PAGES[page]


@pytest.mark.parametrize("page", [page for page, asks in PAGES.items() if asks])
@pytest.mark.parametrize(
    ("status", "sentence"), [(0, "cannot be reached"), (500, "does \\*not\\* work")]
)
def test_says_what_went_wrong(page: str, status: int, sentence: str, service: Service) -> None:
    service.status = status
    errors = []
    for app in drive(page):
        assert not app.exception
        errors += [error.value for error in app.error]
    assert errors
    for error in errors:
        assert sentence in error
        assert "Request " in error


def test_says_what_is_not_set(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("API_URL")
    page = next(page for page, asks in PAGES.items() if asks)
    errors = [error.value for app in drive(page) for error in app.error]
    assert "API_URL is not set, so this page does not know its service." in errors
    assert not service.asked


@pytest.mark.parametrize(("text", "wait"), [("", 35), ("7", 7)])
def test_waits_as_set(
    text: str, wait: float, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_TIMEOUT", text)
    page = next(page for page, asks in PAGES.items() if asks)
    for app in drive(page):
        assert not app.error
    assert service.waits == {wait}


@pytest.mark.parametrize("text", ["0", "-1", "soon", "nan"])
def test_says_what_is_no_time(text: str, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TIMEOUT", text)
    page = next(page for page, asks in PAGES.items() if asks)
    errors = [error.value for app in drive(page) for error in app.error]
    assert "API_TIMEOUT is no number of seconds." in errors
    assert not service.asked
