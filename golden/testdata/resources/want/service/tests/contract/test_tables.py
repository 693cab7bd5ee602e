# Generated from streamlift.yaml; do not edit.
"""Tables come as JSON, as an Arrow stream or as CSV, as the caller likes."""

import pyarrow as pa
import pytest
from fastapi.testclient import TestClient

from stores.exceptions import TooManyRows
from stores.platform import frames
from tests.cases import CASES, Case

TABLES = [case for case in CASES if isinstance(case.answer, pa.Table)]
each = pytest.mark.parametrize("case", TABLES, ids=lambda case: case.operation)


@each
def test_representations(client: TestClient, monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    monkeypatch.setattr(case.function, lambda *_: case.answer)
    as_json = case.send(client, Accept="*/*")
    assert as_json.json() == []
    as_frame = case.send(client, Accept=frames.ARROW)
    assert as_frame.headers["Content-Type"] == frames.ARROW
    assert as_frame.headers["Vary"] == as_json.headers["Vary"] == "Accept"
    assert pa.ipc.open_stream(as_frame.content).read_all().equals(case.answer)
    for accept in ("text/csv;q=0.9, application/json;q=0.1", "*/*, application/*;q=0"):
        as_csv = case.send(client, Accept=accept)
        assert as_csv.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert as_csv.text.count(",") == max(len(case.answer.column_names) - 1, 0)


@each
def test_other_representations_are_refused(client: TestClient, case: Case) -> None:
    response = case.send(client, Accept="image/png")
    assert response.status_code == 406
    assert response.json()["type"] == "urn:problem:not-acceptable"


def test_tables_are_never_cut_off_in_silence() -> None:
    frames.refuse_beyond(2, 2)
    with pytest.raises(TooManyRows):
        frames.refuse_beyond(2, 3)
