"""Builds the application; run it with `uvicorn --factory sales.main:create_app`."""

from functools import partial

from sales.api import errors, health
from sales.api.app import Api
from sales.api.middleware import RequestContext
from sales.api.replay import Replay
from sales.lifespan import lifespan
from sales.logs import configure_logs
from sales.operations.orders.router import router as orders_router
from sales.operations.reports.router import router as reports_router
from sales.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = Api(
        title="Sales dashboard",
        version="1",
        redirect_slashes=False,
        lifespan=partial(lifespan, settings),
    )
    app.add_middleware(Replay)
    app.add_middleware(RequestContext)
    errors.install(app)
    app.include_router(health.router)
    app.include_router(orders_router)
    app.include_router(reports_router)
    return app
