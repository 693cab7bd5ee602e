# Generated from streamlift.yaml; do not edit.
"""The OpenAPI document, for callers with a key; in development everybody sees it, at /docs."""

from typing import Any

from fastapi import APIRouter, Request

from ledger.api.app import Api
from ledger.api.deps import KeyedRoute

router = APIRouter(route_class=KeyedRoute, include_in_schema=False)


@router.get("/openapi.json")
async def document(request: Request) -> dict[str, Any]:
    app: Api = request.app
    return app.openapi()
