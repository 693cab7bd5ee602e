# Generated from streamlift.yaml; do not edit.
"""The golden requests, and the client asked beside a clock that only sleeping moves."""

import asyncio
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from papers_client import AsyncClient, Client, File, RetryPolicy, _call, errors
from papers_client._http import httpx
from papers_client._retry import AsyncRetryTransport, RetryTransport

GOLDEN: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "contract" / "requests.json").read_text(encoding="utf-8")
)
HEADERS = ("accept", "authorization", "content-type", "x-end-user", "x-request-id")

Handler = Callable[[httpx.Request], httpx.Response]


class Draws(random.Random):
    """Draws what it was given, in order."""

    def __init__(self, draws: list[float]) -> None:
        super().__init__(0)
        self._draws = draws.copy()

    def random(self) -> float:
        return self._draws.pop(0)


@dataclass
class Recording:
    """What went out, when, and what came of it."""

    requests: list[tuple[str, str, list[tuple[str, str]], bytes]] = field(default_factory=list)
    sleeps: list[float] = field(default_factory=list)
    result: Any = None
    error: errors.ServiceError | None = None

    def plainly(self) -> tuple[Any, ...]:
        cause = self.error and self.error.__cause__
        return (self.requests, self.sleeps, type(self.result), repr(self.error), repr(cause))

    def golden(self) -> list[dict[str, Any]]:
        """The requests as contract/requests.json holds them."""
        return [
            {
                "method": method,
                "url": url,
                "headers": {name: value for name, value in headers if name in HEADERS},
                "body": body.decode(),
            }
            for method, url, headers, body in self.requests
        ]


def record(
    monkeypatch: pytest.MonkeyPatch,
    answer: Callable[[int, httpx.Request], httpx.Response],
    ask: Callable[[Any], Any],
    *,
    retries: int = 2,
    draws: list[float] | None = None,
) -> Recording:
    """Asks twice, without and with `async`: both must do the very same."""
    monkeypatch.setattr(_call, "uuid4", lambda: SimpleNamespace(hex=GOLDEN["request_id"]))
    plain, other = Recording(), Recording()

    def policy(recording: Recording) -> RetryPolicy:
        start = datetime.fromisoformat(GOLDEN["now"]).timestamp()
        return RetryPolicy(
            retries=retries, rng=Draws(draws or []), now=lambda: start + sum(recording.sleeps)
        )

    def handler(recording: Recording) -> Handler:
        def handle(request: httpx.Request) -> httpx.Response:
            headers = [(name.lower(), value) for name, value in request.headers.items()]
            recording.requests.append((request.method, str(request.url), headers, request.content))
            return answer(len(recording.requests), request)

        return handle

    async def sleep(seconds: float) -> None:
        other.sleeps.append(seconds)

    once = RetryPolicy(retries=0)  # the transport asks again, with the clock of the test
    transport = RetryTransport(
        httpx.MockTransport(handler(plain)), policy(plain), plain.sleeps.append
    )
    with Client(GOLDEN["base_url"], GOLDEN["key"], transport=transport, retry=once) as client:
        try:
            plain.result = ask(client)
        except errors.ServiceError as error:
            plain.error = error

    async def main() -> None:
        transport = AsyncRetryTransport(httpx.MockTransport(handler(other)), policy(other), sleep)
        async with AsyncClient(
            GOLDEN["base_url"], GOLDEN["key"], transport=transport, retry=once
        ) as client:
            try:
                other.result = await ask(client)
            except errors.ServiceError as error:
                other.error = error

    asyncio.run(main())
    assert plain.plainly() == other.plainly()
    for result in (plain.result, other.result):
        if isinstance(result, File):
            result.file.close()
    return plain
