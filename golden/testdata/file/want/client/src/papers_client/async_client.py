# Generated from streamlift.yaml; do not edit.
"""The client for code with `async`."""

import copy
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import IO, ParamSpec, Self, TypeVar

from . import _call, _operations, _wire
from ._http import httpx
from ._retry import AsyncRetryTransport, RetryPolicy
from .results import File

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

    async def shorten(
        self, *, paper: bytes | IO[bytes], lines: int = 10, timeout: float | None = None
    ) -> File:
        """Gives the first lines of a text file."""
        return await self._send(_operations.SHORTEN, {"paper": paper, "lines": lines}, timeout)
