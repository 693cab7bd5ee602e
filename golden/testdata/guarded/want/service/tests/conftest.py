# Generated from streamlift.yaml; do not edit.
"""The application under test, with a key and empty databases of its own."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from ledger.api.app import Api
from ledger.main import create_app
from ledger.settings import Settings

KEY = secrets.token_hex(32)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "books.db").touch()
    return Settings(
        api_key=SecretStr(KEY),
        data_root=tmp_path,
        environment="production",
        books_url=SecretStr(os.environ.get("TEST_BOOKS_URL", "sqlite:///books.db")),
    )


@pytest.fixture
def app(settings: Settings) -> Api:
    return create_app(settings)


@pytest.fixture
def client(app: Api) -> Iterator[TestClient]:
    with TestClient(app, headers={"Authorization": f"Bearer {KEY}"}) as client:
        yield client
