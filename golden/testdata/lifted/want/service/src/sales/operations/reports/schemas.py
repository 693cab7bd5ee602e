# Generated from streamlift.yaml; do not edit. Operations: headline, monthly_revenue, and 1 more
import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from sales.operations.models import EmptyList, Params, Record


class HeadlineParams(Params):
    region: Literal["All", "North", "South", "East", "West"] = "All"
    since: Annotated[dt.date, Field(ge=dt.date(2024, 1, 1))] = dt.date(2025, 1, 1)
    until: Annotated[dt.date, Field(ge=dt.date(2024, 1, 1))] = dt.date(2025, 12, 31)


class HeadlineRecord(Record):
    revenue: float
    orders: int
    average_order: float | None
    best_day: dt.date | None


class MonthlyRevenueParams(Params):
    region: Literal["All", "North", "South", "East", "West"] = "All"
    since: Annotated[dt.date, Field(ge=dt.date(2024, 1, 1))] = dt.date(2025, 1, 1)
    until: Annotated[dt.date, Field(ge=dt.date(2024, 1, 1))] = dt.date(2025, 12, 31)


class MonthlyRevenueRow(BaseModel):
    month: str
    revenue: float
    orders: int
    change: float | None


class TopProductsParams(Params):
    region: Literal["All", "North", "South", "East", "West"] = "All"
    since: Annotated[dt.date, Field(ge=dt.date(2024, 1, 1))] = dt.date(2025, 1, 1)
    until: Annotated[dt.date, Field(ge=dt.date(2024, 1, 1))] = dt.date(2025, 12, 31)
    categories: Annotated[list[Literal["Coffee", "Tea", "Kitchen"]], EmptyList] = ["Coffee", "Tea"]
    limit: Annotated[int, Field(ge=1, le=10)] = 5


class TopProductsRow(BaseModel):
    product: str
    category: str
    units: int
    revenue: float
