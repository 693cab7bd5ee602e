# Generated from streamlift.yaml; do not edit.
"""Every error leaves as a problem (RFC 9457) with the request's id and without internals."""

import sqlite3
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pandas.errors import DatabaseError
from pydantic import BaseModel
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.types import Scope

from sales.exceptions import ServiceError

log = structlog.stdlib.get_logger(__name__)

CANCELED = "57014"  # what PostgreSQL says of a statement that ran into its time limit
DATABASE_ERRORS = (DataError, IntegrityError, OperationalError, PoolTimeout)


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
        for item in error.errors()
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
    """The input, with its index in a list: without where it came from and branches of its type."""
    where, *path = place
    if not path or isinstance(path[0], int):
        return str(where)  # the body as a whole
    return ".".join(str(part) for part in path[:1] + [p for p in path[1:] if isinstance(p, int)])


async def answer_http_error(request: Request, error: HTTPException) -> JSONResponse:
    if isinstance(error.__cause__, ServiceError):  # FastAPI wraps what stopped it reading a body
        return await answer_service_error(request, error.__cause__)
    headers = dict(error.headers) if error.headers else None
    return problem_response(request.scope, error.status_code, str(error.detail), headers=headers)


async def answer_database_error(request: Request, error: Exception) -> JSONResponse:
    match error:
        case IntegrityError():
            status, kind, detail = 409, "conflict", "the change conflicts with what is stored"
        case DataError():
            status, kind, detail = 422, "invalid-value", "the database refuses a value"
        case OperationalError(orig=sqlite3.OperationalError(sqlite_errorname="SQLITE_ERROR")):
            raise error  # what others call a programming error: no such table
        case OperationalError() if getattr(error.orig, "sqlstate", None) == CANCELED:
            status, kind, detail = 504, "too-slow", "the database took too long"
        case _:
            status, kind, detail = 503, "unavailable", "the database does not answer"
    log.warning("database error", exc_info=error)
    return problem_response(request.scope, status, detail, kind=kind)


async def answer_wrapped_error(request: Request, error: DatabaseError) -> JSONResponse:
    """Pandas wraps what the database raises."""
    if isinstance(error.__cause__, DATABASE_ERRORS):
        return await answer_database_error(request, error.__cause__)
    raise error


def install(app: FastAPI) -> None:
    app.exception_handler(ServiceError)(answer_service_error)
    app.exception_handler(RequestValidationError)(answer_invalid_request)
    app.exception_handler(HTTPException)(answer_http_error)
    for error in DATABASE_ERRORS:
        app.exception_handler(error)(answer_database_error)
    app.exception_handler(DatabaseError)(answer_wrapped_error)
