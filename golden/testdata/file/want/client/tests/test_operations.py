# Generated from streamlift.yaml; do not edit.
"""Each operation: what goes out and what comes back, with and without `async`."""

import asyncio
from dataclasses import dataclass
from email.parser import BytesParser
from inspect import signature
from typing import Any

import pytest
from tests.golden import GOLDEN, record

from papers_client import AsyncClient, Client, File
from papers_client._http import httpx


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
        operation="shorten",
        method="shorten",
        inputs={"paper": b"content", "lines": 10},
        asks="POST /v1/shorten",
        sent={"paper": ["content"], "lines": [str(10)]},
        answer={"content": b"a,b", "headers": {"Content-Type": "text/plain"}},
        result=("short.txt", "text/plain", b"a,b"),
    ),
]


def sent(request: httpx.Request) -> dict[str, Any]:
    """The inputs in a request, wherever they stand."""
    kind = request.headers.get("Content-Type", "")
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
    if isinstance(result, File):
        with result:
            return result.name, result.media_type, result.content
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
