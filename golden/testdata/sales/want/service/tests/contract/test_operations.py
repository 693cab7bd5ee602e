# Generated from streamlift.yaml; do not edit.
"""Each operation takes what it should, refuses the rest, and hides what fails."""

from io import BytesIO
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pandas.errors import DatabaseError
from sqlalchemy.exc import IntegrityError

from sales.platform import files
from tests.cases import CASES, Case


def each(cases: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case.operation for case in cases])


@each(CASES)
def test_takes(client: TestClient, monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    seen: list[Any] = []

    def stand_in(*given: Any) -> Any:
        seen.extend(given)
        return case.answer

    monkeypatch.setattr(case.function, stand_in)
    response = case.send(client)
    assert response.is_success, response.text
    for name, value in case.given.items():
        assert any(read_back(item).get(name) == value for item in seen), name


def read_back(item: Any) -> dict[str, Any]:
    """The inputs that a function got, as they went over the wire."""
    dump: Any = getattr(item, "model_dump", lambda **_: {})
    found: dict[str, Any] = dump(by_alias=True, mode="json", fallback=str)
    return found


@each([case for case in CASES if case.refused])
def test_refuses(client: TestClient, case: Case) -> None:
    for name, value in case.refused.items():
        response = case.send_with(client, {name: value})
        assert response.status_code == 422, name
        problem = response.json()
        assert problem["type"] == "urn:problem:invalid-request"
        assert name in {error["field"].split(".")[0] for error in problem["errors"]}


@each([case for case in CASES if case.given])
def test_refuses_unknown_inputs(client: TestClient, case: Case) -> None:
    assert case.send_with(client, {"unheard_of": "1"}).status_code == 422


@each(CASES)
def test_hides_what_fails(client: TestClient, monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    def stand_in(*_: Any) -> Any:
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr(case.function, stand_in)
    response = case.send(client)
    assert response.status_code == 500
    assert response.json()["request_id"] == response.headers["X-Request-ID"]
    assert "hunter2" not in response.text


@each(CASES)
@pytest.mark.parametrize(
    ("cause", "status"), [(IntegrityError("", None, Exception()), 409), (RuntimeError("no"), 500)]
)
def test_tells_database_errors_that_pandas_wraps(
    client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    case: Case,
    cause: Exception,
    status: int,
) -> None:
    def stand_in(*_: Any) -> Any:
        raise DatabaseError("the password is hunter2") from cause

    monkeypatch.setattr(case.function, stand_in)
    response = case.send(client)
    assert response.status_code == status
    assert "hunter2" not in response.text


@each([case for case in CASES if isinstance(case.answer, bytes)])
def test_sends_files_in_pieces(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    content = bytes(range(256)) * (files.PIECE // 200)
    file = BytesIO(content)
    monkeypatch.setattr(case.function, lambda *_: file)
    response = case.send(client)
    assert response.content == content
    assert response.headers["Content-Length"] == str(len(content))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert file.closed


def lists(case: Case) -> list[str]:
    """Inputs that go over the wire as several values of one name."""
    found = [name for name, value in case.given.items() if isinstance(value, list)]
    return found if case.sends != "json" else []


@each([case for case in CASES if lists(case)])
def test_tells_empty_lists_from_absent_ones(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    seen: list[Any] = []

    def stand_in(*given: Any) -> Any:
        seen.extend(given)
        return case.answer

    monkeypatch.setattr(case.function, stand_in)
    for name in lists(case):
        response = case.send_with(client, {name: ""})
        if response.is_success:
            assert read_back(seen[-1])[name] == []
        else:
            assert "at least" in response.text
