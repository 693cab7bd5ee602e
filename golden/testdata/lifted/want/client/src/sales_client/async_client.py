# Generated from streamlift.yaml; do not edit.
"""The client for code with `async`."""

import copy
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, ParamSpec, Self, TypeVar

from . import _call, _operations, choices, models
from ._http import httpx
from ._retry import AsyncRetryTransport, RetryPolicy
from .results import File, Table

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
        inputs: Mapping[str, Any],
        timeout: float | None,
    ) -> T:
        request = _call.request(
            self._http, operation, inputs, end_user=self._end_user, timeout=timeout
        )
        try:
            response = await self._http.send(request, stream=operation.spools)
            if operation.spools:
                await self._spool(response)
        except httpx.RequestError as error:
            raise _call.silence(operation, request, error) from error
        responses = _responses.get()
        if responses is not None:
            responses.append(response)
        return _call.answer(operation, response)

    async def _spool(self, response: httpx.Response) -> None:
        """Takes a file to disk as it comes; a problem is read as any other answer."""
        try:
            if response.is_success:
                with _call.spool(response) as file:
                    async for piece in response.aiter_bytes():
                        file.write(piece)
            else:
                await response.aread()
        finally:
            await response.aclose()

    async def replay(self, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Calls a function of the app where it moved to, with exactly the values it took before.

        The outcome holds its `result`, or what it `raised`, or says `untransferable` where it was
        done but its result cannot cross.
        """
        return await self._send(_operations.REPLAYED[operation], arguments, None)

    async def headline(
        self,
        *,
        region: choices.Region = "All",
        since: dt.date = dt.date(2025, 1, 1),
        until: dt.date = dt.date(2025, 12, 31),
        timeout: float | None = None,
    ) -> models.Headline:
        """Revenue, orders, average order value and best day of a selection."""
        return await self._send(
            _operations.HEADLINE, {"region": region, "since": since, "until": until}, timeout
        )

    async def monthly_revenue(
        self,
        *,
        region: choices.Region = "All",
        since: dt.date = dt.date(2025, 1, 1),
        until: dt.date = dt.date(2025, 12, 31),
        timeout: float | None = None,
    ) -> Table[models.MonthlyRevenueRow]:
        """Revenue and orders a month, with the change against the month before."""
        return await self._send(
            _operations.MONTHLY_REVENUE, {"region": region, "since": since, "until": until}, timeout
        )

    async def top_products(
        self,
        *,
        region: choices.Region = "All",
        since: dt.date = dt.date(2025, 1, 1),
        until: dt.date = dt.date(2025, 12, 31),
        categories: Sequence[choices.Categories] = ("Coffee", "Tea"),
        limit: int = 5,
        timeout: float | None = None,
    ) -> Table[models.TopProductsRow]:
        """Best-selling products of the chosen categories, by revenue."""
        return await self._send(
            _operations.TOP_PRODUCTS,
            {
                "region": region,
                "since": since,
                "until": until,
                "categories": categories,
                "limit": limit,
            },
            timeout,
        )

    async def export_orders(
        self,
        *,
        region: choices.Region = "All",
        since: dt.date = dt.date(2025, 1, 1),
        until: dt.date = dt.date(2025, 12, 31),
        timeout: float | None = None,
    ) -> File:
        """All orders of a selection as CSV, for spreadsheets."""
        return await self._send(
            _operations.EXPORT_ORDERS, {"region": region, "since": since, "until": until}, timeout
        )

    async def place_order(
        self,
        *,
        product_id: int,
        ordered_on: dt.date = dt.date(2025, 12, 31),
        region: choices.PlaceOrderRegion = "North",
        quantity: int = 1,
        note: str | None = None,
        timeout: float | None = None,
    ) -> int:
        """Writes one order and gives its number."""
        return await self._send(
            _operations.PLACE_ORDER,
            {
                "product_id": product_id,
                "ordered_on": ordered_on,
                "region": region,
                "quantity": quantity,
                "note": note,
            },
            timeout,
        )
