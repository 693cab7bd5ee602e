# Generated from streamlift.yaml; do not edit.
"""A case for each operation: inputs that it takes, inputs that it refuses, and an answer."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import BaseModel

from inventory.operations.inventory import schemas as inventory_schemas
from inventory.platform import frames


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
        operation="low_stock",
        method="GET",
        path="/v1/low-stock",
        function="inventory.operations.inventory.service.low_stock",
        answer=empty(inventory_schemas.LowStockRow),
        sends="params",
        given={"level": 10, "search": ""},
        refused={"level": 1001, "search": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
    ),
    Case(
        operation="part",
        method="GET",
        path="/v1/part",
        function="inventory.operations.inventory.service.part",
        answer=inventory_schemas.PartRecord.model_validate(
            {"sku": "a", "name": "a", "quantity": 1, "counted_on": dt.date(2026, 1, 31)}
        ),
        sends="params",
        given={"sku": "AB-001"},
        refused={"sku": "~"},
    ),
    Case(
        operation="stock_value",
        method="GET",
        path="/v1/stock-value",
        function="inventory.operations.inventory.service.stock_value",
        answer=1.5,
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="recount",
        method="POST",
        path="/v1/recount",
        function="inventory.operations.inventory.service.recount",
        answer=1,
        sends="json",
        given={"sku": "AA-000", "quantity": 0, "counted_on": "2026-01-31"},
        refused={"sku": "~", "quantity": 100001, "counted_on": "not a value"},
    ),
]
