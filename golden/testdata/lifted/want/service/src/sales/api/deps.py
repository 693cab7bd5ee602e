# Generated from streamlift.yaml; do not edit.
"""What routes depend on, as annotated aliases."""

import secrets
from collections.abc import Callable
from typing import Annotated, TypeVar, TypeVarTuple
from urllib.parse import unquote

import structlog
from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Engine

from sales.exceptions import Unauthorized

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

bearer = HTTPBearer(auto_error=False, description="The key of the service (API_KEY)")


async def authenticate(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    x_end_user: Annotated[str, Header(max_length=200)] = "",
) -> None:
    """Lets callers with the key in, and believes them who their end user is."""
    key: str = request.state.settings.api_key.get_secret_value()
    given = credentials.credentials if credentials else ""
    if not secrets.compare_digest(given.encode(), key.encode()):
        raise Unauthorized("send the key of the service as `Authorization: Bearer <key>`")
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


async def get_db(request: Request) -> Engine:
    db: Engine = request.state.db
    return db


DbDep = Annotated[Engine, Depends(get_db)]
