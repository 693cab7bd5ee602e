# Generated from streamlift.yaml; do not edit. Operations: monthly_rate
from typing import Annotated

from pydantic import Field

from loans.operations.models import Params


class MonthlyRateParams(Params):
    amount: Annotated[float, Field(ge=0.0)] = 10000.0
    percent: Annotated[float, Field(ge=0.0, le=30.0)] = 4.5
    years: Annotated[int, Field(ge=1, le=40)] = 10
