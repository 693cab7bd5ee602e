# Generated from streamlift.yaml; do not edit.
"""What the models of all operations share."""

import math
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

Int64 = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
EmptyList = BeforeValidator(lambda values: [] if values == [""] else values)


class Params(BaseModel):
    model_config = ConfigDict(allow_inf_nan=False, extra="forbid", frozen=True)


class Record(BaseModel):
    model_config = ConfigDict(from_attributes=True, frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def read_plainly(cls, value: Any, info: ValidationInfo) -> Any:
        return plain(value, cls.model_fields[info.field_name or ""].annotation)


def plain(value: Any, kind: Any = None) -> Any:
    """NumPy's scalars as Python's, and NaN as None except for a float, which JSON has as null."""
    value = value.item() if hasattr(value, "item") else value
    return None if kind is not float and isinstance(value, float) and math.isnan(value) else value
