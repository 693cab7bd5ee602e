"""The ledger as one would write it by hand for this purpose: the same inputs, key, threads, pool and answers, no more."""

import os
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, FastAPI, HTTPException, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from ledger_core import echo
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import create_engine, text

KEY = os.environ["API_KEY"]
ENGINE = create_engine(
    f"sqlite:///{Path(os.environ['DATA_ROOT'], 'ledger.db')}",
    max_overflow=0,
    pool_pre_ping=True,
    pool_size=20,
)
TOTAL = text("SELECT COUNT(*) AS entries, SUM(cents) AS cents FROM entries WHERE id <= :most")
NEWEST = text("SELECT id, account, cents FROM entries ORDER BY id DESC LIMIT :limit")
LIMITERS: defaultdict[str, CapacityLimiter] = defaultdict(lambda: CapacityLimiter(4))
bearer = HTTPBearer()


class Params(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EchoParams(Params):
    number: Annotated[int, Field(ge=0, le=1000)] = 1


class TotalParams(Params):
    most: Annotated[int, Field(ge=1, le=1_000_000)] = 1


class NewestParams(Params):
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class Total(BaseModel):
    entries: int
    cents: int


class Entry(BaseModel):
    id: int
    account: str
    cents: int


async def authenticate(given: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> None:
    if not secrets.compare_digest(given.credentials.encode(), KEY.encode()):
        raise HTTPException(401)


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    yield
    ENGINE.dispose()


app = FastAPI(lifespan=lifespan, dependencies=[Depends(authenticate)])


def find_total(most: int) -> Total:
    with ENGINE.connect() as connection:
        return Total.model_validate(
            dict(connection.execute(TOTAL, {"most": most}).mappings().one())
        )


def find_newest(limit: int) -> list[dict[str, Any]]:
    with ENGINE.connect() as connection:
        return [dict(row) for row in connection.execute(NEWEST, {"limit": limit}).mappings()]


@app.get("/v1/echo")
async def get_echo(params: Annotated[EchoParams, Query()]) -> int:
    return await to_thread.run_sync(echo, params.number, limiter=LIMITERS["echo"])


@app.get("/v1/total")
async def get_total(params: Annotated[TotalParams, Query()]) -> Total:
    return await to_thread.run_sync(find_total, params.most, limiter=LIMITERS["total"])


@app.get("/v1/newest", response_model=list[Entry])
async def get_newest(params: Annotated[NewestParams, Query()], request: Request) -> Any:
    return await to_thread.run_sync(find_newest, params.limit, limiter=LIMITERS["newest"])
