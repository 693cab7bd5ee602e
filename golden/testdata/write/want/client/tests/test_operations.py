# Generated from streamlift.yaml; do not edit.
"""Each operation: what goes out and what comes back, with and without `async`."""

import asyncio
import json
from dataclasses import dataclass
from inspect import signature
from typing import Any

import pytest
from tests.golden import GOLDEN, record

from notes_client import AsyncClient, Client
from notes_client._http import httpx


@dataclass(frozen=True, kw_only=True)
class Case:
    operation: str
    method: str
    inputs: dict[str, Any]
    asks: str
    sent: dict[str, Any]
    answer: dict[str, Any]
    result: Any


CASES = [
    Case(
        operation="add_note",
        method="add_note",
        inputs={"text": "a"},
        asks="POST /v1/add-note",
        sent={"text": "a"},
        answer={"json": 7},
        result=7,
    ),
]


def sent(request: httpx.Request) -> dict[str, Any]:
    """The inputs in a request, wherever they stand."""
    kind = request.headers.get("Content-Type", "")
    if kind == "application/json":
        return dict(json.loads(request.content))
    return {name: request.url.params.get_list(name) for name in request.url.params}


def plain(result: Any) -> Any:
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.method)
def test_asks_and_reads(case: Case) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(**{"status_code": 200, **case.answer})

    async def ask() -> Any:
        async with AsyncClient(
            "http://service", "key", transport=httpx.MockTransport(answer)
        ) as ours:
            return await getattr(ours, case.method)(**case.inputs)

    ours = Client("http://service", "key", transport=httpx.MockTransport(answer))
    assert plain(getattr(ours, case.method)(**case.inputs)) == case.result
    assert plain(asyncio.run(ask())) == case.result
    for request in seen:
        assert f"{request.method} {request.url.path}" == case.asks
        assert sent(request) == case.sent


@pytest.mark.parametrize(
    "golden", GOLDEN["requests"], ids=lambda g: f"{g['operation']}-{g['inputs']}"
)
def test_sends_the_golden_request(monkeypatch: pytest.MonkeyPatch, golden: dict[str, Any]) -> None:
    case = next(case for case in CASES if case.operation == golden["operation"])

    def answer(_tried: int, _request: httpx.Request) -> httpx.Response:
        return httpx.Response(**{"status_code": 200, **case.answer})

    def ask(client: Any) -> Any:
        method = getattr(client, case.method)
        if golden["inputs"] == "every":
            return getattr(client.on_behalf_of(GOLDEN["end_user"]), case.method)(**case.inputs)
        required = [p.name for p in signature(method).parameters.values() if p.default is p.empty]
        return method(**{name: case.inputs[name] for name in required})

    got = record(monkeypatch, answer, ask)
    assert got.error is None
    wanted = {name: golden[name] for name in ("method", "url", "headers", "body")}
    assert got.golden() == [wanted]
