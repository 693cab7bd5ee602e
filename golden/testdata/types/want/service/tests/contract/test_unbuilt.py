# Generated from streamlift.yaml; do not edit.
"""Operations without logic say so, and why."""

from typing import Any

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize(
    ("method", "path", "inputs", "reason"),
    [
        (
            "GET",
            "/v1/later",
            {"params": {}},
            "nobody has written it yet",
        ),
    ],
)
def test_answers_501(
    client: TestClient, method: str, path: str, inputs: dict[str, Any], reason: str
) -> None:
    response = client.request(method, path, **inputs)
    assert response.status_code == 501
    assert response.json()["detail"] == reason
