# Generated from streamlift.yaml; do not edit.
"""A case for each operation: inputs that it takes, inputs that it refuses, and an answer."""

from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from ledger.operations.ledger import schemas as ledger_schemas


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
        operation="balance",
        method="GET",
        path="/v1/balance",
        function="ledger.operations.ledger.service.balance",
        answer=ledger_schemas.BalanceRecord.model_validate({"name": "a", "cents": 1}),
        sends="params",
        given={"account": "cash"},
        refused={"account": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
    ),
    Case(
        operation="book",
        method="POST",
        path="/v1/book",
        function="ledger.operations.ledger.service.book",
        answer=1,
        sends="json",
        given={"account": "a", "cents": -1000000},
        refused={"account": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "cents": 1000001},
    ),
    Case(
        operation="archive",
        method="POST",
        path="/v1/archive",
        function="ledger.operations.ledger.service.archive",
        answer=1,
        sends="data",
        given={},
        refused={},
        files={"statement": b"content"},
    ),
]
