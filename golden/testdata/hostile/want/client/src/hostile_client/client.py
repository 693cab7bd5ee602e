# Generated from streamlift.yaml; do not edit.
"""The client."""

import copy
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import ParamSpec, Self, TypeVar

from . import _call, _operations, _wire, choices, models
from ._http import httpx
from ._retry import RetryPolicy, RetryTransport
from .results import Table

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
            response = self._http.send(request)
        except httpx.RequestError as error:
            raise _call.silence(operation, request, error) from error
        responses = _responses.get()
        if responses is not None:
            responses.append(response)
        return _call.answer(operation, response)

    def class_1(
        self,
        *,
        from_: str = "'; DROP TABLE t; --",
        none_: choices.Class1None = "None",
        camel_case: str = "first\nsecond\r\nthird\u2028fourth",
        private: str = "😀\x00",
        x0: str | None = None,
        timeout: float | None = None,
    ) -> Table[models.Class1Row]:
        """\""" ends a docstring\\"""
        return self._send(
            _operations.CLASS_1,
            {"from": from_, "None_": none_, "CamelCase": camel_case, "_private": private, "x0": x0},
            timeout,
        )

    def list_things(
        self,
        *,
        lambda_: int = -0,
        data: Sequence[str] = ("a,b", 'c"d', "'"),
        id: int | None = None,
        timeout: float | None = None,
    ) -> models.ListThings:
        """Second line of a description: with and \\N{BULLET} \\u0041 \\"""
        return self._send(
            _operations.LIST_THINGS, {"lambda_": lambda_, "data": data, "id": id}, timeout
        )

    def x(self, *, timeout: float | None = None) -> None:
        """X."""
        return self._send(_operations.X, {}, timeout)

    def y(self, *, timeout: float | None = None) -> models.Y:
        """xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"""
        return self._send(_operations.Y, {}, timeout)
