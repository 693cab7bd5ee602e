# Generated from streamlift.yaml; do not edit.
"""Nothing but health answers without the key, and nothing reads more than it may."""

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from all_types.api.app import Api
from all_types.api.deps import KeyedRoute
from all_types.main import create_app
from all_types.settings import Settings

OPEN = {"/health/live", "/health/ready"}


def operations(app: Api) -> list[tuple[str, str]]:
    paths = app.openapi()["paths"]
    return [
        (method, path) for path, methods in paths.items() for method in methods if path not in OPEN
    ]


def test_every_route_asks_for_the_key(app: Api) -> None:
    routes = iter_route_contexts(app.routes)
    assert {r.path for r in routes if not isinstance(r.original_route, KeyedRoute)} == OPEN


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer wrong", "Basic wrong"])
def test_operations_need_the_key(app: Api, authorization: str) -> None:
    with TestClient(app, headers={"Authorization": authorization}) as client:
        for method, path in operations(app):
            response = client.request(method, path)
            assert response.status_code == 401, path
            assert response.headers["Content-Type"] == "application/problem+json"
            assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data"])
def test_nothing_is_read_without_the_key(app: Api, kind: str) -> None:
    with TestClient(app) as client:
        for method, path in operations(app):
            response = client.request(method, path, content=b"{", headers={"Content-Type": kind})
            assert response.status_code == 401, path


@pytest.mark.parametrize(
    ("told", "size", "status"),
    [("9", 9, 422), ("10", 10, 413), ("10", 9, 413), (None, 9, 422), (None, 10, 413)],
)
def test_bodies_have_a_limit(
    client: TestClient, settings: Settings, told: str | None, size: int, status: int
) -> None:
    app = create_app(settings.model_copy(update={"max_body_bytes": 9, "max_table_bytes": 9}))
    headers = {"Authorization": client.headers["Authorization"], "Content-Type": "application/json"}
    body = b" " * size
    if told:
        headers["Content-Length"] = told
    with TestClient(app, headers=headers) as small:
        for method, path in operations(app):
            takes = app.openapi()["paths"][path][method].get("requestBody", {}).get("content", {})
            if "application/json" in takes:
                response = small.request(method, path, content=body if told else iter([body]))
                assert response.status_code == status, path
                assert response.json()["type"].endswith("too-large") == (status == 413)


def test_documents_name_the_key(app: Api) -> None:
    document = app.openapi()
    for method, path in operations(app):
        assert document["paths"][path][method]["security"] == [{"HTTPBearer": []}], path
