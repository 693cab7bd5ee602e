"""What lives as long as the process: the limits of operations."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

from anyio import CapacityLimiter
from fastapi import FastAPI

from prices.settings import Settings

CALLS_AT_ONCE = 4  # of one operation


class State(TypedDict):
    """The part of `request.state` that all requests share."""

    settings: Settings
    limiters: defaultdict[str, CapacityLimiter]


@asynccontextmanager
async def lifespan(settings: Settings, _app: FastAPI) -> AsyncIterator[State]:
    limiters: defaultdict[str, CapacityLimiter] = defaultdict(
        lambda: CapacityLimiter(CALLS_AT_ONCE)
    )
    yield State(settings=settings, limiters=limiters)
