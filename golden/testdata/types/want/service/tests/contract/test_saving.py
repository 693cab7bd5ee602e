# Generated from streamlift.yaml; do not edit.
"""Tables that are saved: what is taken, how large, and with which columns."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from all_types.api.deps import TABLES
from all_types.main import create_app
from all_types.settings import Settings
from tests.cases import CASES, Case

ROWS = {  # the input that is a table whose columns are known
    "save_table": "rows",
}
SAVING = [case for case in CASES if case.operation in TABLES]
each = pytest.mark.parametrize("case", SAVING, ids=lambda case: case.operation)


@each
def test_takes_json_alone(client: TestClient, case: Case) -> None:
    response = client.request(
        case.method, case.path, content=b"a,b", headers={"Content-Type": "text/csv"}
    )
    assert response.status_code == 415
    assert response.json()["type"] == "urn:problem:unsupported-media-type"


@each
def test_tables_have_a_limit_of_their_own(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    monkeypatch.setattr(case.function, lambda *_: case.answer)
    key = {"Authorization": client.headers["Authorization"]}
    small = {"max_body_bytes": 9}
    with TestClient(create_app(settings.model_copy(update=small)), headers=key) as other:
        assert case.send(other).is_success
    small = {"max_table_bytes": 9}
    with TestClient(create_app(settings.model_copy(update=small)), headers=key) as other:
        response = case.send(other)
        assert response.status_code == 413
        assert response.json()["type"] == "urn:problem:too-large"


def wrong(case: Case) -> list[tuple[str, dict[str, Any]]]:
    """Rows that are refused, each with the column that is to be named."""
    row = case.given[ROWS[case.operation]][0]
    missing = [(name, {n: v for n, v in row.items() if n != name}) for name in row]
    return [*missing, ("unheard_of", {**row, "unheard_of": 1})]


@pytest.mark.parametrize(
    "case", [case for case in SAVING if case.operation in ROWS], ids=lambda case: case.operation
)
def test_names_the_column_that_is_wrong(client: TestClient, case: Case) -> None:
    table = ROWS[case.operation]
    for name, row in wrong(case):
        response = case.send_with(client, {table: [row]})
        assert response.status_code == 422, name
        assert [error["field"] for error in response.json()["errors"]] == [f"{table}.0.{name}"]
