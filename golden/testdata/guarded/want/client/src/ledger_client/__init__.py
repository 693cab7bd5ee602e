"""Ledger"""

from . import errors, models
from ._retry import RetryPolicy
from .async_client import AsyncClient
from .client import Client

__all__ = [
    "AsyncClient",
    "Client",
    "RetryPolicy",
    "errors",
    "models",
]
