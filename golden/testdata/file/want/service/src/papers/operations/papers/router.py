# Generated from streamlift.yaml; do not edit. Operations: shorten
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from papers.api.deps import KeyedRoute, RunDep, bearer, identify
from papers.api.errors import PROBLEM_RESPONSES
from papers.operations.papers import schemas, service
from papers.platform import files

router = APIRouter(
    prefix="/v1",
    tags=["papers"],
    route_class=KeyedRoute,
    dependencies=[Depends(bearer), Depends(identify)],
    responses=PROBLEM_RESPONSES,
)


@router.post(
    "/shorten",
    operation_id="shorten",
    response_class=Response,
    responses={200: {"description": "The file", "content": {"text/plain": {}}}},
)
async def shorten(
    run: RunDep, params: Annotated[schemas.ShortenParams, Form(media_type="multipart/form-data")]
) -> Response:
    """Gives the first lines of a text file."""
    return await run(
        files.answer, "text/plain", 'attachment; filename="short.txt"', service.shorten, params
    )
