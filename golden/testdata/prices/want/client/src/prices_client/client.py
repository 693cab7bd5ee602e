# Generated from streamlift.yaml; do not edit.
"""The client."""

import copy
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import IO, Any, ParamSpec, Self, TypeVar

from . import _call, _operations, models
from ._http import httpx
from ._retry import RetryPolicy, RetryTransport
from .results import File, Table

P = ParamSpec("P")
T = TypeVar("T")

_responses: ContextVar[list[httpx.Response] | None] = ContextVar("_responses", default=None)


class Client:
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
        transport: httpx.BaseTransport | None = None,
        retry: RetryPolicy | None = None,
        timeout: float = 35.0,
    ) -> None:
        self._end_user: str | None = None
        self._http = httpx.Client(
            base_url=base_url,
            headers={"Authorization": f"Bearer {api_key}"},
            timeout=httpx.Timeout(timeout, connect=5.0),
            transport=RetryTransport(transport or httpx.HTTPTransport(), retry or RetryPolicy()),
        )

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def on_behalf_of(self, end_user: str | None) -> Self:
        """This client speaking for a person, over the same connections: close only the first."""
        other = copy.copy(self)
        other._end_user = end_user
        return other

    def with_response(
        self, method: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[T, httpx.Response]:
        """Calls a method of this client, and gives its result with the whole response."""
        responses: list[httpx.Response] = []
        token = _responses.set(responses)
        try:
            result = method(*args, **kwargs)
        finally:
            _responses.reset(token)
        return result, responses[-1]

    def _send(
        self,
        operation: _call.Operation[T],
        inputs: Mapping[str, Any],
        timeout: float | None,
    ) -> T:
        request = _call.request(
            self._http, operation, inputs, end_user=self._end_user, timeout=timeout
        )
        try:
            response = self._http.send(request, stream=operation.spools)
            if operation.spools:
                self._spool(response)
        except httpx.RequestError as error:
            raise _call.silence(operation, request, error) from error
        responses = _responses.get()
        if responses is not None:
            responses.append(response)
        return _call.answer(operation, response)

    def _spool(self, response: httpx.Response) -> None:
        """Takes a file to disk as it comes; a problem is read as any other answer."""
        try:
            if response.is_success:
                with _call.spool(response) as file:
                    for piece in response.iter_bytes():
                        file.write(piece)
            else:
                response.read()
        finally:
            response.close()

    def replay(self, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Calls a function of the app where it moved to, with exactly the values it took before.

        The outcome holds its `result`, or what it `raised`, or says `untransferable` where it was
        done but its result cannot cross.
        """
        return self._send(_operations.REPLAYED[operation], arguments, None)

    def days(self, *, timeout: float | None = None) -> list[str]:
        """Names of the days that were kept."""
        return self._send(_operations.DAYS, {}, timeout)

    def prices(
        self, *, day: str = "monday", with_tax: bool = False, timeout: float | None = None
    ) -> Table[dict[str, object]]:
        """What was sold on a day, with what it cost."""
        return self._send(_operations.PRICES, {"day": day, "with_tax": with_tax}, timeout)

    def summary(
        self, *, day: str = "monday", with_tax: bool = False, timeout: float | None = None
    ) -> models.Summary:
        """Sales, revenue and the best product of a day."""
        return self._send(_operations.SUMMARY, {"day": day, "with_tax": with_tax}, timeout)

    def export(self, *, day: str = "monday", timeout: float | None = None) -> File:
        """A day as a file for spreadsheets."""
        return self._send(_operations.EXPORT, {"day": day}, timeout)

    def add_day(
        self, *, content: bytes | IO[bytes], name: str = "tuesday", timeout: float | None = None
    ) -> int:
        """Keeps an uploaded day and gives its number of sales."""
        return self._send(_operations.ADD_DAY, {"content": content, "name": name}, timeout)

    def board(self, *, day: str = "monday", timeout: float | None = None) -> None:
        """Pieces and takings of each product, for the board above the stall."""
        return self._send(_operations.BOARD, {"day": day}, timeout)

    def quote(self, *, day: str = "monday", timeout: float | None = None) -> float:
        """What all of a day costs, less the discount that the page asks for."""
        return self._send(_operations.QUOTE, {"day": day}, timeout)

    def drop(self, *, day: str = "monday", timeout: float | None = None) -> None:
        """Takes a day away."""
        return self._send(_operations.DROP, {"day": day}, timeout)
