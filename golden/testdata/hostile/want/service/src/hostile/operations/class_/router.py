# Generated from streamlift.yaml; do not edit. Operations: class_1
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from hostile.api.deps import DbDep, KeyedRoute, RunDep, bearer, identify
from hostile.api.errors import PROBLEM_RESPONSES
from hostile.operations.class_ import schemas, service
from hostile.platform import frames

router = APIRouter(
    prefix="/v1",
    tags=["class"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.get(
    "/class-1",
    operation_id="class_1",
    response_class=Response,
    responses=frames.responses(list[schemas.Class1Row]),
)
async def class_1(
    run: RunDep,
    db: DbDep,
    accepted: frames.AcceptedDep,
    params: Annotated[schemas.Class1Params, Query()],
) -> Response:
    """\""" ends a docstring\\"""
    return await run(frames.answer, accepted, service.class_1, db, params)
