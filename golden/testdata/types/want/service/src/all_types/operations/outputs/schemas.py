# Generated from streamlift.yaml; do not edit. Operations: get_table, get_any_table, and 6 more
import datetime as dt
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field


class GetTableRow(BaseModel):
    text: str
    int_: int = Field(alias="int")
    number: float
    decimal: Decimal
    bool_: bool = Field(alias="bool")
    date: dt.date
    datetime: dt.datetime
    time: dt.time
    maybe: int | None
    anything: Any
