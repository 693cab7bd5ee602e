# Generated from streamlift.yaml; do not edit. Operations: x
from fastapi import APIRouter, Depends

from hostile.api.deps import KeyedRoute, RunDep, bearer, identify
from hostile.api.errors import PROBLEM_RESPONSES
from hostile.operations.group_77710a import service

router = APIRouter(
    prefix="/v1",
    tags=["日本語"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.post("/x", operation_id="x", status_code=204)
async def x(run: RunDep) -> None:
    """X."""
    await run(service.x)
