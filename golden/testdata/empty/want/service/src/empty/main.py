"""Builds the application; run it with `uvicorn --factory empty.main:create_app`."""

from functools import partial

from empty.api import errors, health
from empty.api.app import Api
from empty.api.middleware import RequestContext
from empty.lifespan import lifespan
from empty.logs import configure_logs
from empty.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = Api(
        title="empty", version="1", redirect_slashes=False, lifespan=partial(lifespan, settings)
    )
    app.add_middleware(RequestContext)
    errors.install(app)
    app.include_router(health.router)
    return app
