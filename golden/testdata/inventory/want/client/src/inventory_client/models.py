# Generated from streamlift.yaml; do not edit.
"""What the operations give."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class LowStockRow:
    """A row of `low_stock`."""

    sku: str
    name: str
    quantity: int
    unit_cost: Decimal
    counted_on: dt.date


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part by its number."""

    sku: str
    name: str
    quantity: int
    counted_on: dt.date
