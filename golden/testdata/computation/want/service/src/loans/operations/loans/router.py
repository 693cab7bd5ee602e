# Generated from streamlift.yaml; do not edit. Operations: monthly_rate
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from loans.api.deps import KeyedRoute, RunDep, bearer, identify
from loans.api.errors import PROBLEM_RESPONSES
from loans.operations.loans import schemas, service

router = APIRouter(
    prefix="/v1",
    tags=["loans"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.get("/monthly-rate", operation_id="monthly_rate")
async def monthly_rate(run: RunDep, params: Annotated[schemas.MonthlyRateParams, Query()]) -> float:
    """What a loan costs a month."""
    return await run(service.monthly_rate, params)
