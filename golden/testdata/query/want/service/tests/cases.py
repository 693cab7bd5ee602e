# Generated from streamlift.yaml; do not edit.
"""A case for each operation: inputs that it takes, inputs that it refuses, and an answer."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import BaseModel

from shop.operations.shop import schemas as shop_schemas
from shop.platform import frames


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
        operation="open_orders",
        method="GET",
        path="/v1/open-orders",
        function="shop.operations.shop.service.open_orders",
        answer=empty(shop_schemas.OpenOrdersRow),
        sends="params",
        given={"since": "2025-01-01", "limit": 50, "offset": 0},
        refused={"since": "not a value", "limit": 501, "offset": "not a value"},
    ),
]
