# Generated from streamlift.yaml; do not edit. Operations: list_orders, list_products, and 2 more
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from sales.api.deps import DbDep, KeyedRoute, RunDep, bearer, identify
from sales.api.errors import PROBLEM_RESPONSES
from sales.operations.orders import schemas, service
from sales.platform import files, frames

router = APIRouter(
    prefix="/v1",
    tags=["orders"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.get(
    "/list-orders",
    operation_id="list_orders",
    response_class=Response,
    responses=frames.responses(list[schemas.ListOrdersRow]),
)
async def list_orders(
    run: RunDep,
    db: DbDep,
    accepted: frames.AcceptedDep,
    params: Annotated[schemas.ListOrdersParams, Query()],
) -> Response:
    """Orders, newest first, a page at a time."""
    return await run(frames.answer, accepted, service.list_orders, db, params)


@router.get(
    "/list-products",
    operation_id="list_products",
    response_class=Response,
    responses=frames.responses(list[schemas.ListProductsRow]),
)
async def list_products(run: RunDep, db: DbDep, accepted: frames.AcceptedDep) -> Response:
    """Products with their prices."""
    return await run(frames.answer, accepted, service.list_products, db)


@router.get(
    "/export-orders",
    operation_id="export_orders",
    response_class=Response,
    responses={200: {"description": "The file", "content": {"text/csv": {}}}},
)
async def export_orders(
    run: RunDep, db: DbDep, params: Annotated[schemas.ExportOrdersParams, Query()]
) -> Response:
    """All orders of a selection as CSV, for spreadsheets."""
    return await run(
        files.answer,
        "text/csv",
        'attachment; filename="orders.csv"',
        service.export_orders,
        db,
        params,
    )


@router.post("/place-order", operation_id="place_order")
async def place_order(run: RunDep, db: DbDep, params: schemas.PlaceOrderParams) -> int:
    """Writes one order and gives its number."""
    return await run(service.place_order, db, params)
