# Generated from streamlift.yaml; do not edit.
"""Each operation: what goes out and what comes back, with and without `async`."""

import asyncio
import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from inspect import signature
from typing import Any

import pytest
from tests.golden import GOLDEN, record

from all_types_client import AsyncClient, Client, File, Table, _call, models
from all_types_client._http import httpx


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
        operation="all_inputs",
        method="all_inputs",
        inputs={
            "a_record": {"key": "a"},
            "anything": "a",
            "lines": [{"Net weight": 1.5, "due": "2026-01-31", "quantity": 1, "sku": "a"}],
            "required": 1,
            "a_string": "some-text",
            "a_text": "a",
            "an_int": 10,
            "a_number": 0.5,
            "a_decimal": Decimal("0.10"),
            "a_bool": True,
            "a_date": dt.date(2024, 2, 29),
            "a_datetime": dt.datetime(2024, 2, 29, 23, 59, 59),
            "a_time": dt.time(12, 0),
            "a_choice": "small",
            "an_int_choice": 5,
            "strings": ["a"],
            "ints": [1],
            "choices": ["red"],
            "dates": [dt.date(2026, 1, 31)],
            "counts": {"key": 1},
            "days": {"key": "2026-01-31"},
            "things": ["a"],
            "a_secret": "a",
        },
        asks="POST /v1/all-inputs",
        sent={
            "a_record": {"key": "a"},
            "anything": "a",
            "lines": [{"Net weight": 1.5, "due": "2026-01-31", "quantity": 1, "sku": "a"}],
            "required": 1,
            "a_string": "some-text",
            "a_text": "a",
            "an_int": 10,
            "a_number": 0.5,
            "a_decimal": str(Decimal("0.10")),
            "a_bool": True,
            "a_date": dt.date(2024, 2, 29).isoformat(),
            "a_datetime": dt.datetime(2024, 2, 29, 23, 59, 59).isoformat(),
            "a_time": dt.time(12, 0).isoformat(),
            "a_choice": "small",
            "an_int_choice": 5,
            "strings": ["a"],
            "ints": [1],
            "choices": ["red"],
            "dates": [dt.date(2026, 1, 31).isoformat()],
            "counts": {"key": 1},
            "days": {"key": "2026-01-31"},
            "things": ["a"],
            "a_secret": "a",
        },
        answer={
            "json": {
                "a_string": "text",
                "a_decimal": "19.90",
                "a_date": "2026-01-31",
                "rest": "text",
            }
        },
        result=models.AllInputs(
            a_string="text", a_decimal=Decimal("19.90"), a_date=dt.date(2026, 1, 31), rest="text"
        ),
    ),
    Case(
        operation="get_table",
        method="get_table",
        inputs={},
        asks="GET /v1/get-table",
        sent={},
        answer={
            "json": [
                {
                    "text": "text",
                    "int": 7,
                    "number": 1.5,
                    "decimal": "19.90",
                    "bool": True,
                    "date": "2026-01-31",
                    "datetime": "2026-01-31T08:30:00",
                    "time": "08:30:00",
                    "maybe": 7,
                    "anything": "text",
                }
            ]
        },
        result=[
            models.GetTableRow(
                text="text",
                int_=7,
                number=1.5,
                decimal=Decimal("19.90"),
                bool_=True,
                date=dt.date(2026, 1, 31),
                datetime=dt.datetime(2026, 1, 31, 8, 30),
                time=dt.time(8, 30),
                maybe=7,
                anything="text",
            )
        ],
        table=True,
    ),
    Case(
        operation="get_any_table",
        method="get_any_table",
        inputs={},
        asks="GET /v1/get-any-table",
        sent={},
        answer={"json": [{"any": 1}]},
        result=[{"any": 1}],
        table=True,
    ),
    Case(
        operation="get_record",
        method="get_record",
        inputs={},
        asks="GET /v1/get-record",
        sent={},
        answer={"json": {"any": 1}},
        result={"any": 1},
    ),
    Case(
        operation="get_dates",
        method="get_dates",
        inputs={},
        asks="GET /v1/get-dates",
        sent={},
        answer={"json": ["2026-01-31"]},
        result=[dt.date(2026, 1, 31)],
    ),
    Case(
        operation="get_scalar",
        method="get_scalar",
        inputs={},
        asks="GET /v1/get-scalar",
        sent={},
        answer={"json": "19.90"},
        result=Decimal("19.90"),
    ),
    Case(
        operation="get_file",
        method="get_file",
        inputs={},
        asks="GET /v1/get-file",
        sent={},
        answer={"content": b"a,b", "headers": {"Content-Type": "text/csv"}},
        result=("table.csv", "text/csv", b"a,b"),
    ),
    Case(
        operation="do_nothing",
        method="do_nothing",
        inputs={},
        asks="PUT /v1/nothing/at-all",
        sent={},
        answer={"status_code": 204},
        result=None,
    ),
    Case(
        operation="save_table",
        method="save_table",
        inputs={
            "year": 1,
            "rows": [{"Net weight": 1.5, "due": "2026-01-31", "note": "a", "sku": "a"}],
        },
        asks="POST /v1/save-table",
        sent={
            "year": 1,
            "rows": [{"Net weight": 1.5, "due": "2026-01-31", "note": "a", "sku": "a"}],
        },
        answer={"json": 7},
        result=7,
    ),
    Case(
        operation="later",
        method="later",
        inputs={},
        asks="GET /v1/later",
        sent={},
        answer={"status_code": 204},
        result=None,
    ),
]


def sent(request: httpx.Request) -> dict[str, Any]:
    """The inputs in a request, wherever they stand."""
    kind = request.headers.get("Content-Type", "")
    if kind == "application/json":
        return dict(json.loads(request.content))
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
