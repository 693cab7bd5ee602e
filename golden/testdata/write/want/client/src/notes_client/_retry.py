# Generated from streamlift.yaml; do not edit.
"""Asking again: when, how often, and how long to wait."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from ._http import httpx
from .errors import members

STATUSES = frozenset({408, 429, 500, 502, 503, 504})
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "PUT"})
TOO_SLOW = "urn:problem:too-slow"
LONGEST_WAIT = 60.0

# Not the read timeout: a service that is too slow for one question has no time for a second.
ERRORS = (httpx.ConnectTimeout, httpx.NetworkError, httpx.RemoteProtocolError)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Two more tries, after 1 s and 2 s at most, each drawn at random so that callers spread.

    What the service asks for in Retry-After comes first; for more than a minute nobody waits: then
    the last answer stands at once.
    """

    retries: int = 2
    first_wait: float = 1.0
    rng: random.Random = field(default_factory=random.Random)
    now: Callable[[], float] = time.time

    def wait(
        self, request: httpx.Request, tried: int, response: httpx.Response | None = None
    ) -> float | None:
        """Seconds until the next try, or None where the last answer or error stands."""
        if response is not None and not may_pass(response):
            return None
        if tried > self.retries or not may_repeat(request):
            return None
        asked = None
        if response is not None:
            asked = retry_after(response.headers.get("Retry-After"), self.now())
        if asked is not None:
            return asked if asked <= LONGEST_WAIT else None
        return self.rng.uniform(0, min(LONGEST_WAIT, self.first_wait * 2.0 ** (tried - 1)))


def may_pass(response: httpx.Response) -> bool:
    """Whether what went wrong may be over: a statement that was stopped would be again."""
    if response.status_code == 504 and members(response).get("type") == TOO_SLOW:
        return False
    return response.status_code in STATUSES


def may_repeat(request: httpx.Request) -> bool:
    """Reads may be asked twice, whatever their method; writes only where HTTP says so."""
    return request.method in METHODS or bool(request.extensions.get("reads"))


def retry_after(value: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header asks for: it holds a number or a date."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, at.timestamp() - now)


class RetryTransport(httpx.BaseTransport):
    """Sends through another transport, again where the policy says so."""

    def __init__(
        self,
        transport: httpx.BaseTransport,
        policy: RetryPolicy,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._transport = transport
        self._policy = policy
        self._sleep = sleep

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        tried = 0
        while True:
            tried += 1
            try:
                response = self._transport.handle_request(request)
                if response.status_code == 504:
                    response.read()  # its problem says whether to ask again
            except ERRORS:
                wait = self._policy.wait(request, tried)
                if wait is None:
                    raise
            else:
                wait = self._policy.wait(request, tried, response)
                if wait is None:
                    return response
                response.close()
            self._sleep(wait)

    def close(self) -> None:
        self._transport.close()


class AsyncRetryTransport(httpx.AsyncBaseTransport):
    """Sends through another transport, again where the policy says so."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        policy: RetryPolicy,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._transport = transport
        self._policy = policy
        self._sleep = sleep

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        tried = 0
        while True:
            tried += 1
            try:
                response = await self._transport.handle_async_request(request)
                if response.status_code == 504:
                    await response.aread()  # its problem says whether to ask again
            except ERRORS:
                wait = self._policy.wait(request, tried)
                if wait is None:
                    raise
            else:
                wait = self._policy.wait(request, tried, response)
                if wait is None:
                    return response
                await response.aclose()
            await self._sleep(wait)

    async def aclose(self) -> None:
        await self._transport.aclose()
