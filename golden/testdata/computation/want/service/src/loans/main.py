"""Builds the application; run it with `uvicorn --factory loans.main:create_app`."""

from functools import partial

from loans.api import errors, health
from loans.api.app import Api
from loans.api.middleware import RequestContext
from loans.lifespan import lifespan
from loans.logs import configure_logs
from loans.operations.loans.router import router as loans_router
from loans.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = Api(
        title="Loans", version="1", redirect_slashes=False, lifespan=partial(lifespan, settings)
    )
    app.add_middleware(RequestContext)
    errors.install(app)
    app.include_router(health.router)
    app.include_router(loans_router)
    return app
