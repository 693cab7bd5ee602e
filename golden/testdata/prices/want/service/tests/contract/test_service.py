# Generated from streamlift.yaml; do not edit.
"""What holds for the service as a whole."""

import json
import math

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from prices.api.app import Api
from prices.main import create_app
from prices.operations.models import Record, plain
from prices.settings import Settings, load_settings

OPERATIONS = {
    "days",
    "prices",
    "summary",
    "export",
    "add_day",
    "board",
    "quote",
    "drop",
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


def test_head_answers_as_get(client: TestClient) -> None:
    response = client.head("/health/ready")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Content-Length"] == str(len(client.get("/health/ready").content))


@pytest.mark.parametrize("given", ["", "no id!", "x" * 65])
def test_request_ids_are_made(client: TestClient, given: str) -> None:
    response = client.get("/nowhere", headers={"X-Request-ID": given})
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["request_id"] == response.headers["X-Request-ID"] != given


def test_request_ids_are_kept(client: TestClient) -> None:
    response = client.get("/health/live", headers={"X-Request-ID": "from-the-ui"})
    assert response.headers["X-Request-ID"] == "from-the-ui"


def test_the_document_is_open_in_development_alone(settings: Settings) -> None:
    with TestClient(create_app(settings)) as client:
        assert client.get("/docs").status_code == 404
        assert client.get("/openapi.json").status_code == 401
    with TestClient(
        create_app(settings.model_copy(update={"environment": "development"}))
    ) as client:
        assert client.get("/docs").status_code == client.get("/openapi.json").status_code == 200


class Reading(Record):
    level: float
    count: int | None


def test_nan_leaves_as_null() -> None:
    reading = Reading.model_validate({"level": math.nan, "count": math.nan})
    assert reading.count is None
    assert json.loads(reading.model_dump_json()) == {"level": None, "count": None}
    assert math.isnan(plain(math.nan, float))


def test_other_sites_may_call_when_they_are_named(settings: Settings) -> None:
    site = "https://pages.example"
    asks = {"Origin": site, "Access-Control-Request-Method": "GET"}
    with TestClient(create_app(settings)) as client:
        response = client.get("/health/live", headers=asks)
        assert "Access-Control-Allow-Origin" not in response.headers
    with TestClient(create_app(settings.model_copy(update={"cors_origins": [site]}))) as client:
        assert client.options("/health/live", headers=asks).status_code == 200
        response = client.get("/health/live", headers=asks)
        assert response.headers["Access-Control-Allow-Origin"] == site
        response = client.get("/health/live", headers={"Origin": "https://others.example"})
        assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    "origins", ['["*"]', '["https://pages.example/path"]', '["pages.example"]']
)
def test_sites_are_named_in_full(monkeypatch: pytest.MonkeyPatch, origins: str) -> None:
    monkeypatch.setenv("CORS_ORIGINS", origins)
    with pytest.raises(ValidationError, match="cors_origins"):
        load_settings()


@pytest.mark.parametrize(
    "key", ["0123456789abcdefghijklmnopq", "x" * 32, "change-me-0123456789-0123456789abc"]
)
def test_weak_keys_are_refused(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("API_KEY", key)
    with pytest.raises(ValidationError) as caught:
        load_settings()
    assert key not in str(caught.value)
