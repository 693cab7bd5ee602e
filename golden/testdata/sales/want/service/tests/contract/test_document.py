# Generated from streamlift.yaml; do not edit.
"""The contract that is committed is the one that is served."""

import json
import runpy
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sales.main import create_app
from sales.settings import Settings

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "openapi.py"))


def test_committed_is_served(settings: Settings) -> None:
    committed: Path = SCRIPT["COMMITTED"]
    if not committed.exists():
        pytest.skip(
            "there is no openapi.json yet: python scripts/openapi.py writes it, and CI fails without"
        )
    development = settings.model_copy(update={"environment": "development"})
    with TestClient(create_app(development)) as client:
        assert (
            json.loads(committed.read_text(encoding="utf-8")) == client.get("/openapi.json").json()
        )


def test_script_tells_differences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main, file = SCRIPT["main"], tmp_path / "openapi.json"
    assert main(["--check", str(file)]) == 1
    assert main([str(file)]) == 0
    assert main(["--check", str(file)]) == 0
    file.write_text(
        file.read_text(encoding="utf-8").replace("health_live", "health_alive"), encoding="utf-8"
    )
    capsys.readouterr()
    assert main(["--check", str(file)]) == 1
    assert '-        "operationId": "health_alive"' in capsys.readouterr().out
