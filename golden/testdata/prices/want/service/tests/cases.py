# Generated from streamlift.yaml; do not edit.
"""A case for each operation: inputs that it takes, inputs that it refuses, and an answer."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from fastapi.testclient import TestClient
from httpx2 import Response

from prices.operations.prices import schemas as prices_schemas


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
        operation="days",
        method="GET",
        path="/v1/days",
        function="prices.operations.prices.service.days",
        answer=["a"],
        sends="params",
        given={},
        refused={},
    ),
    Case(
        operation="prices",
        method="GET",
        path="/v1/prices",
        function="prices.operations.prices.service.prices_",
        answer=pa.table({}),
        sends="params",
        given={"day": "monday", "with_tax": False},
        refused={"day": "~", "with_tax": "not a value"},
    ),
    Case(
        operation="summary",
        method="GET",
        path="/v1/summary",
        function="prices.operations.prices.service.summary",
        answer=prices_schemas.SummaryRecord.model_validate(
            {"sales": 1, "revenue": 1.5, "best": "a"}
        ),
        sends="params",
        given={"day": "monday", "with_tax": False},
        refused={"day": "~", "with_tax": "not a value"},
    ),
    Case(
        operation="export",
        method="GET",
        path="/v1/export",
        function="prices.operations.prices.service.export",
        answer=b"content",
        sends="params",
        given={"day": "monday"},
        refused={"day": "~"},
    ),
    Case(
        operation="add_day",
        method="POST",
        path="/v1/add-day",
        function="prices.operations.prices.service.add_day",
        answer=1,
        sends="data",
        given={"name": "tuesday"},
        refused={},
        files={"content": b"content"},
    ),
    Case(
        operation="board",
        method="GET",
        path="/v1/board",
        function="prices.operations.prices.service.board",
        answer=None,
        sends="params",
        given={"day": "monday"},
        refused={"day": "~"},
    ),
    Case(
        operation="quote",
        method="GET",
        path="/v1/quote",
        function="prices.operations.prices.service.quote",
        answer=1.5,
        sends="params",
        given={"day": "monday"},
        refused={"day": "~"},
    ),
    Case(
        operation="drop",
        method="POST",
        path="/v1/drop",
        function="prices.operations.prices.service.drop",
        answer=None,
        sends="json",
        given={"day": "monday"},
        refused={"day": "~"},
    ),
]
