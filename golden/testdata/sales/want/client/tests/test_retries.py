# Generated from streamlift.yaml; do not edit.
"""When the client asks again, and what it gives in the end."""

import json
import random
from typing import Any

import pytest
from tests.golden import GOLDEN, record

from sales_client import RetryPolicy, _call, errors
from sales_client._http import httpx

FAILURES: dict[str, type[httpx.RequestError]] = {
    "connect": httpx.ConnectError,
    "connect timeout": httpx.ConnectTimeout,
    "read": httpx.ReadError,
    "read timeout": httpx.ReadTimeout,
}


@pytest.mark.parametrize("case", GOLDEN["tries"], ids=lambda case: str(case["name"]))
def test_asks_again(monkeypatch: pytest.MonkeyPatch, case: dict[str, Any]) -> None:
    operation: _call.Operation[int] = _call.Operation(
        id="it",
        method=case.get("method", "GET"),
        path="/v1/it",
        reads=case.get("reads", True),
        accept=_call.JSON,
        read=lambda response: response.status_code,
    )

    def answer(tried: int, request: httpx.Request) -> httpx.Response:
        told = case["answers"][tried - 1]
        if "fails" in told:
            raise FAILURES[told["fails"]]("", request=request)
        headers = {"Retry-After": told["retry_after"]} if "retry_after" in told else {}
        problem = json.dumps({"type": told.get("type", "about:blank")}).encode()
        return httpx.Response(told["status"], headers=headers, stream=httpx.ByteStream(problem))

    def ask(client: Any) -> Any:
        return client._send(operation, {}, None)

    got = record(monkeypatch, answer, ask, retries=case.get("retries", 2), draws=case["draws"])
    assert len(got.requests) == len(case["answers"])
    assert all(request == got.requests[0] for request in got.requests)
    assert got.sleeps == case["sleeps"]
    ends = case["ends"]
    if got.error is None:
        assert got.result == ends["status"]
    elif isinstance(got.error, errors.Problem):
        assert got.error.status == ends["status"]
        assert got.error.type == ends.get("type", "about:blank")
    else:
        assert type(got.error.__cause__) is FAILURES[ends["fails"]]


def test_waits_as_seeded() -> None:
    request = httpx.Request("GET", "http://service")
    waits = [RetryPolicy(rng=random.Random(7)).wait(request, 1) for _ in range(2)]
    assert waits == [random.Random(7).uniform(0, 1)] * 2
