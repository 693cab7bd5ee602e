# Generated from streamlift.yaml; do not edit. Operations: balance, book, archive
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query

from ledger.api.deps import AuditedDep, BooksDep, KeyedRoute, RunDep, bearer, identify
from ledger.api.errors import PROBLEM_RESPONSES
from ledger.operations.ledger import schemas, service

router = APIRouter(
    prefix="/v1",
    tags=["ledger"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.get("/balance", operation_id="balance")
async def balance(
    run: RunDep, books: BooksDep, params: Annotated[schemas.BalanceParams, Query()]
) -> schemas.BalanceRecord:
    """The balance of an account."""
    return await run(service.balance, books, params)


@router.post("/book", operation_id="book")
async def book(run: AuditedDep, books: BooksDep, params: schemas.BookParams) -> int:
    """Adds an amount to an account, and gives the number of accounts that have the name."""
    return await run(service.book, books, params)


@router.post("/archive", operation_id="archive")
async def archive(
    run: AuditedDep,
    params: Annotated[schemas.ArchiveParams, Form(media_type="multipart/form-data")],
) -> int:
    """Keeps a statement of the bank, and gives the number of its lines."""
    return await run(service.archive, params)
