"""What lives as long as the process: connections and the limits of operations."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import TypedDict

from anyio import CapacityLimiter
from fastapi import FastAPI
from sqlalchemy import Engine

from notes.platform.database import open_engine
from notes.settings import Settings

CALLS_AT_ONCE = 4  # of one operation
SPARE_CONNECTIONS = 1  # that operations leave to readiness


class State(TypedDict):
    """The part of `request.state` that all requests share."""

    settings: Settings
    limiters: defaultdict[str, CapacityLimiter]
    connections: CapacityLimiter
    db: Engine


@asynccontextmanager
async def lifespan(settings: Settings, _app: FastAPI) -> AsyncIterator[State]:
    limiters: defaultdict[str, CapacityLimiter] = defaultdict(
        lambda: CapacityLimiter(CALLS_AT_ONCE)
    )
    with ExitStack() as stack:
        db = open_engine(settings.database_url, settings)
        stack.callback(db.dispose)
        connections = CapacityLimiter(settings.pool_size - SPARE_CONNECTIONS)
        yield State(settings=settings, limiters=limiters, connections=connections, db=db)
