# Generated from streamlift.yaml; do not edit. Operations: days, prices, summary, export, and 4 more
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import Response

from prices.api.deps import KeyedRoute, RunDep, bearer, identify
from prices.api.errors import PROBLEM_RESPONSES
from prices.operations.prices import schemas, service
from prices.platform import files, frames

router = APIRouter(
    prefix="/v1",
    tags=["prices"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.get("/days", operation_id="days")
async def days(run: RunDep) -> list[str]:
    """Names of the days that were kept."""
    return await run(service.days)


@router.get("/prices", operation_id="prices", response_class=Response, responses=frames.responses())
async def prices_(
    run: RunDep, accepted: frames.AcceptedDep, params: Annotated[schemas.PricesParams, Query()]
) -> Response:
    """What was sold on a day, with what it cost."""
    return await run(frames.answer, accepted, service.prices_, params)


@router.get("/summary", operation_id="summary")
async def summary(
    run: RunDep, params: Annotated[schemas.SummaryParams, Query()]
) -> schemas.SummaryRecord:
    """Sales, revenue and the best product of a day."""
    return await run(service.summary, params)


@router.get(
    "/export",
    operation_id="export",
    response_class=Response,
    responses={200: {"description": "The file", "content": {"text/csv": {}}}},
)
async def export(run: RunDep, params: Annotated[schemas.ExportParams, Query()]) -> Response:
    """A day as a file for spreadsheets."""
    return await run(
        files.answer, "text/csv", 'attachment; filename="day.csv"', service.export, params
    )


@router.post("/add-day", operation_id="add_day")
async def add_day(
    run: RunDep, params: Annotated[schemas.AddDayParams, Form(media_type="multipart/form-data")]
) -> int:
    """Keeps an uploaded day and gives its number of sales."""
    return await run(service.add_day, params)


@router.get("/board", operation_id="board", status_code=204)
async def board(run: RunDep, params: Annotated[schemas.BoardParams, Query()]) -> None:
    """Pieces and takings of each product, for the board above the stall."""
    await run(service.board, params)


@router.get("/quote", operation_id="quote")
async def quote(run: RunDep, params: Annotated[schemas.QuoteParams, Query()]) -> float:
    """What all of a day costs, less the discount that the page asks for."""
    return await run(service.quote, params)


@router.post("/drop", operation_id="drop", status_code=204)
async def drop(run: RunDep, params: schemas.DropParams) -> None:
    """Takes a day away."""
    await run(service.drop, params)
