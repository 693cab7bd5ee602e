# Generated from streamlift.yaml; do not edit. Operations: add_note
from fastapi import APIRouter, Depends

from notes.api.deps import DbDep, KeyedRoute, RunDep, bearer, identify
from notes.api.errors import PROBLEM_RESPONSES
from notes.operations.notes import schemas, service

router = APIRouter(
    prefix="/v1",
    tags=["notes"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.post("/add-note", operation_id="add_note")
async def add_note(run: RunDep, db: DbDep, params: schemas.AddNoteParams) -> int:
    """Adds a note and gives the number of rows."""
    return await run(service.add_note, db, params)
