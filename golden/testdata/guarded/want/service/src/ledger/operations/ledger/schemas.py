# Generated from streamlift.yaml; do not edit. Operations: balance, book, archive
from typing import Annotated

from fastapi import UploadFile
from pydantic import Field

from ledger.operations.models import Params, Record, at_most


class BalanceParams(Params):
    account: Annotated[str, Field(min_length=1, max_length=40)] = "cash"


class BalanceRecord(Record):
    name: str
    cents: int


class BookParams(Params):
    account: Annotated[str, Field(min_length=1, max_length=40)]
    cents: Annotated[int, Field(ge=-1000000, le=1000000)]


class ArchiveParams(Params):
    statement: Annotated[UploadFile, at_most(100_000)]
