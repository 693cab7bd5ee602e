"""Builds the application; run it with `uvicorn --factory notes.main:create_app`."""

from functools import partial

from starlette.middleware.cors import CORSMiddleware

from notes.api import document, errors, health
from notes.api.app import Api
from notes.api.middleware import HeadAsGet, RequestContext
from notes.lifespan import lifespan
from notes.logs import configure_logs
from notes.operations.notes.router import router as notes_router
from notes.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    development = settings.environment == "development"
    app = Api(
        title="Notes",
        version="1",
        redirect_slashes=False,
        lifespan=partial(lifespan, settings),
        openapi_url="/openapi.json" if development else None,
        redoc_url=None,
    )
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestContext)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["DELETE", "GET", "POST", "PUT"],
            allow_headers=["Authorization", "X-Request-ID"],
            expose_headers=["Retry-After", "X-Request-ID"],
        )
    errors.install(app)
    app.include_router(health.router)
    if not development:
        app.include_router(document.router)
    app.include_router(notes_router)
    return app
