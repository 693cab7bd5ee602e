# Generated from streamlift.yaml; do not edit.
"""The client for code with `async`."""

import copy
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import ParamSpec, Self, TypeVar

from . import _call, _operations, _wire, models
from ._http import httpx
from ._retry import AsyncRetryTransport, RetryPolicy
from .results import Table

P = ParamSpec("P")
T = TypeVar("T")

_responses: ContextVar[list[httpx.Response] | None] = ContextVar("_responses", default=None)


class AsyncClient:
    """Asks the service.

    Open one a process and close it at the end: it keeps connections open. Methods raise
    `errors.ServiceError`; their `timeout` is in seconds, in place of the client's, which leaves
    the service 30 s for a statement. Proxies that the environment names are
    not used: where there is one, give a `transport` that goes through it.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        retry: RetryPolicy | None = None,
        timeout: float = 35.0,
    ) -> None:
        self._end_user: str | None = None
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {api_key}"},
            timeout=httpx.Timeout(timeout, connect=5.0),
            transport=AsyncRetryTransport(
                transport or httpx.AsyncHTTPTransport(), retry or RetryPolicy()
            ),
        )

    async def aclose(self) -> None:
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def on_behalf_of(self, end_user: str | None) -> Self:
        """This client speaking for a person, over the same connections: close only the first."""
        other = copy.copy(self)
        other._end_user = end_user
        return other

    async def with_response(
        self, method: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[T, httpx.Response]:
        """Calls a method of this client, and gives its result with the whole response."""
        responses: list[httpx.Response] = []
        token = _responses.set(responses)
        try:
            result = await method(*args, **kwargs)
        finally:
            _responses.reset(token)
        return result, responses[-1]

    async def _send(
        self,
        operation: _call.Operation[T],
        inputs: Mapping[str, _wire.Value],
        timeout: float | None,
    ) -> T:
        request = _call.request(
            self._http, operation, inputs, end_user=self._end_user, timeout=timeout
        )
        try:
            response = await self._http.send(request)
        except httpx.RequestError as error:
            raise _call.silence(operation, request, error) from error
        responses = _responses.get()
        if responses is not None:
            responses.append(response)
        return _call.answer(operation, response)

    async def low_stock(
        self, *, level: int = 10, search: str = "", timeout: float | None = None
    ) -> Table[models.LowStockRow]:
        """Parts at or below a level, scarcest first."""
        return await self._send(_operations.LOW_STOCK, {"level": level, "search": search}, timeout)

    async def part(self, *, sku: str = "AB-001", timeout: float | None = None) -> models.Part:
        """One part by its number."""
        return await self._send(_operations.PART, {"sku": sku}, timeout)

    async def stock_value(self, *, timeout: float | None = None) -> float | None:
        """What everything in stock cost."""
        return await self._send(_operations.STOCK_VALUE, {}, timeout)

    async def recount(
        self,
        *,
        sku: str,
        quantity: int,
        counted_on: dt.date = dt.date(2026, 1, 31),
        timeout: float | None = None,
    ) -> int:
        """Sets the counted quantity of a part; gives the number of parts changed."""
        return await self._send(
            _operations.RECOUNT,
            {"sku": sku, "quantity": quantity, "counted_on": counted_on},
            timeout,
        )

    async def reorder(self, *, sku: str, timeout: float | None = None) -> None:
        """Orders a part again from its supplier."""
        return await self._send(_operations.REORDER, {"sku": sku}, timeout)
