# Generated from streamlift.yaml; do not edit.
"""What the operations give."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Headline:
    """Revenue, orders, average order value and best day of a selection."""

    revenue: float
    orders: int
    average_order: float | None
    best_day: dt.date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthlyRevenueRow:
    """A row of `monthly_revenue`."""

    month: str
    revenue: float
    orders: int
    change: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TopProductsRow:
    """A row of `top_products`."""

    product: str
    category: str
    units: int
    revenue: float
