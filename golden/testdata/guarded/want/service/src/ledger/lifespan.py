"""What lives as long as the process: connections and the limits of operations."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import TypedDict

from anyio import CapacityLimiter
from fastapi import FastAPI
from sqlalchemy import Engine

from ledger.platform.audit import AuditLog
from ledger.platform.database import open_engine
from ledger.platform.keys import Keys
from ledger.platform.store import Store
from ledger.settings import Settings

CALLS_AT_ONCE = 4  # of one operation
SPARE_CONNECTIONS = 3  # that operations leave to readiness and to looking keys up


class State(TypedDict):
    """The part of `request.state` that all requests share."""

    settings: Settings
    limiters: defaultdict[str, CapacityLimiter]
    connections: CapacityLimiter
    keys: Keys
    audit: AuditLog
    books: Engine


@asynccontextmanager
async def lifespan(settings: Settings, _app: FastAPI) -> AsyncIterator[State]:
    limiters: defaultdict[str, CapacityLimiter] = defaultdict(
        lambda: CapacityLimiter(CALLS_AT_ONCE)
    )
    with ExitStack() as stack:
        books = open_engine(settings.books_url, settings)
        stack.callback(books.dispose)
        store = Store(books)
        connections = CapacityLimiter(settings.pool_size - SPARE_CONNECTIONS)
        yield State(
            settings=settings,
            limiters=limiters,
            connections=connections,
            keys=Keys(store, settings),
            audit=AuditLog(store),
            books=books,
        )
