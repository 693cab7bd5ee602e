"""Builds the application; run it with `uvicorn --factory stores.main:create_app`."""

from functools import partial

from stores.api import errors, health
from stores.api.app import Api
from stores.api.middleware import RequestContext
from stores.lifespan import lifespan
from stores.logs import configure_logs
from stores.operations.stores.router import router as stores_router
from stores.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = Api(
        title="Stores", version="1", redirect_slashes=False, lifespan=partial(lifespan, settings)
    )
    app.add_middleware(RequestContext)
    errors.install(app)
    app.include_router(health.router)
    app.include_router(stores_router)
    return app
