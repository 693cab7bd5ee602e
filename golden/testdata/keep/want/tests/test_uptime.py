# Generated from streamlift.yaml; do not edit.
"""The uptime check sees a server that answers, one that stops, and none."""

import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

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


class TestUptime(unittest.TestCase):
    def ask(self, misses: int) -> int:
        Answer.misses = misses
        server = HTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            url = f"http://127.0.0.1:{server.server_port}"
            return uptime.main([url, "--rounds", "3", "--interval", "0"])
        finally:
            server.shutdown()
            server.server_close()

    def test_up(self) -> None:
        self.assertEqual(self.ask(misses=0), 0)

    def test_one_miss_is_no_alert(self) -> None:
        self.assertEqual(self.ask(misses=1), 0)

    def test_two_misses_are(self) -> None:
        self.assertEqual(self.ask(misses=2), 1)

    def test_nobody_there(self) -> None:
        arguments = ["http://127.0.0.1:9", "--rounds", "3", "--interval", "0"]
        self.assertEqual(uptime.main(arguments), 1)


if __name__ == "__main__":
    unittest.main()
