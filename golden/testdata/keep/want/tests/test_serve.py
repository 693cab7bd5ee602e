# Generated from streamlift.yaml; do not edit.
"""The app starts by its one command and answers; secrets come from the environment."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import health
import serve

ROOT = Path(__file__).parent.parent


class TestServe(unittest.TestCase):
    def test_starts_and_answers(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environ = os.environ | {"STREAMLIT_SERVER_PORT": str(port)}
        process = subprocess.Popen([sys.executable, str(ROOT / "serve.py")], env=environ)
        try:
            deadline = time.monotonic() + 30
            while not health.answers(port) and time.monotonic() < deadline:
                self.assertIsNone(process.poll(), "the app stopped")
                time.sleep(0.2)
            self.assertTrue(health.answers(port))
        finally:
            process.terminate()
            process.wait(timeout=10)
        self.assertFalse(health.answers(port))

    def test_memory(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            cgroup = Path(name)
            self.assertEqual(health.memory(cgroup), 0)
            (cgroup / "memory.max").write_text("1000\n")
            (cgroup / "memory.stat").write_text("anon 950\nfile 10\n")
            self.assertEqual(health.memory(cgroup), 0.95)
            (cgroup / "memory.max").write_text("max\n")
            self.assertEqual(health.memory(cgroup), 0)

    def test_secrets(self) -> None:
        self.assertEqual(serve.secrets_toml({}), "")
        self.assertEqual(serve.secrets_toml({"SECRETS_TOML": "a = 1\n"}), "a = 1\n")
        value = 'quote " and \\ and\nline'
        text = serve.secrets_toml(dict.fromkeys(serve.SECRETS, value))
        for *section, key in serve.SECRETS.values():
            self.assertIn(f"{key} = {json.dumps(value)}", text)
            if section:
                self.assertIn(f"[{'.'.join(section)}]", text)


if __name__ == "__main__":
    unittest.main()
