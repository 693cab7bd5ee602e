# Generated from streamlift.yaml; do not edit. Operations: list_orders, list_products, and 2 more
import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from sales.operations.models import AsText, Int64, Params


class ListOrdersParams(Params):
    limit: Annotated[int, Field(ge=1, le=500)] = 50
    offset: Annotated[Int64, Field(ge=0)] = 0


class ListOrdersRow(BaseModel):
    id: int
    ordered_on: dt.date
    region: str
    product: str
    quantity: int
    note: str | None


class ListProductsRow(BaseModel):
    id: int
    name: str
    category: str
    price_cents: int


class ExportOrdersParams(Params):
    region: Literal["All", "North", "South", "East", "West"] = "All"
    since: Annotated[dt.date, Field(ge=dt.date(2024, 1, 1))] = dt.date(2025, 1, 1)
    until: Annotated[dt.date, Field(ge=dt.date(2024, 1, 1))] = dt.date(2025, 12, 31)


class PlaceOrderParams(Params):
    product_id: Int64
    ordered_on: Annotated[dt.date, AsText] = dt.date(2025, 12, 31)
    region: Literal["North", "South", "East", "West"] = "North"
    quantity: Annotated[int, Field(ge=1, le=100)] = 1
    note: Annotated[str, Field(max_length=200)] | None = None
