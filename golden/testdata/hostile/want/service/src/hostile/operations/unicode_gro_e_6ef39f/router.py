# Generated from streamlift.yaml; do not edit. Operations: list_things
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from hostile.api.deps import KeyedRoute, RunDep, bearer, identify
from hostile.api.errors import PROBLEM_RESPONSES
from hostile.operations.unicode_gro_e_6ef39f import schemas, service

router = APIRouter(
    prefix="/v1",
    tags=["Ünïcode & Größe / 日本語"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.get("/list-things", operation_id="list_things")
async def list_things(
    run: RunDep, params: Annotated[schemas.ListThingsParams, Query()]
) -> schemas.ListThingsRecord:
    """Second line of a description: with and \\N{BULLET} \\u0041 \\"""
    return await run(service.list_things, params)
