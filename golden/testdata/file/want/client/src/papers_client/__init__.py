"""Papers"""

from . import errors
from ._retry import RetryPolicy
from .async_client import AsyncClient
from .client import Client
from .results import File

__all__ = [
    "AsyncClient",
    "Client",
    "File",
    "RetryPolicy",
    "errors",
]
