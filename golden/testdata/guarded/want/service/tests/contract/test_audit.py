# Generated from streamlift.yaml; do not edit.
"""Writes are recorded, whatever becomes of them, and records stay as they are."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any
from uuid import uuid4

import anyio
import pytest
from fastapi.testclient import TestClient
from pandas.errors import DatabaseError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from ledger import audit as command
from ledger.api.deps import AuditedRunner, Runner
from ledger.platform import audit, keys
from ledger.platform.audit import AuditLog, Call
from ledger.platform.store import Store, open_store
from ledger.settings import Settings
from tests.cases import CASES, Case

WRITES = {
    "book",
    "archive",
}
each = pytest.mark.parametrize(
    "case", [case for case in CASES if case.operation in WRITES], ids=lambda case: case.operation
)

pytestmark = pytest.mark.usefixtures("app")  # which lays out the log


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with closing(open_store(settings)) as store:
        yield store


@pytest.fixture
def call() -> Call:
    """A write that reaches other places than the store."""
    return Call("partner", "ann", "elsewhere", uuid4().hex, "0" * 64)


def wrapped(error: Exception) -> DatabaseError:
    """As pandas raises what the database raised."""
    wrapper = DatabaseError("no")
    wrapper.__cause__ = error
    return wrapper


def outcomes(store: Store, request_id: str) -> list[str]:
    return [row.outcome for row in audit.find(store, {"request_id": request_id}, None, 100)]


def test_writes_are_recorded_before_and_after(store: Store, call: Call) -> None:
    def write() -> int:
        assert outcomes(store, call.request_id) == ["begun"]
        return 7

    assert AuditLog(store).run(call, write) == 7
    assert outcomes(store, call.request_id) == ["begun", "done"]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (RuntimeError("no"), "failed"),
        (IntegrityError("", None, Exception()), "refused"),
        (wrapped(RuntimeError("no")), "failed"),
        (wrapped(IntegrityError("", None, Exception())), "refused"),
    ],
)
def test_failures_are_recorded(store: Store, call: Call, error: Exception, outcome: str) -> None:
    def write() -> None:
        raise error

    with pytest.raises(type(error)):
        AuditLog(store).run(call, write)
    assert outcomes(store, call.request_id) == ["begun", outcome]


def test_what_cannot_be_recorded_is_not_done(
    store: Store, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "row_of", lambda *_: {"operation": None})
    done: list[int] = []
    with pytest.raises(IntegrityError):
        AuditLog(store).run(call, done.append, 1)
    assert not done


def test_recording_counts_as_using_a_connection(store: Store, call: Call) -> None:
    async def write() -> float:
        connections = anyio.CapacityLimiter(1)
        run = AuditedRunner(Runner(anyio.CapacityLimiter(1), connections), AuditLog(store), call)
        return await run(lambda: connections.borrowed_tokens)

    assert anyio.run(write) == 1


@pytest.fixture
def inside(call: Call) -> Call:
    """A write to the store alone."""
    call.operation = min(audit.INSIDE)
    return call


@pytest.mark.parametrize("recordable", [True, False])
def test_no_write_is_kept_without_its_record(
    store: Store, inside: Call, monkeypatch: pytest.MonkeyPatch, recordable: bool
) -> None:
    with store.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS kept (id VARCHAR(64))"))

    def write() -> None:
        with store.engine.begin() as connection:
            insert = text("INSERT INTO kept VALUES (:id)")
            connection.execute(insert, {"id": inside.request_id})

    if recordable:
        AuditLog(store).run(inside, write)
    else:
        monkeypatch.setattr(audit, "row_of", lambda *_: {"operation": None})
        with pytest.raises(IntegrityError):
            AuditLog(store).run(inside, write)
    assert outcomes(store, inside.request_id) == ["done"] * recordable
    count = text("SELECT count(*) FROM kept WHERE id = :id")
    with store.begin() as connection:
        assert connection.execute(count, {"id": inside.request_id}).scalar_one() == recordable


def test_writes_that_fail_are_recorded_once(store: Store, inside: Call) -> None:
    def write() -> None:
        with store.engine.begin():
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        AuditLog(store).run(inside, write)
    assert outcomes(store, inside.request_id) == ["failed"]


@each
def test_operations_are_recorded(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    monkeypatch.setattr(case.function, lambda *_: case.answer)
    name = uuid4().hex
    key = keys.create(store, "partner", ["auditor", "clerk"])
    headers = {"Authorization": f"Bearer {key}", "X-Request-ID": name, "X-End-User": "Zo%C3%AB"}
    assert case.send(client, **headers).is_success
    rows = audit.find(store, {"request_id": name}, None, 10)
    assert rows[-1].outcome == "done"
    for row in rows:
        assert (row.operation, row.end_user) == (case.operation, "Zoë")
        assert row.principal == "partner"
        takes_some = bool(case.given or case.files)
        assert (row.arguments != audit.digest_of(None)) == takes_some


@each
def test_operations_that_fail_are_recorded(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    def stand_in(*_: Any) -> Any:
        raise RuntimeError("no")

    monkeypatch.setattr(case.function, stand_in)
    name = uuid4().hex
    assert case.send(client, **{"X-Request-ID": name}).status_code == 500
    assert outcomes(store, name)[-1] == "failed"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE service_audit SET outcome = 'done'",
        "DELETE FROM service_audit",
        "INSERT INTO service_audit SELECT * FROM service_audit",
        "TRUNCATE service_audit",
    ],
)
def test_records_stay_as_they_are(store: Store, call: Call, change: str) -> None:
    AuditLog(store).record(call, "failed")
    if store.engine.dialect.name == "sqlite":
        change = change.replace("INSERT", "INSERT OR REPLACE").replace("TRUNCATE", "DELETE FROM")
    with pytest.raises(DBAPIError), store.begin() as connection:
        connection.execute(text(change))
    assert outcomes(store, call.request_id) == ["failed"]


def test_processes_may_start_together(settings: Settings) -> None:
    stores = [open_store(settings) for _ in range(8)]
    with ThreadPoolExecutor(len(stores)) as pool:
        made = [pool.submit(store.make_tables) for store in stores]
    for store, result in zip(stores, made, strict=True):
        result.result()
        store.close()


def test_the_command_shows_what_is_asked_for(
    settings: Settings,
    store: Store,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(command, "load_settings", lambda: settings)
    AuditLog(store).run(call, lambda: None)

    def run(*arguments: str) -> list[str]:
        monkeypatch.setattr("sys.argv", ["audit", "--request-id", call.request_id, *arguments])
        command.main()
        return capsys.readouterr().out.splitlines()

    first, last = (json.loads(line) for line in run("--format", "json"))
    assert (first["outcome"], last["outcome"]) == ("begun", "done")
    assert last["arguments"] == call.arguments
    assert [line.split()[-2] for line in run()] == ["begun", "done"]
    assert len(run("--limit", "1", "--principal", "partner", "--operation", "elsewhere")) == 1
    assert run("--outcome", "done", "--end-user", "ann", "--since", "2026-01-31")
    assert not run("--since", "2999-01-31T10:00+02:00")
    assert not run("--principal", "others")
