# Generated from streamlift.yaml; do not edit. Operations: export_orders, place_order
import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from sales.operations.models import AsText, Int64, Params


class ExportOrdersParams(Params):
    region: Literal["All", "North", "South", "East", "West"] = "All"
    since: Annotated[dt.date, Field(ge=dt.date(2024, 1, 1))] = dt.date(2025, 1, 1)
    until: Annotated[dt.date, Field(ge=dt.date(2024, 1, 1))] = dt.date(2025, 12, 31)


class PlaceOrderParams(Params):
    product_id: Annotated[Int64, Field(ge=1)]
    ordered_on: Annotated[dt.date, AsText] = dt.date(2025, 12, 31)
    region: Literal["North", "South", "East", "West"] = "North"
    quantity: Annotated[int, Field(ge=1, le=100)] = 1
    note: Annotated[str, Field(max_length=200)] | None = None
