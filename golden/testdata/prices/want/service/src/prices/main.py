"""Builds the application; run it with `uvicorn --factory prices.main:create_app`."""

from functools import partial

from prices.api import errors, health
from prices.api.app import Api
from prices.api.middleware import RequestContext
from prices.api.replay import Replay
from prices.lifespan import lifespan
from prices.logs import configure_logs
from prices.operations.prices.router import router as prices_router
from prices.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = Api(
        title="Prices", version="1", redirect_slashes=False, lifespan=partial(lifespan, settings)
    )
    app.add_middleware(Replay)
    app.add_middleware(RequestContext)
    errors.install(app)
    app.include_router(health.router)
    app.include_router(prices_router)
    return app
