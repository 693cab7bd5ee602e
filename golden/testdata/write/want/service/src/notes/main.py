"""Builds the application; run it with `uvicorn --factory notes.main:create_app`."""

from functools import partial

from notes.api import errors, health
from notes.api.app import Api
from notes.api.middleware import RequestContext
from notes.lifespan import lifespan
from notes.logs import configure_logs
from notes.operations.notes.router import router as notes_router
from notes.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = Api(
        title="Notes", version="1", redirect_slashes=False, lifespan=partial(lifespan, settings)
    )
    app.add_middleware(RequestContext)
    errors.install(app)
    app.include_router(health.router)
    app.include_router(notes_router)
    return app
