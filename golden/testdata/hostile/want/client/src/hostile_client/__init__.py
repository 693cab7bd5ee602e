"""\"Quotes" 'and' \\ back\\slash {braces} {{ jinja }} ${{ github.token }} <% action %> 😀 right-to-left # comment"""

from . import choices, errors, models
from ._retry import RetryPolicy
from .async_client import AsyncClient
from .client import Client
from .results import Table

__all__ = [
    "AsyncClient",
    "Client",
    "RetryPolicy",
    "Table",
    "choices",
    "errors",
    "models",
]
