# Generated from streamlift.yaml; do not edit.
"""Database engines, and why one cannot serve."""

from pydantic import SecretStr
from sqlalchemy import Engine, create_engine, make_url, text

from ledger.exceptions import Unavailable
from ledger.settings import Settings

CONNECT_SECONDS = 5
CONNECTIONS = text(
    "SELECT current_setting('max_connections')::int"
    " - current_setting('superuser_reserved_connections')::int"
    " - coalesce(current_setting('reserved_connections', true)::int, 0)"
)
FAULTS = {  # by what the drivers' messages hold; those name hosts and users, so they stay in the log
    "authentication failed": "it refuses the user or the password",
    "connection refused": "nothing listens at its address",
    "does not exist": "it has no such database or user",
    "resolve host": "its host has no address",
    "starting up": "it is starting up",
    "too many": "all its connections are taken",
    "remaining connection slots": "all its connections are taken",
    "unable to open database file": "its file cannot be opened",
}


def open_engine(secret_url: SecretStr, settings: Settings) -> Engine:
    """Makes an engine. Relative SQLite paths lie below DATA_ROOT; the file must be there."""
    url = make_url(secret_url.get_secret_value())
    connect_args: dict[str, str | int] = {}
    if url.drivername in ("postgres", "postgresql"):  # as hosts of databases write it
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "postgresql":
        timeout = f"-c statement_timeout={settings.statement_seconds}s"
        connect_args = {"connect_timeout": CONNECT_SECONDS, "options": timeout}
    elif url.get_backend_name() == "sqlite":
        path = settings.data_root / (url.database or "")
        if not path.is_file():
            raise FileNotFoundError(f"there is no database {path}: set DATA_ROOT to its folder")
        url = url.set(database=str(path))
    return create_engine(
        url,
        connect_args=connect_args,
        hide_parameters=True,  # or errors show them in the log
        max_overflow=0,
        pool_pre_ping=True,  # or the first call after a restart of the database fails
        pool_size=settings.pool_size,
        pool_timeout=10,
    )


def refuse_overload(engine: Engine, connections: int) -> None:
    """Asks the database whether it answers and has that many connections for this service."""
    with engine.connect() as connection:
        if engine.dialect.name != "postgresql":
            connection.execute(text("SELECT 1"))
            return
        allowed: int = connection.execute(CONNECTIONS).scalar_one()
    if connections > allowed:
        raise Unavailable(
            f"it allows {allowed} connections, and PROCESSES times POOL_SIZE is {connections}"
        )


def fault_of(error: Exception) -> str:
    """Why a database cannot serve, in words that give nothing away."""
    if isinstance(error, Unavailable):
        return error.detail
    message = str(error).lower()
    return next((said for held, said in FAULTS.items() if held in message), "it does not answer")
