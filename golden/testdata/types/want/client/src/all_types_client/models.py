# Generated from streamlift.yaml; do not edit.
"""What the operations give."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class AllInputs:
    """Gives back what it got."""

    a_string: str
    a_decimal: Decimal
    a_date: dt.date | None
    rest: object


@dataclass(frozen=True, kw_only=True, slots=True)
class GetTableRow:
    """A row of `get_table`."""

    text: str
    int_: int
    number: float
    decimal: Decimal
    bool_: bool
    date: dt.date
    datetime: dt.datetime
    time: dt.time
    maybe: int | None
    anything: object
