# Generated from streamlift.yaml; do not edit.
"""The application under test, with a key of its own."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from prices.api.app import Api
from prices.main import create_app
from prices.settings import Settings

KEY = secrets.token_hex(32)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        api_key=SecretStr(KEY),
        data_root=tmp_path,
        environment="production",
    )


@pytest.fixture
def app(settings: Settings) -> Api:
    return create_app(settings)


@pytest.fixture
def client(app: Api) -> Iterator[TestClient]:
    with TestClient(app, headers={"Authorization": f"Bearer {KEY}"}) as client:
        yield client
