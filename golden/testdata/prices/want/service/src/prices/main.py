"""Builds the application; run it with `uvicorn --factory prices.main:create_app`."""

from functools import partial

from starlette.middleware.cors import CORSMiddleware

from prices.api import document, errors, health
from prices.api.app import Api
from prices.api.middleware import HeadAsGet, RequestContext
from prices.api.replay import Replay
from prices.lifespan import lifespan
from prices.logs import configure_logs
from prices.operations.prices.router import router as prices_router
from prices.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    development = settings.environment == "development"
    app = Api(
        title="Prices",
        version="1",
        redirect_slashes=False,
        lifespan=partial(lifespan, settings),
        openapi_url="/openapi.json" if development else None,
        redoc_url=None,
    )
    app.add_middleware(Replay)
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
    app.include_router(prices_router)
    return app
