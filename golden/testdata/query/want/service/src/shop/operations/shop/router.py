# Generated from streamlift.yaml; do not edit. Operations: open_orders
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from shop.api.deps import DbDep, KeyedRoute, RunDep, bearer, identify
from shop.api.errors import PROBLEM_RESPONSES
from shop.operations.shop import schemas, service
from shop.platform import frames

router = APIRouter(
    prefix="/v1",
    tags=["shop"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.get(
    "/open-orders",
    operation_id="open_orders",
    response_class=Response,
    responses=frames.responses(list[schemas.OpenOrdersRow]),
)
async def open_orders(
    run: RunDep,
    db: DbDep,
    accepted: frames.AcceptedDep,
    params: Annotated[schemas.OpenOrdersParams, Query()],
) -> Response:
    """Orders since a day, newest first."""
    return await run(frames.answer, accepted, service.open_orders, db, params)
