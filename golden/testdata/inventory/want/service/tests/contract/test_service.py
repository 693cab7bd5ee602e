# Generated from streamlift.yaml; do not edit.
"""What holds for the service as a whole."""

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from inventory.api import health
from inventory.api.app import Api
from inventory.settings import load_settings

OPERATIONS = {
    "low_stock",
    "part",
    "stock_value",
    "recount",
    "reorder",
}


def test_document_lists_the_operations(app: Api) -> None:
    listed = {
        operation["operationId"]
        for methods in app.openapi()["paths"].values()
        for operation in methods.values()
    }
    assert listed == {"health_live", "health_ready", *OPERATIONS}


def test_health(client: TestClient) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}
    assert client.get("/health/ready").json() == {"status": "ok"}


def test_ready_says_why_not(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("user:hunter2@database: Connection refused")

    monkeypatch.setattr(health, "refuse_overload", refuse)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["detail"].endswith("nothing listens at its address")
    assert "hunter2" not in response.text


@pytest.mark.parametrize("given", ["", "no id!", "x" * 65])
def test_request_ids_are_made(client: TestClient, given: str) -> None:
    response = client.get("/nowhere", headers={"X-Request-ID": given})
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["request_id"] == response.headers["X-Request-ID"] != given


def test_request_ids_are_kept(client: TestClient) -> None:
    response = client.get("/health/live", headers={"X-Request-ID": "from-the-ui"})
    assert response.headers["X-Request-ID"] == "from-the-ui"


@pytest.mark.parametrize(
    "key", ["0123456789abcdefghijklmnopq", "x" * 32, "change-me-0123456789-0123456789abc"]
)
def test_weak_keys_are_refused(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("API_KEY", key)
    with pytest.raises(ValidationError) as caught:
        load_settings()
    assert key not in str(caught.value)
