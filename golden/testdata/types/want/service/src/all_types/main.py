"""Builds the application; run it with `uvicorn --factory all_types.main:create_app`."""

from functools import partial

from all_types.api import errors, health
from all_types.api.app import Api
from all_types.api.middleware import RequestContext
from all_types.lifespan import lifespan
from all_types.logs import configure_logs
from all_types.operations.inputs.router import router as inputs_router
from all_types.operations.outputs.router import router as outputs_router
from all_types.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = Api(
        title="Types", version="1", redirect_slashes=False, lifespan=partial(lifespan, settings)
    )
    app.add_middleware(RequestContext)
    errors.install(app)
    app.include_router(health.router)
    app.include_router(inputs_router)
    app.include_router(outputs_router)
    return app
