"""Builds the application; run it with `uvicorn --factory inventory.main:create_app`."""

from functools import partial

from inventory.api import errors, health
from inventory.api.app import Api
from inventory.api.middleware import RequestContext
from inventory.lifespan import lifespan
from inventory.logs import configure_logs
from inventory.operations.inventory.router import router as inventory_router
from inventory.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = Api(
        title="Inventory", version="1", redirect_slashes=False, lifespan=partial(lifespan, settings)
    )
    app.add_middleware(RequestContext)
    errors.install(app)
    app.include_router(health.router)
    app.include_router(inventory_router)
    return app
