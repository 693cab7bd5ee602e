# Generated from streamlift.yaml; do not edit.
"""Who may call, and what routes depend on, as annotated aliases."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, TypeVar, TypeVarTuple
from urllib.parse import unquote

import structlog
from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Header, Request, Response
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from pydantic import BaseModel
from sqlalchemy import Engine
from starlette.types import Message, Receive

from ledger.exceptions import Forbidden, TooLarge, Unauthorized
from ledger.platform import audit
from ledger.platform.keys import ROLES, Keys

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

UPLOADS = {  # bytes of the files that an operation takes
    "archive": 100_000,
}
bearer = HTTPBearer(auto_error=False, description="A key of the service")


async def authenticate(request: Request, operation: str | None) -> None:
    """Lets callers in who have a key that may call the operation."""
    credentials = await bearer(request)
    keys: Keys = request.state.keys
    principal = await keys.find(credentials.credentials if credentials else "")
    if principal is None:
        raise Unauthorized("send a key of the service as `Authorization: Bearer <key>`")
    structlog.contextvars.bind_contextvars(principal=principal.name)
    request.state.principal = principal
    needed = ROLES.get(operation or "")
    if needed and not needed & principal.roles:
        raise Forbidden(f"it has none of the roles: {', '.join(sorted(needed))}")


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


class KeyedRoute(APIRoute):
    """Authenticates before it reads the body: dependencies come after that."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def authenticate_and_handle(request: Request) -> Response:
            await authenticate(request, self.operation_id)
            most: int = request.state.settings.max_body_bytes
            most += UPLOADS.get(self.operation_id or "", 0)
            return await handle(Request(request.scope, receive_at_most(most, request)))

        return authenticate_and_handle


async def identify(x_end_user: Annotated[str, Header(max_length=200)] = "") -> None:
    """Believes callers, who have the key, who their end user is."""
    structlog.contextvars.bind_contextvars(end_user=unquote(x_end_user))


class Runner:
    """Runs a blocking function in a thread, so many at once as its operation and the databases may."""

    def __init__(self, limiter: CapacityLimiter, connections: CapacityLimiter) -> None:
        self.limiter = limiter
        self.connections = connections

    async def __call__(self, function: Callable[[*Ts], T], *args: *Ts) -> T:
        if not any(isinstance(arg, Engine) for arg in args):
            return await to_thread.run_sync(function, *args, limiter=self.limiter)
        async with self.limiter:
            return await to_thread.run_sync(function, *args, limiter=self.connections)


async def get_runner(request: Request) -> Runner:
    operation: str = request.scope["route"].operation_id
    structlog.contextvars.bind_contextvars(operation=operation)
    return Runner(request.state.limiters[operation], request.state.connections)


RunDep = Annotated[Runner, Depends(get_runner)]


def call_of(request: Request, operation: str) -> audit.Call:
    return audit.Call(
        principal=request.state.principal.name,
        end_user=unquote(request.headers.get("x-end-user", "")),
        operation=operation,
        request_id=request.state.request_id,
    )


class AuditedRunner(Runner):
    """Runs a write so that the audit log tells of it."""

    def __init__(self, runner: Runner, log: audit.AuditLog, call: audit.Call) -> None:
        super().__init__(runner.limiter, runner.connections)
        self.log = log
        self.call = call

    async def __call__(self, function: Callable[[*Ts], T], *args: *Ts) -> T:
        async with self.limiter:  # whatever the function takes, its records take connections
            return await to_thread.run_sync(self.run, function, *args, limiter=self.connections)

    def run(self, function: Callable[[*Ts], T], *args: *Ts) -> T:
        inputs = next((arg for arg in args if isinstance(arg, BaseModel)), None)
        self.call.arguments = audit.digest_of(inputs)
        return self.log.run(self.call, function, *args)


async def get_audited_runner(request: Request, run: RunDep) -> AuditedRunner:
    operation: str = request.scope["route"].operation_id
    return AuditedRunner(run, request.state.audit, call_of(request, operation))


AuditedDep = Annotated[AuditedRunner, Depends(get_audited_runner)]


async def get_books(request: Request) -> Engine:
    books: Engine = request.state.books
    return books


BooksDep = Annotated[Engine, Depends(get_books)]
