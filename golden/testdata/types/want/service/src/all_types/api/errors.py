# Generated from streamlift.yaml; do not edit.
"""Every error leaves as a problem (RFC 9457) with the request's id and without internals."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import Scope

from all_types.exceptions import ServiceError


class Problem(BaseModel):
    type: str
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[dict[str, str]] | None = None


PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A problem",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
}

MOST_ERRORS = 20  # that an answer tells: every row of a table may have some
RETRY_SECONDS = "2"  # after which a service that was not available may be asked again


def problem_response(
    scope: Scope,
    status: int,
    detail: str,
    *,
    kind: str | None = None,
    title: str | None = None,
    errors: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    problem = Problem(
        type=f"urn:problem:{kind}" if kind else "about:blank",
        title=title or HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        request_id=scope["state"]["request_id"],
        errors=errors,
    )
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers = {"Retry-After": RETRY_SECONDS, **(headers or {})}
    return JSONResponse(
        problem.model_dump(exclude_none=True),
        status_code=status,
        headers=headers,
        media_type="application/problem+json",
    )


async def answer_service_error(request: Request, error: ServiceError) -> JSONResponse:
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
    return problem_response(
        request.scope,
        error.status,
        error.detail,
        kind=error.kind,
        title=error.title,
        headers=headers,
    )


async def answer_invalid_request(request: Request, error: RequestValidationError) -> JSONResponse:
    errors = [
        {"field": name_of(item["loc"]), "message": str(item["msg"])}
        for item in error.errors()[:MOST_ERRORS]
        if item["type"] != "none_required"  # the other branch of an optional input
    ]
    return problem_response(
        request.scope,
        422,
        "; ".join(f"{item['field']}: {item['message']}" for item in errors),
        kind="invalid-request",
        title="The request is not valid",
        errors=errors,
    )


def name_of(place: tuple[str | int, ...]) -> str:
    """The input, with what is meant of it: without where it came from and branches of its type."""
    where, *path = place
    if not path or isinstance(path[0], int):
        return str(where)  # the body as a whole
    if where == "body":
        return ".".join(map(str, path))
    return ".".join(str(part) for part in path[:1] + [p for p in path[1:] if isinstance(p, int)])


async def answer_http_error(request: Request, error: HTTPException) -> JSONResponse:
    if isinstance(error.__cause__, ServiceError):  # FastAPI wraps what stopped it reading a body
        return await answer_service_error(request, error.__cause__)
    headers = dict(error.headers) if error.headers else None
    return problem_response(request.scope, error.status_code, str(error.detail), headers=headers)


def install(app: FastAPI) -> None:
    app.exception_handler(ServiceError)(answer_service_error)
    app.exception_handler(RequestValidationError)(answer_invalid_request)
    app.exception_handler(HTTPException)(answer_http_error)
