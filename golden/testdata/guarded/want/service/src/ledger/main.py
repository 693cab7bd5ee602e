"""Builds the application; run it with `uvicorn --factory ledger.main:create_app`."""

from functools import partial

from starlette.middleware.cors import CORSMiddleware

from ledger.api import document, errors, health
from ledger.api.app import Api
from ledger.api.middleware import HeadAsGet, RequestContext
from ledger.lifespan import lifespan
from ledger.logs import configure_logs
from ledger.operations.ledger.router import router as ledger_router
from ledger.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    development = settings.environment == "development"
    app = Api(
        title="Ledger",
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
    app.include_router(ledger_router)
    return app
