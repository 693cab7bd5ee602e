# Generated from streamlift.yaml; do not edit.
"""Each caller has a key of its own, which can do what its roles may, until it is revoked."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from ledger import keys as command
from ledger.api.app import Api
from ledger.main import create_app
from ledger.platform import keys
from ledger.platform.store import Store, open_store
from ledger.settings import Settings

ROLES = {
    "balance": {"auditor", "clerk"},
    "book": {"clerk"},
}


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with closing(open_store(settings)) as store:
        yield store


@pytest.fixture
def caller(app: Api) -> Iterator[TestClient]:
    """Sends the key that a test tells it."""
    with TestClient(app) as caller:
        yield caller


def status_of(
    caller: TestClient,
    key: str,
    path: str = "/openapi.json",
    method: str = "GET",
) -> int:
    headers = {"Authorization": f"Bearer {key}"}
    response = caller.request(method, path, headers=headers)
    if response.status_code in (401, 403):
        assert response.headers["Content-Type"] == "application/problem+json"
    return response.status_code


def test_keys_work_until_they_are_revoked(
    caller: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "REMEMBER_SECONDS", 0)
    first, second = keys.create(store, "partner", []), keys.create(store, "partner", [])
    assert status_of(caller, first) == status_of(caller, second) == 200
    assert keys.revoke(store, first[:8])
    assert not keys.revoke(store, first[:8])
    assert status_of(caller, first) == 401
    assert status_of(caller, second) == 200


def test_only_the_whole_key_works(caller: TestClient, store: Store) -> None:
    key = keys.create(store, "partner", [])
    other = keys.create(store, "partner", [])
    for wrong in (key[:-1], key + "A", key[:8], key[:9] + other[9:], keys.digest_of(key), ""):
        assert status_of(caller, wrong) == 401, wrong


def test_keys_are_kept_as_digests(store: Store) -> None:
    key = keys.create(store, "partner", [])
    row = next(row for row in keys.find_all(store) if row.id == key[:8])
    assert row.digest == keys.digest_of(key)
    assert key[9:] not in repr(row)


def test_a_callers_key_is_not_the_uis(store: Store) -> None:
    key = keys.create(store, "partner", [])
    with pytest.raises(ValidationError, match="a caller's key"):
        Settings.model_validate({"api_key": key})


def test_nobody_comes_in_while_keys_cannot_be_looked_up(
    caller: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(*_: object) -> None:
        raise OperationalError("", None, Exception())

    key = keys.create(store, "partner", [])
    monkeypatch.setattr(keys.Keys, "look_up", look_up)
    assert status_of(caller, key) == 503


def test_callers_are_remembered(
    caller: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = keys.create(store, "partner", [])
    assert status_of(caller, key) == 200
    monkeypatch.setattr(keys.Keys, "look_up", lambda *_: None)
    assert status_of(caller, key) == 200
    assert status_of(caller, keys.create(store, "partner", [])) == 401


def test_use_is_kept_once_in_a_while(
    caller: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "REMEMBER_SECONDS", 0)
    key = keys.create(store, "partner", [])

    def used() -> object:
        return next(row.used_at for row in keys.find_all(store) if row.id == key[:8])

    assert used() is None
    assert status_of(caller, key) == 200
    first = used()
    assert first
    assert status_of(caller, key) == 200
    assert used() == first
    monkeypatch.setattr(keys, "USE_IS_KEPT_EVERY", dt.timedelta())
    assert status_of(caller, key) == 200
    assert used() != first


@pytest.mark.parametrize(("operation", "roles"), ROLES.items())
def test_roles_may_call_what_is_theirs(
    app: Api, caller: TestClient, store: Store, operation: str, roles: set[str]
) -> None:
    method, path = next(
        (method, path)
        for path, methods in app.openapi()["paths"].items()
        for method, route in methods.items()
        if route["operationId"] == operation
    )
    for allowed in roles:
        key = keys.create(store, "partner", [allowed])
        assert status_of(caller, key, path, method) not in (401, 403)
    for others in ([], sorted(keys.ALL_ROLES - roles)):
        key = keys.create(store, "partner", others)
        assert status_of(caller, key, path, method) == 403


def test_without_keys_only_in_development(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    without = settings.model_copy(update={"api_key": None})
    with TestClient(create_app(without)) as client:
        assert client.get("/openapi.json").status_code == 401
    assert "EVERYBODY MAY CALL" not in capsys.readouterr().out
    openly = without.model_copy(update={"environment": "development"})
    app = create_app(openly)
    with TestClient(app) as client:
        for path, methods in app.openapi()["paths"].items():
            for method in methods:
                assert client.request(method, path).status_code not in (401, 403)
                if path.startswith("/v1/"):
                    assert status_of(client, "wrong", path, method) == 401
    assert "EVERYBODY MAY CALL" in capsys.readouterr().out


def test_the_command_makes_lists_and_revokes(
    caller: TestClient,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(command, "load_settings", lambda: settings)
    monkeypatch.setattr(keys, "REMEMBER_SECONDS", 0)

    def run(*arguments: str) -> str:
        monkeypatch.setattr("sys.argv", ["keys", *arguments])
        command.main()
        return capsys.readouterr().out.strip()

    key = run("create", "partner", "--role", "auditor")
    assert status_of(caller, key) == 200
    capsys.readouterr()  # the log of the request
    listed = run("list")
    assert "partner" in listed
    assert key[:8] in listed
    assert key[9:] not in listed
    assert run("revoke", key[:8]) == ""
    assert status_of(caller, key) == 401
    with pytest.raises(SystemExit, match="no key"):
        run("revoke", key[:8])
    for wrong in ("Partner", "ui", "developer", "a b"):
        with pytest.raises(SystemExit):
            run("create", wrong)
