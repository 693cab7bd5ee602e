# Generated from streamlift.yaml; do not edit. Operations: get_table, get_any_table, and 6 more
import datetime as dt
from decimal import Decimal
from typing import Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from all_types.api.deps import KeyedRoute, RunDep, bearer, identify
from all_types.api.errors import PROBLEM_RESPONSES
from all_types.operations.outputs import schemas, service
from all_types.platform import files, frames

router = APIRouter(
    prefix="/v1",
    tags=["outputs"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.get(
    "/get-table",
    operation_id="get_table",
    response_class=Response,
    responses=frames.responses(list[schemas.GetTableRow]),
)
async def get_table(run: RunDep, accepted: frames.AcceptedDep) -> Response:
    """Get table."""
    return await run(frames.answer, accepted, service.get_table)


@router.get(
    "/get-any-table",
    operation_id="get_any_table",
    response_class=Response,
    responses=frames.responses(),
)
async def get_any_table(run: RunDep, accepted: frames.AcceptedDep) -> Response:
    """Get any table."""
    return await run(frames.answer, accepted, service.get_any_table)


@router.get("/get-record", operation_id="get_record")
async def get_record(run: RunDep) -> dict[str, Any]:
    """Get record."""
    return await run(service.get_record)


@router.get("/get-dates", operation_id="get_dates")
async def get_dates(run: RunDep) -> list[dt.date]:
    """Get dates."""
    return await run(service.get_dates)


@router.get("/get-scalar", operation_id="get_scalar")
async def get_scalar(run: RunDep) -> Decimal | None:
    """Get scalar."""
    return await run(service.get_scalar)


@router.get(
    "/get-file",
    operation_id="get_file",
    response_class=Response,
    responses={200: {"description": "The file", "content": {"text/csv": {}}}},
)
async def get_file(run: RunDep) -> Response:
    """Get file."""
    return await run(files.answer, "text/csv", 'attachment; filename="table.csv"', service.get_file)


@router.put("/nothing/at-all", operation_id="do_nothing", status_code=204)
async def do_nothing(run: RunDep) -> None:
    """Do nothing."""
    await run(service.do_nothing)


@router.get("/later", operation_id="later", status_code=204)
async def later(run: RunDep) -> None:
    """Later."""
    await run(service.later)
