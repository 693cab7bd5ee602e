# Generated from streamlift.yaml; do not edit.
"""The app starts by its one command and answers; secrets come from the environment."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import health
import serve

ROOT = Path(__file__).parent.parent


def test_starts_and_answers() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = os.environ | {"STREAMLIT_SERVER_PORT": str(port)}
    process = subprocess.Popen([sys.executable, str(ROOT / "serve.py")], env=environ)
    try:
        deadline = time.monotonic() + 30
        while not health.answers(port) and time.monotonic() < deadline:
            assert process.poll() is None, "the app stopped"
            time.sleep(0.2)
        assert health.answers(port)
    finally:
        process.terminate()
        process.wait(timeout=10)
    assert not health.answers(port)


def test_memory(tmp_path: Path) -> None:
    assert health.memory(tmp_path) == 0
    (tmp_path / "memory.max").write_text("1000\n")
    (tmp_path / "memory.stat").write_text("anon 950\nfile 10\n")
    assert health.memory(tmp_path) == 0.95
    (tmp_path / "memory.max").write_text("max\n")
    assert health.memory(tmp_path) == 0


def test_secrets() -> None:
    assert serve.secrets_toml({}) == ""
    assert serve.secrets_toml({"SECRETS_TOML": "a = 1\n"}) == "a = 1\n"
    value = 'quote " and \\ and\nline'
    text = serve.secrets_toml(dict.fromkeys(serve.SECRETS, value))
    for *section, key in serve.SECRETS.values():
        assert f"{key} = {json.dumps(value)}" in text
        assert not section or f"[{'.'.join(section)}]" in text
