# Generated from streamlift.yaml; do not edit.
"""A case for each operation: inputs that it takes, inputs that it refuses, and an answer."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import BaseModel

from hostile.operations.class_ import schemas as class__schemas
from hostile.platform import frames


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
        operation="class_1",
        method="GET",
        path="/v1/class-1",
        function="hostile.operations.class_.service.class_1",
        answer=empty(class__schemas.Class1Row),
        sends="params",
        given={
            "from": "'; DROP TABLE t; --",
            "None_": "None",
            "CamelCase": "first\nsecond\r\nthird\u2028fourth",
            "_private": "😀\x00",
            "x0": '"',
        },
        refused={"None_": "none of None", "x0": "~"},
    ),
]
