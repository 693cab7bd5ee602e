# Generated from streamlift.yaml; do not edit. Operations: headline, monthly_revenue, and 1 more
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from sales.api.deps import DbDep, KeyedRoute, RunDep, bearer, identify
from sales.api.errors import PROBLEM_RESPONSES
from sales.operations.reports import schemas, service
from sales.platform import frames

router = APIRouter(
    prefix="/v1",
    tags=["reports"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.get("/headline", operation_id="headline")
async def headline(
    run: RunDep, db: DbDep, params: Annotated[schemas.HeadlineParams, Query()]
) -> schemas.HeadlineRecord:
    """Revenue, orders, average order value and best day of a selection."""
    return await run(service.headline, db, params)


@router.get(
    "/monthly-revenue",
    operation_id="monthly_revenue",
    response_class=Response,
    responses=frames.responses(list[schemas.MonthlyRevenueRow]),
)
async def monthly_revenue(
    run: RunDep,
    db: DbDep,
    accepted: frames.AcceptedDep,
    params: Annotated[schemas.MonthlyRevenueParams, Query()],
) -> Response:
    """Revenue and orders a month, with the change against the month before."""
    return await run(frames.answer, accepted, service.monthly_revenue, db, params)


@router.get(
    "/top-products",
    operation_id="top_products",
    response_class=Response,
    responses=frames.responses(list[schemas.TopProductsRow]),
)
async def top_products(
    run: RunDep,
    db: DbDep,
    accepted: frames.AcceptedDep,
    params: Annotated[schemas.TopProductsParams, Query()],
) -> Response:
    """Best-selling products of the chosen categories, by revenue."""
    return await run(frames.answer, accepted, service.top_products, db, params)
