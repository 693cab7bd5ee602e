"""The service's application: routes, resources and what is said about each request."""
from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import structlog
from fastapi import Depends, FastAPI, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from sales.operations.customers import router as customers
from sales.operations.reports import router as reports
if TYPE_CHECKING:
    from sqlalchemy.engine import Engine
logger = structlog.get_logger(__name__)
# Media types of frames, best first.
FRAMES: Mapping[str, str] = {"arrow": "application/vnd.apache.arrow.stream", "csv": "text/csv; charset=utf-8", "json": "application/json"}
EMPTY: dict[str, str] = {}
__all__ = ["create_app"]

class State(TypedDict):
    """What lives as long as the process."""
    settings: Settings
    engine: Engine

class Problem(Exception):
    """An answer that is no success."""
    status: int = 500
    title = "Internal error"
    def __init__(self, detail: str, *, status: int | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.detail, self.headers = detail, dict(headers or {})
        if status is not None:
            self.status = status
    @property
    def type(self) -> str:
        return f"urn:problem:{self.title.lower().replace(' ', '-')}"

@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[State]:
    settings = Settings()
    engine = create_engine(settings.database_url.get_secret_value(), pool_pre_ping=True, connect_args={"timeout": settings.timeout_seconds})
    try:
        yield {"settings": settings, "engine": engine}
    finally:
        engine.dispose()

def create_app(settings: Settings | None = None, *, transport: Callable[[Request], Response] | None = None) -> FastAPI:
    """Builds the application. Settings come from the environment unless a test gives its own."""

    app = FastAPI(title="Sales dashboard", version="1", lifespan=lifespan, generate_unique_id_function=lambda route: route.name, docs_url=None if settings is None or not settings.docs else "/docs", responses={401: {"model": ProblemDetails, "description": "The bearer key is missing or wrong."}, 422: {"model": ProblemDetails, "description": "An input is not as the operation wants it."}})
    for handled, handler in ((Problem, problem), (RequestValidationError, invalid), (Exception, unexpected)):
        app.add_exception_handler(handled, handler)
    app.include_router(customers.router, prefix="/v1", dependencies=[Security(require_key)], tags=["customers"])
    app.include_router(reports.router, prefix="/v1", dependencies=[Security(require_key)])
    @app.get("/health/live", include_in_schema=False)
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/health/ready", include_in_schema=False, response_model=None, responses={503: {"model": ProblemDetails}})
    async def ready(request: Request) -> JSONResponse:
        reasons = {name: reason for name, check in request.state.checks.items() if (reason := await check()) is not None}
        return JSONResponse({"status": "ready" if not reasons else "not ready", "reasons": reasons}, status_code=503 if reasons else 200)
    return app

async def problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem), "the handler was registered for another class of errors than problems"
    return JSONResponse({"type": error.type, "title": error.title, "detail": error.detail, "request_id": request.state.request_id}, status_code=error.status, headers=error.headers, media_type="application/problem+json")

class RequestId:
    """Gives each request an id, as plain ASGI: BaseHTTPMiddleware would cost two fifths of the throughput."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"x-request-id"), "")
        request_id = given if given and len(given) <= 64 and given.isprintable() and not given.isspace() else uuid4().hex

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), (b"x-request-id", request_id.encode("latin-1"))]
            await send(message)
        with structlog.contextvars.bound_contextvars(request_id=request_id, method=scope["method"], path=scope["path"]):
            await self.app(scope, receive, send_with_id)
