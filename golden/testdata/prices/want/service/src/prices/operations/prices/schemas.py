# Generated from streamlift.yaml; do not edit. Operations: days, prices, summary, export, and 4 more
from typing import Annotated

from fastapi import UploadFile
from pydantic import Field

from prices.operations.models import Params, Record, at_most


class PricesParams(Params):
    day: Annotated[str, Field(pattern="^(?:[a-z]*)$")] = "monday"
    with_tax: bool = False


class SummaryParams(Params):
    day: Annotated[str, Field(pattern="^(?:[a-z]*)$")] = "monday"
    with_tax: bool = False


class SummaryRecord(Record):
    sales: int
    revenue: float
    best: str | None


class ExportParams(Params):
    day: Annotated[str, Field(pattern="^(?:[a-z]*)$")] = "monday"


class AddDayParams(Params):
    content: Annotated[UploadFile, at_most(52_428_800)]
    name: str = "tuesday"


class BoardParams(Params):
    day: Annotated[str, Field(pattern="^(?:[a-z]*)$")] = "monday"


class QuoteParams(Params):
    day: Annotated[str, Field(pattern="^(?:[a-z]*)$")] = "monday"


class DropParams(Params):
    day: Annotated[str, Field(pattern="^(?:[a-z]*)$")] = "monday"
