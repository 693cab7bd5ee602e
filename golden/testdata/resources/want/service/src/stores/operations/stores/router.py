# Generated from streamlift.yaml; do not edit. Operations: worth, move, price, attach, and 5 more
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import Response

from stores.api.deps import ArchiveDep, DbDep, KeyedRoute, PricesDep, RunDep, bearer, identify
from stores.api.errors import PROBLEM_RESPONSES
from stores.operations.stores import schemas, service
from stores.platform import files, frames

router = APIRouter(
    prefix="/v1",
    tags=["stores"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.post("/worth", operation_id="worth")
async def worth(
    run: RunDep, db: DbDep, archive: ArchiveDep, prices: PricesDep, params: schemas.WorthParams
) -> schemas.WorthRecord:
    """Worth."""
    return await run(service.worth, db, archive, prices, params)


@router.post("/move", operation_id="move", status_code=204)
async def move(run: RunDep, db: DbDep, archive: ArchiveDep, params: schemas.MoveParams) -> None:
    """Move."""
    await run(service.move, db, archive, params)


@router.get("/price", operation_id="price")
async def price(
    run: RunDep, prices: PricesDep, params: Annotated[schemas.PriceParams, Query()]
) -> Any:
    """Price."""
    return await run(service.price, prices, params)


@router.post("/attach", operation_id="attach")
async def attach(
    run: RunDep, params: Annotated[schemas.AttachParams, Form(media_type="multipart/form-data")]
) -> list[str]:
    """Attach."""
    return await run(service.attach, params)


@router.get("/stores", operation_id="stores")
async def stores(
    run: RunDep, db: DbDep, params: Annotated[schemas.StoresParams, Query()]
) -> list[str]:
    """Stores."""
    return await run(service.stores, db, params)


@router.get("/newest", operation_id="newest")
async def newest(run: RunDep, db: DbDep) -> dict[str, Any]:
    """Newest."""
    return await run(service.newest, db)


@router.post(
    "/old-table", operation_id="old_table", response_class=Response, responses=frames.responses()
)
async def old_table(run: RunDep, archive: ArchiveDep, accepted: frames.AcceptedDep) -> Response:
    """Old table."""
    return await run(frames.answer, accepted, service.old_table, archive)


@router.get(
    "/export",
    operation_id="export",
    response_class=Response,
    responses={200: {"description": "The file", "content": {"text/csv": {}}}},
)
async def export(run: RunDep, db: DbDep) -> Response:
    """Export."""
    return await run(
        files.answer, "text/csv", 'attachment; filename="export.csv"', service.export, db
    )


@router.delete("/stock/everything", operation_id="forget", status_code=204)
async def forget(run: RunDep, db: DbDep, params: Annotated[schemas.ForgetParams, Query()]) -> None:
    """Forget."""
    await run(service.forget, db, params)
