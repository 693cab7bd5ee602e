"""Builds the application; run it with `uvicorn --factory stores.main:create_app`."""

from functools import partial

from starlette.middleware.cors import CORSMiddleware

from stores.api import document, errors, health
from stores.api.app import Api
from stores.api.middleware import HeadAsGet, RequestContext
from stores.lifespan import lifespan
from stores.logs import configure_logs
from stores.operations.stores.router import router as stores_router
from stores.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    development = settings.environment == "development"
    app = Api(
        title="Stores",
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
    app.include_router(stores_router)
    return app
