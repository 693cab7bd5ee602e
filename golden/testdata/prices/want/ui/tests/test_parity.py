# Generated from streamlift.yaml; do not edit.
"""The pages show what the app showed: `streamlift verify` drives both and compares them.

Skipped where there is no streamlift or no app. PARITY_BUDGET says how long to try, as `10m`.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
APP = PROJECT / "../app"


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    tool = shutil.which("streamlift")
    if tool is None or not APP.is_dir():
        pytest.skip("no streamlift, or no app at the place it was made from")
    command = [tool, "verify", str(PROJECT), "--format", "json"]
    command += ["--budget", os.environ.get("PARITY_BUDGET", "2m")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("what", ["pages", "interactions", "operations"])
def test_nothing_differs(found: dict[str, Any], what: str) -> None:
    assert [one for one in found[what] if one["verdict"] == "different"] == []


def test_something_is_proven(found: dict[str, Any]) -> None:
    assert found["totals"]["pages"].get("same", 0) > 0
