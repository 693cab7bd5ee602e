"""Tries a running service: python scripts/smoke.py [URL] [--empty], with its API_KEY set.

It must become ready, refuse a call without the key and answer one with it. --empty says that there
is no data yet: then a problem that names the request counts as an answer.
"""

import json
import os
import sys
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

PATIENCE_SECONDS = 60
METHOD = "GET"
PATH = "/v1/balance"
BODY = None


def ask(
    service: str, method: str, path: str, body: str | None = None, key: str = ""
) -> tuple[int, str, bytes]:
    address = urlsplit(service)
    connect = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = connect(address.netloc, timeout=35)
    headers = {"Content-Type": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    try:
        connection.request(method, address.path.rstrip("/") + path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get_content_type(), answer.read()
    finally:
        connection.close()


def wait_until_ready(service: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    seen: Any = None
    while time.monotonic() < deadline:
        try:
            status, _, content = ask(service, "GET", "/health/ready")
        except (OSError, HTTPException) as error:
            seen = error
        else:
            if status == 200:
                return
            seen = content.decode()
        time.sleep(0.5)
    raise SystemExit(f"{service} was not ready within {PATIENCE_SECONDS} s: {seen}")


def is_problem(kind: str, content: bytes) -> bool:
    return kind == "application/problem+json" and bool(json.loads(content).get("request_id"))


def main() -> None:
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    service = names[0] if names else "http://127.0.0.1:8000"
    wait_until_ready(service)
    status, _, _ = ask(service, METHOD, PATH, BODY)
    if status != 401:
        raise SystemExit(f"{METHOD} {PATH} without the key: {status} instead of 401")
    status, kind, content = ask(service, METHOD, PATH, BODY, os.environ["API_KEY"])
    empty = "--empty" in sys.argv and status >= 500 and is_problem(kind, content)
    if status // 100 != 2 and not empty:
        raise SystemExit(f"{METHOD} {PATH}: {status}\n{content.decode(errors='replace')}")
    sys.stdout.write(f"{service} is ready; {METHOD} {PATH} answers {status}\n")


if __name__ == "__main__":
    main()
