# Generated from streamlift.yaml; do not edit.
"""The pages' way to the service, before a service that is played."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from prices_client import Client, RetryPolicy, replay
from prices_client._http import httpx
from streamlit.testing.v1 import AppTest

import lifted

Handler = Callable[[httpx.Request], httpx.Response]


def page() -> None:
    import streamlit as st

    import lifted

    try:
        st.text(lifted.call("days", number=1))
    except (KeyError, ValueError) as error:
        st.text(f"caught {type(error).__name__} {error}")
    st.text("end")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Callable[[Handler], AppTest]:
    """Shows a page before a service that answers as it is told."""

    def show(handler: Handler) -> AppTest:
        transport = httpx.MockTransport(handler)
        client = Client(
            "http://service", "k" * 32, transport=transport, retry=RetryPolicy(retries=0)
        )
        monkeypatch.setattr(lifted, "client", lambda: client)
        return AppTest.from_function(page).run()

    monkeypatch.setattr(lifted, "READS", {})
    return show


def giving(outcome: dict[str, Any]) -> Handler:
    headers = {"Content-Type": replay.MEDIA_TYPE}
    return lambda _: httpx.Response(200, content=replay.encode(outcome), headers=headers)


def texts(app: AppTest) -> list[str]:
    assert not app.exception
    return [text.value for text in app.text]


@pytest.mark.parametrize(("text", "wait"), [("", 35), ("7", 7)])
def test_waits_as_set(text: str, wait: float, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "API_URL": "http://service",
        "API_KEY": "k" * 32,
        "API_TIMEOUT": text,
    }.items():
        monkeypatch.setenv(name, value)
    lifted.client.clear()
    with lifted.client() as client:
        assert client._http.timeout.read == wait
    lifted.client.clear()


def test_result(shown: Callable[[Handler], AppTest]) -> None:
    asked: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(replay.decode(request.content))
        return giving({"result": 7})(request)

    assert texts(shown(answer)) == ["7", "end"]
    assert asked == [{"number": 1}]


def test_what_callers_catch(shown: Callable[[Handler], AppTest]) -> None:
    app = shown(giving({"raised": replay.raised(KeyError("gone"))}))
    assert texts(app) == ["caught KeyError 'gone'", "end"]


def test_result_that_cannot_cross(shown: Callable[[Handler], AppTest]) -> None:
    app = shown(giving({"untransferable": "app.Thing"}))
    assert texts(app) == []
    assert r"Done, but app\.Thing" in app.error[0].value


def test_dead_service(shown: Callable[[Handler], AppTest]) -> None:
    """One sentence, and no handler of the app takes it for an error of its own."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    app = shown(refuse)
    assert texts(app) == []
    assert len(app.error) == 1
    assert re.fullmatch(r"The service cannot be reached\\\. Request \w+\\\.", app.error[0].value)


def test_problem(shown: Callable[[Handler], AppTest], caplog: pytest.LogCaptureFixture) -> None:
    """Its detail is shown as it is, and logged."""
    problem = {"detail": "it takes no *stars*.", "request_id": "r1"}
    answer = httpx.Response(422, json=problem, headers={"X-Request-ID": "r1"})
    app = shown(lambda _: answer)
    assert texts(app) == []
    assert [error.value for error in app.error] == [r"It takes no \*stars\*\. Request r1\."]
    assert "it takes no *stars*. (request r1)" in caplog.text


def test_what_was_drawn_comes_before_the_end(shown: Callable[[Handler], AppTest]) -> None:
    events: list[tuple[str, list[Any], dict[str, Any]]] = [
        ("warning", ["Choose a day."], {}),
        ("session_state", ["day", "monday"], {}),
        ("text", ["first"], {}),
    ]
    stopped = shown(giving({"events": [*events, ("stop", [], {})]}))
    assert [warning.value for warning in stopped.warning] == ["Choose a day."]
    assert texts(stopped) == ["first"]
    assert stopped.session_state["day"] == "monday"
    raised = shown(giving({"events": events, "raised": replay.raised(ValueError("late"))}))
    assert texts(raised) == ["first", "caught ValueError late", "end"]


def test_what_the_session_keeps_goes_along(
    shown: Callable[[Handler], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        kept.append(replay.decode(request.content)[replay.SESSION])
        args = ["key", 7]
        return giving({"events": [("session_state", args, {})], "result": 7})(request)

    monkeypatch.setattr(lifted, "READS", {"days": ("key",)})
    app = shown(answer)
    app.run()
    assert kept == [{}, {"key": 7}]


def test_another_run_of_the_page(shown: Callable[[Handler], AppTest]) -> None:
    outcomes: list[dict[str, Any]] = [
        {"events": [("text", ["first"], {}), ("rerun", [], {})]},
        {"result": 7},
    ]
    assert texts(shown(lambda request: giving(outcomes.pop(0))(request))) == ["7", "end"]
    assert outcomes == []
