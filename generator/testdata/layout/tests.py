"""Contract of the operations: keys, inputs and errors."""

import asyncio
import pytest
from fastapi.testclient import TestClient

from sales.main import create_app
KEY = "k" * 32

@pytest.fixture
def api(tmp_path, monkeypatch):
    monkeypatch.setenv("API_KEY", KEY)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
    with TestClient(create_app(), headers={"Authorization": f"Bearer {KEY}"}, raise_server_exceptions=False) as api:
        yield api

@pytest.mark.parametrize(("path", "status"), [("/v1/top-customers?limit=0", 422), ("/v1/top-customers?limit=10001", 422), ("/v1/top-customers?since=yesterday", 422)])
def test_inputs_out_of_bounds_are_refused(api, path, status):
    response = api.get(path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json" and response.json()["request_id"] == response.headers["x-request-id"]
    assert {error["loc"][-1] for error in response.json()["errors"]} <= {"limit", "since"}, f"{path} was refused for another input than its own"

@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {KEY}"}], ids=["none", "wrong", "basic"])
def test_no_operation_without_key(api, header):
    del api.headers["Authorization"]
    refused = [path for path, methods in api.app.openapi()["paths"].items() for method in methods if api.request(method, path, headers=header).status_code == 401]
    assert refused == [path for path, methods in api.app.openapi()["paths"].items() for _ in methods if path.startswith("/v1/")]

def test_live_answers_while_all_are_busy(api, monkeypatch):
    monkeypatch.setattr("sales.operations.customers.service.top_customers", lambda *args, **kwargs: time.sleep(1))
    async def flood() -> list[int]:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(api.app), base_url="http://test", headers=dict(api.headers)) as http:
            busy = [asyncio.create_task(http.get("/v1/top-customers", params={"region": f"North {i}"})) for i in range(50)]
            await asyncio.sleep(0.1)
            began = time.perf_counter()
            assert (await http.get("/health/live")).status_code == 200
            assert time.perf_counter() - began < 0.05
            return [(await task).status_code for task in busy]
    assert set(asyncio.run(flood())) == {200}
