# Generated from streamlift.yaml; do not edit.
"""The pages' own form: what it takes, what it refuses, and which errors are not the app's to catch."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from prices.api.replay import MAX_UNPACKED, MOVED
from prices.exceptions import Refused, TooLarge
from prices.legacy import _st
from prices.platform import replay
from tests.cases import CASES, Case

PATH = next(iter(MOVED))


def send(client: TestClient, path: str, body: bytes, method: str = "POST") -> Response:
    return client.request(method, path, content=body, headers={"Content-Type": replay.MEDIA_TYPE})


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Puts a function in the place of all that moved."""

    def put(function: Callable[[], Any]) -> None:
        for path, moved in MOVED.items():
            standing = replace(moved, function=lambda _state, _arguments: function())
            monkeypatch.setitem(MOVED, path, standing)

    return put


HELD = [
    pytest.param(case, name, id=f"{case.operation} {name}")
    for case in CASES
    if case.path in MOVED
    for name in MOVED[case.path].held
    if name in case.refused
]


@pytest.mark.parametrize(("case", "name"), HELD)
def test_holds_inputs_to_what_was_offered(client: TestClient, case: Case, name: str) -> None:
    response = send(client, case.path, replay.encode({name: case.refused[name]}))
    assert response.status_code == 422, response.text
    assert name in response.json()["detail"]


def body_of(header: Any, content: bytes = b"") -> bytes:
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "big") + text + content


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


PACKED = replay.encode({"a": bytes(1000)})
BODIES = {
    "nothing": b"",
    "no length": b"\xff" * 8,
    "no object": body_of([]),
    "no form": body_of({"value": {"none": 1}, "buffers": []}),
    "no dict": replay.encode([1]),
    "cut": PACKED[:-1],
    "deep": body_of({"value": {"dict": [["a", nested(200)]]}, "buffers": []}),
    "negative": body_of({"value": {"dict": []}, "buffers": [[0, -1]]}),
    "huge": body_of({"value": {"dict": []}, "buffers": [[1, MAX_UNPACKED], [1, 1]]}, b"xx"),
    "no session": replay.encode({replay.SESSION: 1}),
    "copies": body_of(
        {"value": {"dict": [[1, {"bytes": 0}], [2, {"bytes": 0}]]}, "buffers": [[1, 1]]}, b"x"
    ),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_refuses_what_holds_no_arguments(
    client: TestClient, stand_in: Callable[[Callable[[], Any]], None], body: bytes
) -> None:
    stand_in(lambda: "called")
    response = send(client, PATH, body)
    assert response.status_code == 400, response.text
    assert response.json()["type"] == "urn:problem:malformed"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
def test_takes_posts_alone(
    client: TestClient, stand_in: Callable[[Callable[[], Any]], None], method: str
) -> None:
    called: list[bool] = []
    stand_in(lambda: called.append(True))
    body = replay.encode({})
    for path in MOVED:
        send(client, path, body, method)
    assert not called
    assert send(client, PATH, body).status_code == 200
    assert called


def test_errors_of_the_service_stay_its_own(
    client: TestClient, stand_in: Callable[[Callable[[], Any]], None]
) -> None:
    def refuse() -> None:
        raise TooLarge("too much of it")

    def fail() -> None:
        raise KeyError("gone")

    stand_in(refuse)
    assert send(client, PATH, replay.encode({})).status_code == 413
    stand_in(fail)
    response = send(client, PATH, replay.encode({}))
    assert replay.decode(response.content)["raised"]["text"] == "'gone'"


def test_what_was_shown_comes_before_the_end(
    client: TestClient, stand_in: Callable[[Callable[[], Any]], None]
) -> None:
    def leave() -> None:
        _st.record("text", ["first"], {})
        raise _st.Ended("rerun", [], {"scope": "app"})

    stand_in(leave)
    response = send(client, PATH, replay.encode({}))
    events = [("text", ["first"], {}), ("rerun", [], {"scope": "app"})]
    assert replay.decode(response.content) == {"events": events}


@pytest.mark.parametrize("gives", [False, True])
@pytest.mark.parametrize("word", ["success", "warning"])
def test_another_run_of_the_page_is_the_end_for_other_callers(word: str, gives: bool) -> None:
    def leave() -> None:
        _st.record(word, ["said"], {})
        raise _st.Ended("rerun", [], {})

    answering = _st.answer(leave, gives=gives)
    if word == "success" and not gives:
        assert answering() is None
        return
    with pytest.raises(Refused, match="said"):
        answering()


def test_values_are_shown_as_they_were() -> None:
    rows = [1]
    with _st.recording() as events:
        _st.table(rows)
        rows.append(2)
        _st.table(object())
    lost: _st.Event = ("error", ["builtins.object cannot be shown here."], {})
    assert events == [("table", [[1]], {}), lost]


def test_keys_of_the_session_come_along(
    client: TestClient, stand_in: Callable[[Callable[[], Any]], None]
) -> None:
    path, key = next((path, moved.reads[0]) for path, moved in MOVED.items() if moved.reads)

    def look() -> list[Any]:
        state = _st.session_state
        state["new"] = state[key]
        return [state["new"], "other" in state]

    stand_in(look)
    response = send(client, path, replay.encode({replay.SESSION: {key: 7, "other": 1}}))
    outcome = {"events": [("session_state", ["new", 7], {})], "result": [7, False]}
    assert replay.decode(response.content) == outcome
    response = send(client, path, replay.encode({}))
    assert f'no key "{key}"' in replay.decode(response.content)["raised"]["text"]


def test_callers_without_a_page_have_an_empty_session() -> None:
    assert _st.answer(lambda: _st.session_state.get("key", 7))() == 7
    with pytest.raises(Refused, match="'key', which only the session of a page has"):
        _st.answer(lambda: _st.session_state["key"])()
