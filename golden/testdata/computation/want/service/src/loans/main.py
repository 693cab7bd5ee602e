"""Builds the application; run it with `uvicorn --factory loans.main:create_app`."""

from functools import partial

from starlette.middleware.cors import CORSMiddleware

from loans.api import document, errors, health
from loans.api.app import Api
from loans.api.middleware import HeadAsGet, RequestContext
from loans.lifespan import lifespan
from loans.logs import configure_logs
from loans.operations.loans.router import router as loans_router
from loans.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    development = settings.environment == "development"
    app = Api(
        title="Loans",
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
    app.include_router(loans_router)
    return app
