# Generated from streamlift.yaml; do not edit.
"""The uptime check sees a server that answers, one that stops, and none."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from monitoring import uptime


class Answer(BaseHTTPRequestHandler):
    misses = 0

    def do_GET(self) -> None:
        healthy = self.path == "/_stcore/health" and Answer.misses == 0
        Answer.misses = max(0, Answer.misses - 1)
        self.send_response(200 if healthy else 503)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    Answer.misses = 0
    http = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    http.server_close()


def test_up(server: str) -> None:
    assert uptime.main([server, "--rounds", "3", "--interval", "0"]) == 0


def test_one_miss_is_no_alert(server: str) -> None:
    Answer.misses = 1
    assert uptime.main([server, "--rounds", "3", "--interval", "0"]) == 0


def test_two_misses_are(server: str) -> None:
    Answer.misses = 2
    assert uptime.main([server, "--rounds", "3", "--interval", "0"]) == 1


def test_nobody_there() -> None:
    assert uptime.main(["http://127.0.0.1:9", "--rounds", "3", "--interval", "0"]) == 1
