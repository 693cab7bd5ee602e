"""Shop"""

from . import errors, models
from ._retry import RetryPolicy
from .async_client import AsyncClient
from .client import Client
from .results import Table

__all__ = [
    "AsyncClient",
    "Client",
    "RetryPolicy",
    "Table",
    "errors",
    "models",
]
