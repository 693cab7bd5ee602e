# Generated from streamlift.yaml; do not edit. Operations: open_orders
import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from shop.operations.models import Int64, Params


class OpenOrdersParams(Params):
    since: dt.date = dt.date(2025, 1, 1)
    limit: Annotated[int, Field(ge=1, le=500)] = 50
    offset: Annotated[Int64, Field(ge=0)] = 0


class OpenOrdersRow(BaseModel):
    id: int
    day: dt.date
    amount: float | None
