# Generated from streamlift.yaml; do not edit.
"""The client for code with `async`."""

import copy
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from decimal import Decimal
from typing import Any, ParamSpec, Self, TypeVar

from . import _call, _operations, _wire, choices, models
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
        inputs: Mapping[str, _wire.Value],
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

    async def all_inputs(
        self,
        *,
        a_record: Mapping[str, Any],
        anything: Any,
        lines: Sequence[Mapping[str, Any]],
        required: int,
        a_string: str = "some-text",
        a_text: str | None = None,
        an_int: int = 10,
        a_number: float = 0.5,
        a_decimal: Decimal = Decimal("0.10"),
        a_bool: bool = True,
        a_date: dt.date = dt.date(2024, 2, 29),
        a_datetime: dt.datetime = dt.datetime(2024, 2, 29, 23, 59, 59),
        a_time: dt.time = dt.time(12, 0),
        a_choice: choices.AChoice = "small",
        an_int_choice: choices.AnIntChoice = 5,
        strings: Sequence[str] = ("a", "b"),
        ints: Sequence[int] = (1, -2),
        choices: Sequence[choices.Choices] = ("red",),
        dates: Sequence[dt.date] | None = None,
        counts: Mapping[str, int] | None = None,
        days: Mapping[str, dt.date] | None = None,
        things: Sequence[Any] = (),
        a_secret: str | None = None,
        timeout: float | None = None,
    ) -> models.AllInputs:
        """Gives back what it got."""
        return await self._send(
            _operations.ALL_INPUTS,
            {
                "a_record": a_record,
                "anything": anything,
                "lines": lines,
                "required": required,
                "a_string": a_string,
                "a_text": a_text,
                "an_int": an_int,
                "a_number": a_number,
                "a_decimal": a_decimal,
                "a_bool": a_bool,
                "a_date": a_date,
                "a_datetime": a_datetime,
                "a_time": a_time,
                "a_choice": a_choice,
                "an_int_choice": an_int_choice,
                "strings": strings,
                "ints": ints,
                "choices": choices,
                "dates": dates,
                "counts": counts,
                "days": days,
                "things": things,
                "a_secret": a_secret,
            },
            timeout,
        )

    async def get_table(self, *, timeout: float | None = None) -> Table[models.GetTableRow]:
        """Get table."""
        return await self._send(_operations.GET_TABLE, {}, timeout)

    async def get_any_table(self, *, timeout: float | None = None) -> Table[dict[str, object]]:
        """Get any table."""
        return await self._send(_operations.GET_ANY_TABLE, {}, timeout)

    async def get_record(self, *, timeout: float | None = None) -> dict[str, object]:
        """Get record."""
        return await self._send(_operations.GET_RECORD, {}, timeout)

    async def get_dates(self, *, timeout: float | None = None) -> list[dt.date]:
        """Get dates."""
        return await self._send(_operations.GET_DATES, {}, timeout)

    async def get_scalar(self, *, timeout: float | None = None) -> Decimal | None:
        """Get scalar."""
        return await self._send(_operations.GET_SCALAR, {}, timeout)

    async def get_file(self, *, timeout: float | None = None) -> File:
        """Get file."""
        return await self._send(_operations.GET_FILE, {}, timeout)

    async def do_nothing(self, *, timeout: float | None = None) -> None:
        """Do nothing."""
        return await self._send(_operations.DO_NOTHING, {}, timeout)

    async def save_table(
        self, *, year: int, rows: Sequence[Mapping[str, Any]], timeout: float | None = None
    ) -> int:
        """Save table."""
        return await self._send(_operations.SAVE_TABLE, {"year": year, "rows": rows}, timeout)

    async def later(self, *, timeout: float | None = None) -> None:
        """Later."""
        return await self._send(_operations.LATER, {}, timeout)
