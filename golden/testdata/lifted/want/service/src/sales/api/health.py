# Generated from streamlift.yaml; do not edit.
"""Liveness says that the process runs, readiness that it can do its work."""

from typing import Literal

import structlog
from anyio import fail_after, to_thread
from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import Engine, text

from sales.api.errors import PROBLEM_RESPONSES
from sales.exceptions import Unavailable

router = APIRouter(prefix="/health", tags=["health"])

log = structlog.stdlib.get_logger(__name__)

PROBE_SECONDS = 2


class Health(BaseModel):
    status: Literal["ok"] = "ok"


@router.get("/live", operation_id="health_live")
async def live() -> Health:
    return Health()


@router.get("/ready", operation_id="health_ready", responses=PROBLEM_RESPONSES)
async def ready(request: Request) -> Health:
    await probe("db", request.state.db)
    return Health()


async def probe(name: str, engine: Engine) -> None:
    try:
        with fail_after(PROBE_SECONDS):
            await to_thread.run_sync(select_one, engine, abandon_on_cancel=True)
    except Exception as error:
        log.warning("resource does not answer", resource=name, exc_info=error)
        raise Unavailable(f"{name} does not answer") from error


def select_one(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
