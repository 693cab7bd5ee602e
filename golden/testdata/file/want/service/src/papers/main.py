"""Builds the application; run it with `uvicorn --factory papers.main:create_app`."""

from functools import partial

from papers.api import errors, health
from papers.api.app import Api
from papers.api.middleware import RequestContext
from papers.lifespan import lifespan
from papers.logs import configure_logs
from papers.operations.papers.router import router as papers_router
from papers.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = Api(
        title="Papers", version="1", redirect_slashes=False, lifespan=partial(lifespan, settings)
    )
    app.add_middleware(RequestContext)
    errors.install(app)
    app.include_router(health.router)
    app.include_router(papers_router)
    return app
