# Generated from streamlift.yaml; do not edit.
"""Liveness says that the process runs, readiness that it can do its work."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    status: Literal["ok"] = "ok"


@router.get("/live", operation_id="health_live")
async def live() -> Health:
    return Health()


@router.get("/ready", operation_id="health_ready")
async def ready() -> Health:
    return Health()
