# Generated from streamlift.yaml; do not edit.
"""Database engines."""

from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Engine, create_engine, make_url

POOL_SIZE = 20


def open_engine(secret_url: SecretStr, data_root: Path) -> Engine:
    """Makes an engine. Relative SQLite paths lie below data_root; the file must be there."""
    url = make_url(secret_url.get_secret_value())
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        path = data_root / (url.database or "")
        if not path.is_file():
            raise FileNotFoundError(f"there is no database {path}: set DATA_ROOT to its folder")
        url = url.set(database=str(path))
    return create_engine(
        url,
        hide_parameters=True,  # or errors show them in the log
        max_overflow=0,
        pool_pre_ping=True,
        pool_size=POOL_SIZE,
        pool_timeout=10,
    )
