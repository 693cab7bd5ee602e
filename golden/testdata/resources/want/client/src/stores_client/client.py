# Generated from streamlift.yaml; do not edit.
"""The client."""

import copy
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from decimal import Decimal
from typing import IO, ParamSpec, Self, TypeVar

from . import _call, _operations, _wire, choices, models
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
        inputs: Mapping[str, _wire.Value],
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

    def worth(
        self, *, store: str, days: Sequence[dt.date] | None = None, timeout: float | None = None
    ) -> models.Worth:
        """Worth."""
        return self._send(_operations.WORTH, {"store": store, "days": days}, timeout)

    def move(self, *, sku: str, timeout: float | None = None) -> None:
        """Move."""
        return self._send(_operations.MOVE, {"sku": sku}, timeout)

    def price(self, *, sku: str, timeout: float | None = None) -> object:
        """Price."""
        return self._send(_operations.PRICE, {"sku": sku}, timeout)

    def attach(
        self,
        *,
        note: bytes | IO[bytes],
        photo: bytes | IO[bytes] | None = None,
        tags: Sequence[str] = (),
        rate: choices.Rate = 0.5,
        timeout: float | None = None,
    ) -> list[str]:
        """Attach."""
        return self._send(
            _operations.ATTACH, {"note": note, "photo": photo, "tags": tags, "rate": rate}, timeout
        )

    def stores(
        self, *, since: dt.datetime, skus: Sequence[str], timeout: float | None = None
    ) -> list[str]:
        """Stores."""
        return self._send(_operations.STORES, {"since": since, "skus": skus}, timeout)

    def newest(self, *, timeout: float | None = None) -> dict[str, object]:
        """Newest."""
        return self._send(_operations.NEWEST, {}, timeout)

    def old_table(self, *, timeout: float | None = None) -> Table[dict[str, object]]:
        """Old table."""
        return self._send(_operations.OLD_TABLE, {}, timeout)

    def export(self, *, timeout: float | None = None) -> File:
        """Export."""
        return self._send(_operations.EXPORT, {}, timeout)

    def forget(self, *, price: Decimal, timeout: float | None = None) -> None:
        """Forget."""
        return self._send(_operations.FORGET, {"price": price}, timeout)
