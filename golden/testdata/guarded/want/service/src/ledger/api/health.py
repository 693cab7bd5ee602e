# Generated from streamlift.yaml; do not edit.
"""Liveness says that the process runs, readiness that it can do its work."""

from typing import Literal

import structlog
from anyio import fail_after, to_thread
from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import Engine

from ledger.api.errors import PROBLEM_RESPONSES
from ledger.exceptions import Unavailable
from ledger.platform.database import fault_of, refuse_overload
from ledger.settings import Settings

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
    await probe("books", request.state.books, request.state.settings)
    return Health()


async def probe(name: str, engine: Engine, settings: Settings) -> None:
    connections = settings.processes * settings.pool_size
    try:
        with fail_after(PROBE_SECONDS):
            await to_thread.run_sync(refuse_overload, engine, connections, abandon_on_cancel=True)
    except Exception as error:
        log.warning("resource is not ready", resource=name, exc_info=error)
        raise Unavailable(f"{name} is not ready: {fault_of(error)}") from error
