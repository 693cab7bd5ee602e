# Generated from streamlift.yaml; do not edit.
"""Each operation: what goes out and what comes back, with and without `async`."""

import asyncio
import json
from dataclasses import dataclass
from email.parser import BytesParser
from inspect import signature
from typing import Any

import pytest
from tests.golden import GOLDEN, record

from prices_client import AsyncClient, Client, File, Table, _call, models
from prices_client._http import httpx


@dataclass(frozen=True, kw_only=True)
class Case:
    operation: str
    method: str
    inputs: dict[str, Any]
    asks: str
    sent: dict[str, Any]
    answer: dict[str, Any]
    result: Any
    table: bool = False


CASES = [
    Case(
        operation="days",
        method="days",
        inputs={},
        asks="GET /v1/days",
        sent={},
        answer={"json": ["text"]},
        result=["text"],
    ),
    Case(
        operation="prices",
        method="prices",
        inputs={"day": "monday", "with_tax": False},
        asks="GET /v1/prices",
        sent={"day": ["monday"], "with_tax": ["false"]},
        answer={"json": [{"any": 1}]},
        result=[{"any": 1}],
        table=True,
    ),
    Case(
        operation="summary",
        method="summary",
        inputs={"day": "monday", "with_tax": False},
        asks="GET /v1/summary",
        sent={"day": ["monday"], "with_tax": ["false"]},
        answer={"json": {"sales": 7, "revenue": 1.5, "best": "text"}},
        result=models.Summary(sales=7, revenue=1.5, best="text"),
    ),
    Case(
        operation="export",
        method="export",
        inputs={"day": "monday"},
        asks="GET /v1/export",
        sent={"day": ["monday"]},
        answer={"content": b"a,b", "headers": {"Content-Type": "text/csv"}},
        result=("day.csv", "text/csv", b"a,b"),
    ),
    Case(
        operation="add_day",
        method="add_day",
        inputs={"content": b"content", "name": "tuesday"},
        asks="POST /v1/add-day",
        sent={"content": ["content"], "name": ["tuesday"]},
        answer={"json": 7},
        result=7,
    ),
    Case(
        operation="board",
        method="board",
        inputs={"day": "monday"},
        asks="GET /v1/board",
        sent={"day": ["monday"]},
        answer={"status_code": 204},
        result=None,
    ),
    Case(
        operation="quote",
        method="quote",
        inputs={"day": "monday"},
        asks="GET /v1/quote",
        sent={"day": ["monday"]},
        answer={"json": 1.5},
        result=1.5,
    ),
    Case(
        operation="drop",
        method="drop",
        inputs={"day": "monday"},
        asks="POST /v1/drop",
        sent={"day": "monday"},
        answer={"status_code": 204},
        result=None,
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
    if isinstance(result, File):
        with result:
            return result.name, result.media_type, result.content
    return result.rows() if isinstance(result, Table) else result


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
    if case.table:
        wanted["headers"] = {**wanted["headers"], "accept": _call.TABLE}
    assert got.golden() == [wanted]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.table], ids=lambda case: case.method
)
def test_reads_arrow(case: Case) -> None:
    pa = pytest.importorskip("pyarrow")
    sent = pa.Table.from_pylist(case.answer["json"])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, sent.schema) as writer:
        writer.write_table(sent)

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["Accept"] == "application/vnd.apache.arrow.stream"
        headers = {"Content-Type": request.headers["Accept"]}
        return httpx.Response(200, content=sink.getvalue().to_pybytes(), headers=headers)

    ours = Client("http://service", "key", transport=httpx.MockTransport(answer))
    table = getattr(ours, case.method)(**case.inputs)
    assert table.arrow() == sent
    assert table.rows() == case.result
    assert len(table) == len(case.result)
