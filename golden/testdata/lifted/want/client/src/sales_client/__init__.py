"""Sales dashboard"""

from . import choices, errors, models
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
    "choices",
    "errors",
    "models",
]
