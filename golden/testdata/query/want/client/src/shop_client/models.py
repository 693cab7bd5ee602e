# Generated from streamlift.yaml; do not edit.
"""What the operations give."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenOrdersRow:
    """A row of `open_orders`."""

    id: int
    day: dt.date
    amount: float | None
