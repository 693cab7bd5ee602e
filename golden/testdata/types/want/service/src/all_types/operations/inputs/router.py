# Generated from streamlift.yaml; do not edit. Operations: all_inputs, save_table
from fastapi import APIRouter, Depends

from all_types.api.deps import KeyedRoute, RunDep, bearer, identify
from all_types.api.errors import PROBLEM_RESPONSES
from all_types.operations.inputs import schemas, service

router = APIRouter(
    prefix="/v1",
    tags=["inputs"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.post("/all-inputs", operation_id="all_inputs")
async def all_inputs(run: RunDep, params: schemas.AllInputsParams) -> schemas.AllInputsRecord:
    """Gives back what it got."""
    return await run(service.all_inputs, params)


@router.post("/save-table", operation_id="save_table")
async def save_table(run: RunDep, params: schemas.SaveTableParams) -> int:
    """Save table."""
    return await run(service.save_table, params)
