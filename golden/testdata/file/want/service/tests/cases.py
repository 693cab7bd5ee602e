# Generated from streamlift.yaml; do not edit.
"""A case for each operation: inputs that it takes, inputs that it refuses, and an answer."""

from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response


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
        operation="shorten",
        method="POST",
        path="/v1/shorten",
        function="papers.operations.papers.service.shorten",
        answer=b"content",
        sends="data",
        given={"lines": 10},
        refused={"lines": 1001},
        files={"paper": b"content"},
    ),
]
