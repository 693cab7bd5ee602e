# Generated from streamlift.yaml; do not edit.
"""A case for each operation: inputs that it takes, inputs that it refuses, and an answer."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import BaseModel

from all_types.operations.inputs import schemas as inputs_schemas
from all_types.operations.outputs import schemas as outputs_schemas
from all_types.platform import frames


@dataclass(frozen=True)
class Case:
    operation: str
    method: str
    path: str
    function: str  # which a stand-in replaces
    answer: Any  # of the stand-in
    sends: str  # argument of the test client that takes the inputs
    given: dict[str, Any]
    refused: dict[str, Any]  # each alone

    def send(self, client: TestClient, **headers: str) -> Response:
        return self.send_with(client, {}, **headers)

    def send_with(self, client: TestClient, changes: dict[str, Any], **headers: str) -> Response:
        inputs: dict[str, Any] = {self.sends: self.given | changes}
        return client.request(self.method, self.path, headers=headers, **inputs)


def empty(row: type[BaseModel]) -> pa.Table:
    return pa.table({name: [] for name in frames.column_types(row)})


CASES = [
    Case(
        operation="all_inputs",
        method="POST",
        path="/v1/all-inputs",
        function="all_types.operations.inputs.service.all_inputs",
        answer=inputs_schemas.AllInputsRecord.model_validate(
            {
                "a_string": "a",
                "a_decimal": Decimal("1.50"),
                "a_date": dt.date(2026, 1, 31),
                "rest": "a",
            }
        ),
        sends="json",
        given={
            "a_record": {"key": "a"},
            "anything": "a",
            "lines": [{"Net weight": 1.5, "due": "2026-01-31", "quantity": 1, "sku": "a"}],
            "required": 1,
            "a_string": "some-text",
            "a_text": "a",
            "an_int": 10,
            "a_number": 0.5,
            "a_decimal": "0.10",
            "a_bool": True,
            "a_date": "2024-02-29",
            "a_datetime": "2024-02-29T23:59:59",
            "a_time": "12:00:00",
            "a_choice": "small",
            "an_int_choice": 5,
            "strings": ["a"],
            "ints": [1],
            "choices": ["red"],
            "dates": ["2026-01-31"],
            "counts": {"key": 1},
            "days": {"key": "2026-01-31"},
            "things": ["a"],
            "a_secret": "a",
        },
        refused={
            "a_record": "not a value",
            "lines": ["not a value"],
            "required": "not a value",
            "a_string": "xxxxxxxxxxxxxxxxxxxxx",
            "an_int": 101,
            "a_number": "not a value",
            "a_decimal": "not a value",
            "a_bool": "not a value",
            "a_date": "not a value",
            "a_datetime": "not a value",
            "a_time": "not a value",
            "a_choice": "none of small",
            "an_int_choice": "not a value",
            "ints": ["not a value"],
            "choices": ["none of red"],
            "dates": ["not a value"],
            "counts": "not a value",
            "days": "not a value",
        },
    ),
    Case(
        operation="get_table",
        method="GET",
        path="/v1/get-table",
        function="all_types.operations.outputs.service.get_table",
        answer=empty(outputs_schemas.GetTableRow),
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="get_any_table",
        method="GET",
        path="/v1/get-any-table",
        function="all_types.operations.outputs.service.get_any_table",
        answer=pa.table({}),
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="get_record",
        method="GET",
        path="/v1/get-record",
        function="all_types.operations.outputs.service.get_record",
        answer={},
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="get_dates",
        method="GET",
        path="/v1/get-dates",
        function="all_types.operations.outputs.service.get_dates",
        answer=[dt.date(2026, 1, 31)],
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="get_scalar",
        method="GET",
        path="/v1/get-scalar",
        function="all_types.operations.outputs.service.get_scalar",
        answer=Decimal("1.50"),
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="get_file",
        method="GET",
        path="/v1/get-file",
        function="all_types.operations.outputs.service.get_file",
        answer=b"content",
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="do_nothing",
        method="PUT",
        path="/v1/nothing/at-all",
        function="all_types.operations.outputs.service.do_nothing",
        answer=None,
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="save_table",
        method="POST",
        path="/v1/save-table",
        function="all_types.operations.inputs.service.save_table",
        answer=1,
        sends="json",
        given={
            "year": 1,
            "rows": [{"Net weight": 1.5, "due": "2026-01-31", "note": "a", "sku": "a"}],
        },
        refused={"year": "not a value", "rows": ["not a value"]},
    ),
]
