# Generated from streamlift.yaml; do not edit.
"""Each operation: what goes out and what comes back, with and without `async`."""

import asyncio
import json
from dataclasses import dataclass
from email.parser import BytesParser
from typing import Any

import pytest

from ledger_client import AsyncClient, Client, models
from ledger_client._http import httpx


@dataclass(frozen=True, kw_only=True)
class Case:
    method: str
    inputs: dict[str, Any]
    asks: str
    sent: dict[str, Any]
    answer: dict[str, Any]
    result: Any


CASES = [
    Case(
        method="balance",
        inputs={"account": "cash"},
        asks="GET /v1/balance",
        sent={"account": ["cash"]},
        answer={"json": {"name": "text", "cents": 7}},
        result=models.Balance(name="text", cents=7),
    ),
    Case(
        method="book",
        inputs={"account": "a", "cents": -1000000},
        asks="POST /v1/book",
        sent={"account": "a", "cents": -1000000},
        answer={"json": 7},
        result=7,
    ),
    Case(
        method="archive",
        inputs={"statement": b"content"},
        asks="POST /v1/archive",
        sent={"statement": ["content"]},
        answer={"json": 7},
        result=7,
    ),
]


def sent(request: httpx.Request) -> dict[str, Any]:
    """The inputs in a request, wherever they stand."""
    kind = request.headers.get("Content-Type", "")
    if kind == "application/json":
        return dict(json.loads(request.content))
    if kind.startswith("multipart/form-data"):
        head = f"Content-Type: {kind}\n\n".encode()
        message: Any = BytesParser().parsebytes(head + request.content)
        parts: dict[str, Any] = {}
        for part in message.get_payload():
            name = part.get_param("name", header="Content-Disposition")
            parts.setdefault(name, []).append(part.get_payload(decode=True).decode())
        return parts
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
