# Generated from streamlift.yaml; do not edit. Operations: low_stock, part, stock_value, and 2 more
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from inventory.api.deps import KeyedRoute, RunDep, StockDep, bearer, identify
from inventory.api.errors import PROBLEM_RESPONSES
from inventory.operations.inventory import schemas, service
from inventory.platform import frames

router = APIRouter(
    prefix="/v1",
    tags=["inventory"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.get(
    "/low-stock",
    operation_id="low_stock",
    response_class=Response,
    responses=frames.responses(list[schemas.LowStockRow]),
)
async def low_stock(
    run: RunDep,
    stock: StockDep,
    accepted: frames.AcceptedDep,
    params: Annotated[schemas.LowStockParams, Query()],
) -> Response:
    """Parts at or below a level, scarcest first."""
    return await run(frames.answer, accepted, service.low_stock, stock, params)


@router.get("/part", operation_id="part")
async def part(
    run: RunDep, stock: StockDep, params: Annotated[schemas.PartParams, Query()]
) -> schemas.PartRecord:
    """One part by its number."""
    return await run(service.part, stock, params)


@router.get("/stock-value", operation_id="stock_value")
async def stock_value(run: RunDep, stock: StockDep) -> float | None:
    """What everything in stock cost."""
    return await run(service.stock_value, stock)


@router.post("/recount", operation_id="recount")
async def recount(run: RunDep, stock: StockDep, params: schemas.RecountParams) -> int:
    """Sets the counted quantity of a part; gives the number of parts changed."""
    return await run(service.recount, stock, params)


@router.post("/reorder", operation_id="reorder", status_code=204)
async def reorder(run: RunDep, params: schemas.ReorderParams) -> None:
    """Orders a part again from its supplier."""
    await run(service.reorder, params)
