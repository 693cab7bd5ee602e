"""Prices"""

from . import errors, models
from ._retry import RetryPolicy
from .async_client import AsyncClient
from .client import Client
from .results import File, Table

__all__ = [
    "AsyncClient",
    "Client",
    "File",
    "RetryPolicy",
    "Table",
    "errors",
    "models",
]
