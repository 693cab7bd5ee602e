"""Builds the application; run it with `uvicorn --factory shop.main:create_app`."""

from functools import partial

from shop.api import errors, health
from shop.api.app import Api
from shop.api.middleware import RequestContext
from shop.lifespan import lifespan
from shop.logs import configure_logs
from shop.operations.shop.router import router as shop_router
from shop.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = Api(
        title="Shop", version="1", redirect_slashes=False, lifespan=partial(lifespan, settings)
    )
    app.add_middleware(RequestContext)
    errors.install(app)
    app.include_router(health.router)
    app.include_router(shop_router)
    return app
