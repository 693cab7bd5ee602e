# Generated from streamlift.yaml; do not edit.
"""Who may call, and what routes depend on, as annotated aliases."""

import secrets
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, TypeVar, TypeVarTuple
from urllib.parse import unquote

import structlog
from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Header, Request, Response
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.types import Message, Receive

from all_types.exceptions import TooLarge, Unauthorized, UnsupportedMediaType

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

TABLES = {  # operations that take a table
    "save_table",
}
bearer = HTTPBearer(auto_error=False, description="The key of the service (API_KEY)")


async def authenticate(request: Request) -> None:
    """Lets callers with the key in."""
    key: str = request.state.settings.api_key.get_secret_value()
    credentials = await bearer(request)
    given = credentials.credentials if credentials else ""
    if not secrets.compare_digest(given.encode(), key.encode()):
        raise Unauthorized("send the key of the service as `Authorization: Bearer <key>`")


def receive_at_most(most: int, request: Request) -> Receive:
    """Takes no body of more bytes, and nothing of one that says it has more."""
    told = int(request.headers.get("content-length", 0))
    taken = 0

    def refuse_beyond(size: int) -> None:
        if size > most:
            raise TooLarge(f"a request may have {most} bytes at most")

    async def receive() -> Message:
        nonlocal taken
        refuse_beyond(told)
        message = await request.receive()
        taken += len(message.get("body", b""))
        refuse_beyond(taken)
        return message

    return receive


def refuse_other_than_json(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise UnsupportedMediaType("send the rows as application/json")


class KeyedRoute(APIRoute):
    """Authenticates before it reads the body: dependencies come after that."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def authenticate_and_handle(request: Request) -> Response:
            await authenticate(request)
            most: int = request.state.settings.max_body_bytes
            if self.operation_id in TABLES:
                most = request.state.settings.max_table_bytes
                refuse_other_than_json(request)
            return await handle(Request(request.scope, receive_at_most(most, request)))

        return authenticate_and_handle


async def identify(x_end_user: Annotated[str, Header(max_length=200)] = "") -> None:
    """Believes callers, who have the key, who their end user is."""
    structlog.contextvars.bind_contextvars(principal=unquote(x_end_user) or "ui")


class Runner:
    """Runs a blocking function in a thread, so many at once as its operation may."""

    def __init__(self, limiter: CapacityLimiter) -> None:
        self.limiter = limiter

    async def __call__(self, function: Callable[[*Ts], T], *args: *Ts) -> T:
        return await to_thread.run_sync(function, *args, limiter=self.limiter)


async def get_runner(request: Request) -> Runner:
    operation: str = request.scope["route"].operation_id
    structlog.contextvars.bind_contextvars(operation=operation)
    return Runner(request.state.limiters[operation])


RunDep = Annotated[Runner, Depends(get_runner)]
