# Generated from streamlift.yaml; do not edit. Operations: low_stock, part, stock_value, and 2 more
import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field

from inventory.operations.models import AsText, Params, Record


class LowStockParams(Params):
    level: Annotated[int, Field(ge=0, le=1000)] = 10
    search: Annotated[str, Field(max_length=40)] = ""


class LowStockRow(BaseModel):
    sku: str
    name: str
    quantity: int
    unit_cost: Decimal
    counted_on: dt.date


class PartParams(Params):
    sku: Annotated[str, Field(pattern="^[A-Z]{2}-[0-9]{3}$")] = "AB-001"


class PartRecord(Record):
    sku: str
    name: str
    quantity: int
    counted_on: dt.date


class RecountParams(Params):
    sku: Annotated[str, Field(pattern="^[A-Z]{2}-[0-9]{3}$")]
    quantity: Annotated[int, Field(ge=0, le=100000)]
    counted_on: Annotated[dt.date, AsText] = dt.date(2026, 1, 31)


class ReorderParams(Params):
    sku: str
