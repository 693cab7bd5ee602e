# Generated from streamlift.yaml; do not edit.
"""A case for each operation: inputs that it takes, inputs that it refuses, and an answer."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
from fastapi.testclient import TestClient
from httpx2 import Response

from stores.operations.stores import schemas as stores_schemas


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
    files: dict[str, bytes] | None = None

    def send(self, client: TestClient, **headers: str) -> Response:
        return self.send_with(client, {}, **headers)

    def send_with(self, client: TestClient, changes: dict[str, Any], **headers: str) -> Response:
        inputs: dict[str, Any] = {self.sends: self.given | changes}
        return client.request(self.method, self.path, headers=headers, files=self.files, **inputs)


CASES = [
    Case(
        operation="worth",
        method="POST",
        path="/v1/worth",
        function="stores.operations.stores.service.worth",
        answer=stores_schemas.WorthRecord.model_validate({"store": "a", "worth": Decimal("1.50")}),
        sends="json",
        given={"store": "a", "days": ["2026-01-31"]},
        refused={"days": ["not a value"]},
    ),
    Case(
        operation="move",
        method="POST",
        path="/v1/move",
        function="stores.operations.stores.service.move",
        answer=None,
        sends="json",
        given={"sku": "a"},
        refused={},
    ),
    Case(
        operation="price",
        method="GET",
        path="/v1/price",
        function="stores.operations.stores.service.price",
        answer="a",
        sends="params",
        given={"sku": "a"},
        refused={},
    ),
    Case(
        operation="attach",
        method="POST",
        path="/v1/attach",
        function="stores.operations.stores.service.attach",
        answer=["a"],
        sends="data",
        given={"tags": ["a"], "rate": 0.5},
        refused={"rate": "not a value"},
        files={"note": b"content", "photo": b"content"},
    ),
    Case(
        operation="stores",
        method="GET",
        path="/v1/stores",
        function="stores.operations.stores.service.stores",
        answer=["a"],
        sends="params",
        given={"since": "2026-01-31T08:30:00", "skus": ["a"]},
        refused={"since": "not a value"},
    ),
    Case(
        operation="newest",
        method="GET",
        path="/v1/newest",
        function="stores.operations.stores.service.newest",
        answer={},
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="old_table",
        method="POST",
        path="/v1/old-table",
        function="stores.operations.stores.service.old_table",
        answer=pa.table({}),
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="export",
        method="GET",
        path="/v1/export",
        function="stores.operations.stores.service.export",
        answer=b"content",
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="forget",
        method="DELETE",
        path="/v1/stock/everything",
        function="stores.operations.stores.service.forget",
        answer=None,
        sends="params",
        given={"price": "0"},
        refused={"price": "not a value"},
    ),
]
