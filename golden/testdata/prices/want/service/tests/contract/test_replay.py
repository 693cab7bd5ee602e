# Generated from streamlift.yaml; do not edit.
"""The pages' own form refuses what the routes refuse, where that was a choice in the app."""

import pytest
from fastapi.testclient import TestClient

from prices.api.replay import MOVED
from prices.platform import replay
from tests.cases import CASES, Case

HELD = [
    pytest.param(case, name, id=f"{case.operation} {name}")
    for case in CASES
    if case.path in MOVED
    for name in MOVED[case.path].held
    if name in case.refused
]


@pytest.mark.parametrize(("case", "name"), HELD)
def test_holds_inputs_to_what_was_offered(client: TestClient, case: Case, name: str) -> None:
    body = replay.encode({name: case.refused[name]})
    response = client.post(case.path, content=body, headers={"Content-Type": replay.MEDIA_TYPE})
    assert response.status_code == 422, response.text
    assert name in response.json()["detail"]
