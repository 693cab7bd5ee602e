"""Builds the application; run it with `uvicorn --factory hostile.main:create_app`."""

from functools import partial

from starlette.middleware.cors import CORSMiddleware

from hostile.api import document, errors, health
from hostile.api.app import Api
from hostile.api.middleware import HeadAsGet, RequestContext
from hostile.lifespan import lifespan
from hostile.logs import configure_logs
from hostile.operations.class_.router import router as class__router
from hostile.operations.group_77710a.router import router as group_77710a_router
from hostile.operations.unicode_gro_e_6ef39f.router import router as unicode_gro_e_6ef39f_router
from hostile.operations.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_0d4e2c.router import (
    router as xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_0d4e2c_router,
)
from hostile.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Api:
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    development = settings.environment == "development"
    app = Api(
        title="\"Quotes\" 'and' \\ back\\slash {braces} {{ jinja }} ${{ github.token }} <% action %> 😀 \u202eright-to-left # comment",
        version="1",
        redirect_slashes=False,
        lifespan=partial(lifespan, settings),
        openapi_url="/openapi.json" if development else None,
        redoc_url=None,
    )
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestContext)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["DELETE", "GET", "POST", "PUT"],
            allow_headers=["Authorization", "X-Request-ID"],
            expose_headers=["Retry-After", "X-Request-ID"],
        )
    errors.install(app)
    app.include_router(health.router)
    if not development:
        app.include_router(document.router)
    app.include_router(class__router)
    app.include_router(group_77710a_router)
    app.include_router(unicode_gro_e_6ef39f_router)
    app.include_router(xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_0d4e2c_router)
    return app
